"""Error messages that carry a code, so that a client need not read English."""

from typing import Any

from marshmallow import ValidationError, validate


class Message(str):
    """A sentence for people with a code for programs."""

    code: str

    def __new__(cls, text: str, code: str) -> "Message":
        """Attach `code` to `text`."""
        message = super().__new__(cls, text)
        message.code = code
        return message


class Length(validate.Length):
    """Bounded length; the code is `length`."""

    def _format_error(self, value: Any, message: str) -> Message:
        return Message(super()._format_error(value, message), "length")


class Range(validate.Range):
    """Bounded number; the code is `out-of-range`."""

    def _format_error(self, value: Any, message: str) -> Message:
        return Message(super()._format_error(value, message), "out-of-range")


class OneOf(validate.OneOf):
    """One of a few values; the code is `not-one-of`."""

    def _format_error(self, value: Any) -> Message:
        return Message(f"Must be one of: {self.choices_text}.", "not-one-of")


class Pattern(validate.Regexp):
    """A whole string of a given form; the code is `pattern`."""

    def __call__(self, value: Any) -> Any:
        """Match the whole value: `$` alone would let a line end through."""
        if self.regex.fullmatch(value) is None:
            raise ValidationError(Message(self._format_error(value), "pattern"))
        return value

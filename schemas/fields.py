"""Our field classes: strict and bounded, where marshmallow's own accept too much.

marshmallow takes `"1_000"` and `True` for an integer, any length of string, NUL and lone
surrogates. What a field here accepts fits its column on both engines.
"""

import re
import unicodedata
import uuid
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

import orjson
from marshmallow import fields as ma
from marshmallow.exceptions import ValidationError

from models.codes import CODE, SKU, UNSTORABLE, canonical_gtin
from models.money import CURRENCIES
from models.storable import MAX_DEPTH, SAFE_INTEGER, fault_of
from schemas.messages import Length, Message, OneOf, Pattern, Range

MAX_JSON_BYTES = 65_536
# RFC 5321's mailbox without quotes and address literals, and with a dot in the domain.
ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}"
LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
EMAIL = rf"^{ATOM}(?:\.{ATOM})*@{LABEL}(?:\.{LABEL})+$"
MAX_LOCAL_PART = 64
MAX_GTIN_LENGTH = 32
UUID_FORM = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
INSTANT = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)", re.ASCII)


class Coded(ma.Field):
    """A field whose every complaint carries a code."""

    codes = {"null": "null", "required": "required"}

    def make_error(self, key: str, **kwargs: Any) -> ValidationError:
        """Word the complaint `key` and attach its code, by default `type`."""
        text = str(self.error_messages[key]).format(input=kwargs.pop("input", None), **kwargs)
        return ValidationError(Message(text, self.codes.get(key, "type")))


class String(Coded, ma.String):
    """Text that both engines can store: no NUL, no lone surrogate."""

    default_error_messages = {"characters": "Must not contain NUL or lone surrogates."}
    codes = {**Coded.codes, "characters": "characters"}

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        if not isinstance(value, str):
            raise self.make_error("invalid")
        if UNSTORABLE.search(value):
            raise self.make_error("characters")
        return value


class Integer(Coded, ma.Integer):
    """A whole number; `150.0` is one in JSON, `"150"` and `true` are not."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strict=True, **kwargs)
        if not any(isinstance(validator, Range) for validator in self.validators):
            self.validators.append(Range(-SAFE_INTEGER, SAFE_INTEGER))

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
        if isinstance(value, bool) or not whole:
            raise self.make_error("invalid")
        return int(value)


class TextInteger(Integer):
    """A whole number in a query or form: decimal digits, perhaps a minus sign."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        if not isinstance(value, str) or not re.fullmatch(r"-?[0-9]{1,16}", value, re.ASCII):
            raise self.make_error("invalid")
        return int(value)


class Boolean(Coded, ma.Boolean):
    """JSON's true and false, nothing that merely looks like them."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> bool:
        if not isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return value


class TextBoolean(Boolean):
    """`true` or `false` in a query or form, in either case as generated clients send it."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> bool:
        if str(value).lower() not in ("true", "false"):
            raise self.make_error("invalid", input=value)
        return str(value).lower() == "true"


class UUID(Coded, ma.UUID):
    """A UUID in its canonical form of 36 characters (RFC 9562)."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> uuid.UUID:
        if not isinstance(value, str) or not UUID_FORM.fullmatch(value):
            raise self.make_error("invalid_uuid")
        return uuid.UUID(value)


class DateTime(Coded, ma.DateTime):
    """An instant (RFC 3339); read with any offset, written in UTC with `Z`."""

    def _serialize(self, value: datetime | None, attr: Any, obj: Any, **kwargs: Any) -> str | None:
        if value is None:
            return None
        # strftime would write the year 1 as "1". orjson writes an instant just so.
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> datetime:
        try:
            if not INSTANT.fullmatch(value):  # fromisoformat reads weeks and bare hours too
                raise ValueError(value)
            return _instant(value.upper()).astimezone(UTC)
        except (TypeError, ValueError, OverflowError):
            raise self.make_error("invalid", input=value, obj_type="RFC 3339 date-time") from None


def _instant(text: str) -> datetime:
    """Read an instant; a leap second, which Python does not know, is the one after it."""
    if text[17:19] != "60":
        return datetime.fromisoformat(text)
    before = datetime.fromisoformat(f"{text[:17]}59{text[19:]}")
    if before.astimezone(UTC).strftime("%H:%M") != "23:59":
        raise ValueError(text)
    return before + timedelta(seconds=1)


class Enum(String):
    """One of the values of a StrEnum."""

    def __init__(self, enum: type[StrEnum], **kwargs: Any) -> None:
        self.enum = enum
        super().__init__(validate=OneOf([str(value) for value in enum]), **kwargs)


class Email(String):
    """An e-mail address in lower case."""

    default_error_messages = {"local_part": "Not a valid e-mail address."}
    codes = {**String.codes, "local_part": "pattern"}

    def __init__(self, **kwargs: Any) -> None:
        email = Pattern(EMAIL, error="Not a valid e-mail address.")
        super().__init__(validate=[Length(max=254), email], **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        email = super()._deserialize(value, attr, data, **kwargs).lower()
        if len(email.partition("@")[0]) > MAX_LOCAL_PART:
            raise self.make_error("local_part")
        return email


class Password(String):
    """A password, counted and hashed in Unicode's form NFC: the same from every keyboard."""

    longest = 256

    def __init__(self, *, shortest: int, **kwargs: Any) -> None:
        super().__init__(validate=Length(shortest, self.longest), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        given = super()._deserialize(value, attr, data, **kwargs)
        # A character is composed of four at most, and composing a million of them takes long.
        return given if len(given) > 4 * self.longest else unicodedata.normalize("NFC", given)


class Currency(String):
    """An ISO 4217 code."""

    default_error_messages = {"currency": "Not an ISO 4217 currency code."}
    codes = {**String.codes, "currency": "currency"}

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        code = super()._deserialize(value, attr, data, **kwargs)
        if code not in CURRENCIES:
            raise self.make_error("currency")
        return code


class List(Coded, ma.List):
    """A list of at most `at_most` items."""

    def __init__(self, inner: Any, *, at_most: int, at_least: int = 0, **kwargs: Any) -> None:
        bounds = Length(min=at_least or None, max=at_most)
        super().__init__(inner, validate=[bounds, *kwargs.pop("validate", [])], **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> list[Any]:
        if isinstance(value, list):
            self.validators[0](value)  # before a million items are looked at one by one
        return super()._deserialize(value, attr, data, **kwargs)


class Words(String):
    """A comma-separated list in a query: `include=total,facets`."""

    def __init__(self, choices: list[str], **kwargs: Any) -> None:
        self.choices = choices
        super().__init__(**kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        words = frozenset(super()._deserialize(value, attr, data, **kwargs).split(","))
        if not words <= set(self.choices):
            raise ValidationError(
                Message(f"Each must be one of: {', '.join(self.choices)}.", "not-one-of")
            )
        return words


class Nested(Coded, ma.Nested):
    """An object inside an object."""


class JsonObject(Coded, ma.Dict):
    """A JSON object of the caller's own shape, storable as it is."""

    default_error_messages = {
        "characters": "Must not contain NUL or lone surrogates.",
        "number": "Contains a number that JSON readers do not keep exact.",
        "depth": f"Must not be nested more than {MAX_DEPTH} deep.",
        "size": f"Must not be larger than {MAX_JSON_BYTES} bytes.",
    }
    codes = {
        **Coded.codes,
        "characters": "characters",
        "number": "out-of-range",
        "depth": "depth",
        "size": "length",
    }

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if not isinstance(value, dict):
            raise self.make_error("invalid")
        if fault := fault_of(value):
            raise self.make_error(fault)
        if len(orjson.dumps(value)) > MAX_JSON_BYTES:
            raise self.make_error("size")
        return value


class Gtin(String):
    """A GTIN or ISBN with a right check digit, hyphens allowed; loaded in its canonical form."""

    default_error_messages = {
        "gtin": "Not a GTIN-8, -12, -13, -14 or ISBN with a right check digit."
    }
    codes = {**String.codes, "gtin": "check-digit"}

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        given = super()._deserialize(value, attr, data, **kwargs)
        gtin = canonical_gtin(given) if len(given) <= MAX_GTIN_LENGTH else None
        if gtin is None:
            raise self.make_error("gtin")
        return gtin


class Sku(String):
    """A stock keeping unit: printable, without space at either end."""

    def __init__(self, **kwargs: Any) -> None:
        form = Pattern(SKU, error="Must be printable, without space at either end.")
        super().__init__(validate=[Length(1, 64), form], **kwargs)


class Code(String):
    """A short name in URLs and columns: lower case, digits, hyphens, underscores."""

    def __init__(self, **kwargs: Any) -> None:
        form = Pattern(CODE, error="Use lower case letters, digits, - and _; begin with a letter.")
        super().__init__(validate=[Length(1, 40), form], **kwargs)


class Anything(Coded, ma.Raw):
    """Any JSON value, written as it is."""

"""What a service may refuse, without a word about HTTP.

The class name is the public code (`InsufficientStock` is `insufficient-stock`), the first
line of its docstring the title, the rest of the docstring the way out, and its keyword
arguments the facts a client may act on.
"""

import re
from typing import Any, ClassVar


class Refusal(Exception):
    """The request cannot be done."""

    keeps_changes: ClassVar[bool] = False
    """Whether what was written before the refusal stays, e.g. a session that was ended."""

    def __init__(self, detail: str | None = None, **details: Any) -> None:
        self.detail = detail or self.title()
        self.details = details
        super().__init__(self.detail)

    @classmethod
    def code(cls) -> str:
        """Give the name that a client branches on."""
        return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", cls.__name__).lower()

    @classmethod
    def title(cls) -> str:
        """Give the sentence that is the same for every occurrence."""
        return (cls.__doc__ or "").strip().splitlines()[0]

    @classmethod
    def remedy(cls) -> str:
        """Say what the caller can do about it."""
        lines = (cls.__doc__ or "").strip().splitlines()[1:]
        return " ".join(" ".join(lines).split())


class NotFound(Refusal):
    """It does not exist, or belongs to somebody else."""


class Conflict(Refusal):
    """The request is right, but not at this moment."""


class Forbidden(Refusal):
    """The caller may not do this."""


class Unauthenticated(Refusal):
    """Nobody knows who is calling."""


class Stale(Refusal):
    """The caller has not seen the latest version."""


class Invalid(Refusal):
    """The payload is wrong; `pointer` names the place, e.g. `/lines/0/sku`."""

    def __init__(
        self, detail: str | None = None, *, pointer: str, location: str = "body", **details: Any
    ) -> None:
        super().__init__(detail, **details)
        self.location = location
        self.places = [(pointer, self.detail)]


def pointer_to(*steps: object) -> str:
    """Give the JSON Pointer (RFC 6901) of a place."""
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in steps)


class TryAgain(Exception):
    """The work met another's and may be done again from the start, unseen by the caller."""


class Busy(Exception):
    """There is no room for this work at the moment; nothing was done, and it may be asked again."""


class StaleVersion(Stale):
    """The resource has changed since you read it.

    Read it again, apply your change to what you now see, and send its new ETag in If-Match;
    `details.current_version` is the version there is.
    """

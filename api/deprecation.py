"""Saying goodbye to an operation: `Deprecation` (RFC 9745) and `Sunset` (RFC 8594)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import wraps
from typing import Any

from flask import current_app
from werkzeug.http import http_date

from api.operation import Undeclared

View = Callable[..., Any]
NOTICE = timedelta(days=180)
"""What is deprecated works at least so long: docs/versioning.md."""
POLICY = '</redoc#section/Versioning>; rel="deprecation"; type="text/html"'


@dataclass(frozen=True)
class Deprecation:
    """Since when an operation is deprecated, when it ends, and what comes instead."""

    since: date
    sunset: date
    successor: str

    @property
    def headers(self) -> dict[str, str]:
        """Give the headers of every good answer."""
        return {
            "Deprecation": f"@{int(_midnight(self.since).timestamp())}",
            "Sunset": http_date(_midnight(self.sunset)),
            "Link": POLICY,
        }

    @property
    def words(self) -> str:
        """Say it in the document."""
        return (
            f"Deprecated since {self.since}; works until {self.sunset}. "
            f"Use `{self.successor}` instead."
        )


def deprecated(*, since: date, sunset: date, successor: str) -> Callable[[View], View]:
    """Mark an operation as one that ends at `sunset`; stands above `Blueprint.operation`.

    `successor` is the id of the operation to use instead. Stops the start (Undeclared) if
    the notice is shorter than the policy's.
    """
    if sunset - since < NOTICE:
        raise Undeclared(f"{since} to {sunset}: less than {NOTICE.days} days of notice")
    notice = Deprecation(since, sunset, successor)

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            response = current_app.make_response(view(*args, **kwargs))
            response.headers.update(notice.headers)
            return response

        wrapper._apidoc = {**getattr(view, "_apidoc", {}), "deprecation": notice}  # type: ignore[attr-defined]
        return wrapper

    return decorate


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)

"""What an operation is, declared in one place.

From one declaration come what happens at run time and what the document says of it, so that
the two cannot differ. A declaration that leaves something out, or contradicts what the view
answers, stops the start: `Undeclared`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from flask import request

from api import auth, errors, limits
from api.idempotency import idempotent
from api.preconditions import located, matched, tagged
from api.uploads import takes_upload
from models.scopes import SCOPES
from services.access.callers import InvalidApiKey
from services.access.sessions import InvalidToken
from services.errors import Refusal, StaleVersion, pointer_to
from services.idempotency import IdempotencyKeyReused, RequestInProgress

View = Callable[..., Any]
Refusals = tuple[type[Refusal], ...]
CAMEL_CASE = re.compile(r"[a-z]+([A-Z][a-z]*)*", re.ASCII)
CHANGING = ("patch", "put", "delete")
IDEMPOTENCY = ("required", "accepted", "none")
WITH_BODY: Refusals = (
    errors.MalformedJson,
    errors.JsonTooDeep,
    errors.JsonNumberTooLong,
    errors.BodyTooLarge,
    errors.UnsupportedMediaType,
)
WITH_UPLOAD: Refusals = (errors.BodyTooLarge, errors.UnsupportedMediaType)
NO_PARAMETER = {"code": "unknown-field", "detail": "There is no such parameter."}


class Undeclared(TypeError):
    """An operation says too little of itself, or what is not so."""


@dataclass(frozen=True, kw_only=True)
class Operation:
    """What a view declares with `Blueprint.operation`; the words are explained there."""

    id: str
    method: str
    scopes: tuple[str, ...] | None
    idempotency: str | None
    etag: bool
    creates: str | None
    refuses: Refusals
    read_only: bool
    upload: bool
    users_only: bool
    units: int

    def __post_init__(self) -> None:
        """Refuse to start with a declaration that cannot be right."""
        if not CAMEL_CASE.fullmatch(self.id):
            raise Undeclared(f"{self.id}: an operation id is a camelCase verb and noun")
        if unknown := set(self.scopes or ()) - set(SCOPES):
            raise Undeclared(f"{self.id}: no such scope: {', '.join(sorted(unknown))}")
        if self.method == "post" and self.idempotency not in IDEMPOTENCY:
            raise Undeclared(f"{self.id}: a POST says idempotency, one of {IDEMPOTENCY}")
        if self.method != "post" and self.idempotency is not None:
            raise Undeclared(f"{self.id}: only a POST has an idempotency key")
        if self.creates is not None and (self.method != "post" or "{id}" not in self.creates):
            raise Undeclared(f"{self.id}: creates is an address with {{id}}, of a POST")
        if self.method in CHANGING and not self.etag:
            raise Undeclared(f"{self.id}: what changes or deletes needs etag=True")
        if self.units < 1:
            raise Undeclared(f"{self.id}: costs at least one unit of a rate limit")

    @property
    def is_public(self) -> bool:
        """Whether anybody may call it, without a credential."""
        return self.scopes is None

    @property
    def takes_key(self) -> bool:
        """Whether it honours an Idempotency-Key."""
        return self.idempotency in ("required", "accepted")

    @property
    def needs_match(self) -> bool:
        """Whether it needs an If-Match."""
        return self.etag and self.method in CHANGING

    def check_answer(self, version_in_answer: bool) -> None:
        """Refuse to start if the answer shows a version and the declaration no ETag."""
        if self.method not in CHANGING and version_in_answer != self.etag:
            told, shown = f"etag={self.etag}", "a version" if version_in_answer else "no version"
            raise Undeclared(f"{self.id}: declares {told}, but its answer has {shown}")

    def behave(self, view: View, *, takes_query: bool) -> View:
        """Wrap the view in what is declared; who calls is asked first, before 422."""
        if not takes_query:
            view = _without_query(view)
        if self.etag:
            view = tagged(view)
        if self.creates:
            view = located(view, self.creates)
        if self.needs_match:
            view = matched(view)
        if self.takes_key:
            view = idempotent(view, required=self.idempotency == "required")
        if self.upload:
            view = takes_upload(view)
        if self.scopes is None:
            return limits.counted_by_address(view, self.units)
        return auth.guarded(view, self.scopes, self.units, users_only=self.users_only)

    def refusals(self, *, takes_body: bool, takes_query: bool) -> Refusals:
        """Give every error that it may answer with, its own and those that follow."""
        found: Refusals = (errors.InternalError, errors.ServiceBusy, errors.RateLimited)
        found += (errors.ValidationFailed,)
        if not self.is_public:
            found += (auth.NotAuthenticated, InvalidToken, InvalidApiKey)
        if self.scopes:
            found += (auth.MissingScope,)
        if self.users_only:
            found += (auth.UserRequired,)
        if takes_query:
            found += (errors.UriTooLong,)
        if takes_body:
            found += WITH_UPLOAD if self.upload else WITH_BODY
        if self.takes_key:
            found += (errors.IdempotencyKeyInvalid, RequestInProgress, IdempotencyKeyReused)
        if self.idempotency == "required":
            found += (errors.IdempotencyKeyMissing,)
        if self.needs_match:
            found += (errors.IfMatchMissing, StaleVersion)
        return tuple(dict.fromkeys((*found, *self.refuses)))


def _without_query(view: View) -> View:
    """Refuse query parameters where an operation declares none."""

    @wraps(view)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        if request.query_string and request.args:
            places = [{"in": "query", "pointer": pointer_to(name)} for name in request.args]
            raise errors.ValidationFailed([{**place, **NO_PARAMETER} for place in places])
        return view(*args, **kwargs)

    return wrapper

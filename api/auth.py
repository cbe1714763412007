"""Who is calling: a token or a key to an account id and scopes.

A view's scopes stand in its declaration (`api.operation`), which has `guarded` ask for them
before anything else: a stranger hears 401 or 403 before 422.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from flask import g, request

from api import tokens
from models.work import current
from services.access import callers
from services.access.callers import Caller
from services.errors import Forbidden, Unauthenticated

View = Callable[..., Any]


class NotAuthenticated(Unauthenticated):
    """The request names no caller.

    Send `Authorization: Bearer <access token>` from `POST /v1/auth/login`, or an
    `X-API-Key`; not both.
    """


class MissingScope(Forbidden):
    """The caller lacks the scope of this operation.

    `details.required` names it. Use a role or an API key that has it.
    """


def account_id() -> UUID:
    """Give the account that the caller acts for."""
    return caller().account_id


def caller() -> Caller:
    """Give the caller of this request."""
    found: Caller = g.caller
    return found


def has_scope(scope: str) -> bool:
    """Whether the caller may do what `scope` names."""
    return scope in caller().scopes


def guarded(view: View, scopes: tuple[str, ...]) -> View:
    """Let only callers with all `scopes` in; without one, any caller that is known."""

    @wraps(view)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        with current().outside():
            g.caller = _identify()
        missing = [scope for scope in scopes if scope not in g.caller.scopes]
        if missing:
            raise MissingScope(f"This needs the scope {missing[0]}.", required=list(scopes))
        return view(*args, **kwargs)

    return wrapper


def _identify() -> Caller:
    authorization = request.headers.get("Authorization")
    api_key = request.headers.get("X-API-Key")
    if (authorization is None) == (api_key is None):
        raise NotAuthenticated()
    if api_key is not None:
        return callers.by_api_key(api_key, pepper=tokens.api_key_pepper())
    scheme, _, token = str(authorization).partition(" ")
    if scheme.lower() != "bearer":
        raise NotAuthenticated()
    named = tokens.session_of(token.strip())
    return callers.by_session(named.user_id, named.family_id)

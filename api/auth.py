"""Who is calling: a token or a key to an account id and scopes.

A view's scopes stand in its declaration (`api.operation`), which has `guarded` ask for them
before anything else: a stranger hears 401 or 403 before 422.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from flask import Flask, current_app, g, request

from api import limits, tokens
from api.remembered import Remembered
from models.work import current
from services.access import callers
from services.access.callers import Caller, Claim
from services.errors import Forbidden, TryAgain, Unauthenticated

View = Callable[..., Any]
EXTENSION = "backstock-known-callers"


class NotAuthenticated(Unauthenticated):
    """The request names no caller.

    Send `Authorization: Bearer <access token>` from `POST /v1/auth/login`, or an
    `X-API-Key`; not both.
    """


class MissingScope(Forbidden):
    """The caller lacks the scope of this operation.

    `details.required` names it. Use a role or an API key that has it.
    """


class UserRequired(Forbidden):
    """This is for users alone, not for their API keys.

    Log in with `POST /v1/auth/login`, and send the access token instead of the key.
    """


def register(app: Flask) -> None:
    """Keep the callers that an app knows."""
    app.extensions[EXTENSION] = Remembered[Caller]()


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


def guarded(view: View, scopes: tuple[str, ...], units: int, *, users_only: bool = False) -> View:
    """Let only callers with all `scopes` in; without one, any caller that is known.

    A call takes `units` from what the caller may ask for in a minute.
    """

    @wraps(view)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        work = current()
        with work.outside():
            g.caller = _identify(units)
        with work.settled():  # else 403 or 422 would be said to somebody who is no caller
            if users_only and g.caller.is_program:
                raise UserRequired()
            for scope in scopes:
                if scope not in g.caller.scopes:
                    raise MissingScope(f"This needs the scope {scope}.", required=list(scopes))
            return view(*args, **kwargs)

    return wrapper


def _identify(units: int) -> Caller:
    """Give the caller; one who was known a moment ago is confirmed with the next read."""
    callers_known: Remembered[Caller] = current_app.extensions[EXTENSION]
    try:
        credential, claim = _claimed()
    except Unauthenticated:
        limits.count_failure()
        raise
    known = callers_known.get(credential)
    if known is None:
        known = _found(claim)
        callers_known.put(credential, known)
        limits.count_caller(known, units)
        return known
    limits.count_caller(known, units)  # who hears 429 is not asked for: that must cost nothing

    def confirm() -> None:
        try:
            found = claim.caller()
        except Unauthenticated:
            callers_known.forget(credential)
            g.pop("caller", None)  # nobody wrote, and nobody is named in the log
            raise
        if found != known:
            callers_known.put(credential, found)
            raise TryAgain("what the caller may do has changed")

    claim.ask_ahead(confirm)
    return known


def _found(claim: Claim) -> Caller:
    """Give a caller who was not known; a key may be guessed, but of a token we know the maker."""
    if "X-API-Key" in request.headers:
        with limits.guess():
            return claim.caller()
    try:
        return claim.caller()
    except Unauthenticated:
        limits.count_failure()
        raise


def _claimed() -> tuple[str, Claim]:
    """Give the credential of the request, and who it claims to be."""
    authorization = request.headers.get("Authorization")
    api_key = request.headers.get("X-API-Key")
    if (authorization is None) == (api_key is None):
        raise NotAuthenticated()
    if api_key is not None:
        return api_key, callers.of_api_key(api_key, peppers=tokens.api_key_peppers())
    scheme, _, token = str(authorization).partition(" ")
    if scheme.lower() != "bearer":
        raise NotAuthenticated()
    token = token.strip()
    named = tokens.session_of(token)
    return token, callers.of_session(named.user_id, named.family_id)

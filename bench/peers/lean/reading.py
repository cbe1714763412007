"""Reading a request: the token, the query, the body."""

import time
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar
from urllib.parse import parse_qsl

from pydantic import ValidationError

from bench.peers.common import (
    SCOPES_OF,
    Problem,
    fingerprint,
    invalid,
    missing_scope,
    not_authenticated,
    read_token,
)
from bench.peers.inputs import ListQuery, NoQuery, OrderCreate, Strict
from bench.peers.lean.draft import Asked
from bench.peers.plan import Wanted

MOST_TOKENS = 10_000
Body = TypeVar("Body", bound=Strict)


class Caller(NamedTuple):
    """Who is calling, for which account, with which scopes."""

    account_id: str
    principal: str
    scopes: frozenset[str]


class Verified(NamedTuple):
    """What a token says whose signature was checked once."""

    user_id: str
    family_id: str
    expires_at: float


_verified: dict[str, Verified] = {}


def verified(authorization: str | None) -> Verified:
    """Check a token, the second time by remembering it until it expires; raises Problem.

    The database is still asked every time whether the session has ended.
    """
    if authorization is None:
        raise not_authenticated()
    known = _verified.get(authorization)
    if known is not None and known.expires_at > time.time():
        return known
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer":
        raise not_authenticated()
    claims = read_token(token.strip())
    if len(_verified) >= MOST_TOKENS:
        _verified.clear()
    found = Verified(claims["sub"], claims["sid"], float(claims["exp"]))
    _verified[authorization] = found
    return found


def caller(token: Verified, account_id: str, role: str, scope: str) -> Caller:
    """Give the caller if they may do this; raises Problem."""
    scopes = SCOPES_OF[role]
    if scope not in scopes:
        raise missing_scope(scope)
    return Caller(account_id, f"user:{token.user_id}", scopes)


@lru_cache(1_024)
def limit_of(query: str) -> int:
    """Read the query of a list, the same one only once; raises Problem."""
    return _read_query(ListQuery, query).limit


@lru_cache(1_024)
def no_query(query: str) -> None:
    """Refuse a query where there is none; raises Problem."""
    _read_query(NoQuery, query)


def _read_query(model: type[Body], query: str) -> Body:
    try:
        return model.model_validate(dict(parse_qsl(query, keep_blank_values=True)))
    except ValidationError as error:
        raise invalid(_places(error, "query")) from None


def body_of(model: type[Body], content_type: str | None, body: bytes) -> Body:
    """Read and check a body of JSON in one go; raises Problem."""
    if content_type is None or content_type.partition(";")[0].strip() != "application/json":
        title = "The body is not of a media type that this operation reads."
        raise Problem(415, "unsupported-media-type", title, supported=["application/json"])
    try:
        return model.model_validate_json(body)
    except ValidationError as error:
        places = _places(error, "body")
        if places[0]["code"] == "json_invalid":
            detail = places[0]["detail"]
            raise Problem(400, "malformed-json", "The body is not JSON.", detail) from None
        raise invalid(places) from None


def _places(error: ValidationError, place: str) -> list[dict[str, str]]:
    return [
        {
            "in": place,
            "pointer": "".join(f"/{step}" for step in found["loc"]),
            "code": found["type"],
            "detail": found["msg"],
        }
        for found in error.errors(include_url=False, include_context=False)
    ]


def asked(who: Caller, key: str, content_type: str | None, body: bytes) -> Asked:
    """Read an order; raises Problem."""
    order = body_of(OrderCreate, content_type, body)
    return Asked(
        who.account_id,
        who.principal,
        key,
        fingerprint("POST", "/v1/orders?", body),
        order.currency,
        order.customer.email,
        order.customer.name,
        order.channel,
        order.external_ref,
        [Wanted(line.sku, line.quantity, _text(line.location_id)) for line in order.lines],
    )


def _text(value: Any) -> str | None:
    return None if value is None else str(value)

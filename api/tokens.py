"""Access and refresh tokens: JWTs (RFC 7519) signed with Ed25519, with every claim required.

Whatever is wrong with a token is one 401, never another status. A token names its key by `kid`,
one of those in /.well-known/jwks.json; whatever else its header says of keys counts for nothing.
"""

import re
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import jwt
from flask import Flask, current_app
from flask_jwt_extended import JWTManager, create_access_token, create_refresh_token

from api.remembered import Remembered
from config import Settings
from config.signing import ALGORITHM, SigningKeys
from models import utcnow
from services.access.sessions import InvalidToken, Session

ISSUER = "backstock"
AUDIENCE = "backstock-api"
REQUIRED = ("exp", "iat", "nbf", "jti", "type", "iss", "aud", "sub", "sid")
CLOCK_SKEW_SECONDS = 10
"""How far another instance's clock may be ahead; a token expires to the second all the same."""
EXTENSION = "backstock-verified-tokens"
KEYS = "backstock-signing-keys"
FORM = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{85}[AQgw]", re.ASCII)
"""The one way to write a token whose signature has 64 bytes; its readers are not that strict."""
ANY_FAULT = (
    *(jwt.PyJWTError, ValueError, TypeError, KeyError, AttributeError),
    *(OverflowError, RecursionError),
)


@dataclass(frozen=True, slots=True)
class SessionIds:
    """Whom an access token names; `expires_at` in seconds since the epoch."""

    user_id: UUID
    family_id: UUID
    expires_at: int


def register(app: Flask, settings: Settings) -> None:
    """Set flask-jwt-extended up: one algorithm, one issuer, one audience, one key that signs."""
    app.extensions[KEYS] = keys = SigningKeys(settings.keys_for("jwt"))
    app.config.update(
        JWT_ALGORITHM=ALGORITHM,
        JWT_PRIVATE_KEY=keys.current.private,
        JWT_ENCODE_ISSUER=ISSUER,
        JWT_ENCODE_AUDIENCE=AUDIENCE,
        JWT_ACCESS_TOKEN_EXPIRES=timedelta(seconds=settings.access_token_ttl_seconds),
    )
    JWTManager(app)
    app.extensions[EXTENSION] = Remembered[SessionIds]()


def signing_keys() -> SigningKeys:
    """Give the key pairs that count."""
    keys: SigningKeys = current_app.extensions[KEYS]
    return keys


def api_key_peppers() -> tuple[bytes, ...]:
    """Give the server's part of every API key's hash: first the one for new keys."""
    peppers: tuple[bytes, ...] = current_app.config["SETTINGS"].keys_for("api-key")
    return peppers


def issue(session: Session) -> dict[str, Any]:
    """Give the pair of tokens of a session, as `POST /auth/login` answers it."""
    identity, claims = str(session.user_id), {"sid": str(session.family_id)}
    named = {"additional_headers": {"kid": signing_keys().current.kid}}
    left = session.expires_at - utcnow()
    life = min(current_app.config["JWT_ACCESS_TOKEN_EXPIRES"], left)
    return {
        "access_token": create_access_token(
            identity, additional_claims=claims, expires_delta=life, **named
        ),
        "refresh_token": create_refresh_token(
            identity,
            additional_claims={**claims, "jti": str(session.token_id)},
            expires_delta=left,
            **named,
        ),
        "token_type": "Bearer",  # nosec B105
        "expires_in": int(life.total_seconds()),
    }


def session_of(token: str) -> SessionIds:
    """Give user and session of an access token, verified when it is first seen.

    Whether they are still good is another question, for the database at every request.
    Raises InvalidToken.
    """
    verified: Remembered[SessionIds] = current_app.extensions[EXTENSION]
    found = verified.get(token)
    if found is None or found.expires_at <= time.time():
        claims = read(token, "access")
        found = SessionIds(UUID(claims["sub"]), UUID(claims["sid"]), int(claims["exp"]))
        verified.put(token, found)
    return found


def read(token: str, kind: str) -> dict[str, Any]:
    """Give the claims of a token of `kind` (`access` or `refresh`).

    Raises InvalidToken.
    """
    try:
        claims = _verified(token)
        for name in ("sub", "sid", "jti"):
            UUID(claims[name])
        is_over = int(claims["exp"]) <= time.time()
    except ANY_FAULT as fault:
        raise InvalidToken() from fault
    if is_over or claims["type"] != kind:
        raise InvalidToken()
    return claims


def _verified(token: str) -> dict[str, Any]:
    """Check a token by the key that it names, if that is ours, and every claim it must have."""
    if not FORM.fullmatch(token):
        raise ValueError("not written as a token is")
    claims: dict[str, Any] = jwt.decode(
        token,
        signing_keys().public(jwt.get_unverified_header(token)["kid"]),
        algorithms=[ALGORITHM],
        issuer=ISSUER,
        audience=AUDIENCE,
        leeway=CLOCK_SKEW_SECONDS,
        options={"require": list(REQUIRED), "strict_aud": True},
    )
    return claims

"""Access and refresh tokens: JWTs (RFC 7519) with every claim required.

Whatever is wrong with a token is one 401, never another status.
"""

import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import jwt
from flask import Flask, current_app
from flask_jwt_extended import JWTManager, create_access_token, create_refresh_token, decode_token
from flask_jwt_extended.exceptions import JWTExtendedException

from api.remembered import Remembered
from config import Settings
from services.access.sessions import InvalidToken, Session

ISSUER = "backstock"
AUDIENCE = "backstock-api"
REQUIRED = {"exp", "iat", "jti", "type", "iss", "aud", "sub", "sid"}
EXTENSION = "backstock-verified-tokens"
ANY_FAULT = (jwt.PyJWTError, JWTExtendedException, ValueError, TypeError, RecursionError)


@dataclass(frozen=True, slots=True)
class SessionIds:
    """Whom an access token names; `expires_at` in seconds since the epoch."""

    user_id: UUID
    family_id: UUID
    expires_at: int


def register(app: Flask, settings: Settings) -> None:
    """Set flask-jwt-extended up: one algorithm, one issuer, one audience."""
    app.config.update(
        JWT_SECRET_KEY=settings.key_for("jwt").hex(),
        JWT_ALGORITHM="HS256",
        JWT_DECODE_ALGORITHMS=["HS256"],
        JWT_ENCODE_ISSUER=ISSUER,
        JWT_DECODE_ISSUER=ISSUER,
        JWT_ENCODE_AUDIENCE=AUDIENCE,
        JWT_DECODE_AUDIENCE=AUDIENCE,
        JWT_ACCESS_TOKEN_EXPIRES=timedelta(seconds=settings.access_token_ttl_seconds),
        JWT_REFRESH_TOKEN_EXPIRES=timedelta(seconds=settings.refresh_token_ttl_seconds),
    )
    JWTManager(app)
    app.extensions[EXTENSION] = Remembered[SessionIds]()


def api_key_pepper() -> bytes:
    """Give the server's part of every API key's hash."""
    pepper: bytes = current_app.config["SETTINGS"].key_for("api-key")
    return pepper


def issue(session: Session) -> dict[str, Any]:
    """Give the pair of tokens of a session, as `POST /auth/login` answers it."""
    identity = str(session.user_id)
    claims = {"sid": str(session.family_id)}
    return {
        "access_token": create_access_token(identity, additional_claims=claims),
        "refresh_token": create_refresh_token(
            identity, additional_claims={**claims, "jti": str(session.token_id)}
        ),
        "token_type": "Bearer",
        "expires_in": current_app.config["SETTINGS"].access_token_ttl_seconds,
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
        found = SessionIds(UUID(claims["sub"]), UUID(claims["sid"]), claims["exp"])
        verified.put(token, found)
    return found


def read(token: str, kind: str) -> dict[str, Any]:
    """Give the claims of a token of `kind` (`access` or `refresh`).

    Raises InvalidToken.
    """
    try:
        claims: dict[str, Any] = decode_token(token)
        # flask-jwt-extended fills in what is missing; what was really there decides.
        given = jwt.decode(token, options={"verify_signature": False})
        for name in ("sub", "sid", "jti"):
            UUID(given[name])
    except (*ANY_FAULT, KeyError, AttributeError) as fault:
        raise InvalidToken() from fault
    if not given.keys() >= REQUIRED or given["type"] != kind:
        raise InvalidToken()
    return claims

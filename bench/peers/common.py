"""What is not compared: settings, keys, numbers, the words of errors, the line in the log."""

import hashlib
import hmac
import os
import re
import secrets
import sys
import time
from base64 import urlsafe_b64encode
from typing import Any
from uuid import UUID

import jwt
import orjson
from iso4217 import Currency
from uuid_utils import uuid7

from config import Settings
from config.signing import ALGORITHM, SigningKeys

SETTINGS = Settings("development", os.environ["DATABASE_URL"], os.environ["SECRET_KEY"])
POOL_SIZE = int(os.environ.get("POOL_SIZE", "4"))
IS_SQLITE = SETTINGS.database_url.startswith("sqlite")
DATABASE_URL = re.sub(r"^postgres(ql)?(\+\w+)?://", "postgresql://", SETTINGS.database_url)
SQLITE_PATH = SETTINGS.database_url.removeprefix("sqlite:///")
SQLITE_PRAGMAS = ("busy_timeout=5000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")
POSTGRESQL_SETTINGS = {
    "lock_timeout": "3000",
    "statement_timeout": "30000",
    "idle_in_transaction_session_timeout": "30000",
    "timezone": "UTC",
}

JWT_KEY = SigningKeys(SETTINGS.keys_for("jwt")).current.public
FINGERPRINT_KEY = SETTINGS.key_for("idempotency")
CURSOR_KEY = SETTINGS.key_for("cursor")
CLAIMS = ["exp", "iat", "jti", "type", "iss", "aud", "sub", "sid"]

CURRENCIES = sorted(str(c.code) for c in Currency if c.exponent is not None)
USABLE_ID = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)
USABLE_KEY = re.compile(r"[!-~]{1,255}")
LARGEST_TOTAL = 2**53 - 1
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
EPOCH_MS = 1_735_689_600_000

READING = {"catalogue:read", "data:read", "orders:read", "stock:read"}
ALL = READING | {"access:read", "catalogue:write", "data:write", "orders:write", "stock:write"}
SCOPES_OF = {
    "owner": frozenset(ALL | {"access:write"}),
    "manager": frozenset(ALL),
    "staff": frozenset(READING | {"stock:write", "orders:write"}),
    "viewer": frozenset(READING),
}


class Problem(Exception):
    """A refusal, answered as a problem document (RFC 9457)."""

    def __init__(
        self, status: int, code: str, title: str, detail: str | None = None, **details: Any
    ) -> None:
        self.status, self.code, self.title = status, code, title
        self.detail, self.details = detail or title, details
        self.errors: list[dict[str, str]] | None = None

    def at(self, pointer: str, place: str = "body") -> "Problem":
        """Name the field that is wrong."""
        where = {"in": place, "pointer": pointer, "code": self.code, "detail": self.detail}
        self.errors = [where]
        return self

    @property
    def is_kept(self) -> bool:
        """Whether the refusal is what a repeated Idempotency-Key is answered with."""
        return self.status in (404, 409) and self.code != "request-in-progress"

    @property
    def headers(self) -> dict[str, str]:
        """Headers that the status asks for."""
        return {"WWW-Authenticate": 'Bearer realm="backstock"'} if self.status == 401 else {}

    def body(self, request_id: str) -> bytes:
        """Write the document."""
        document = {
            "type": f"/errors/{self.code}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "instance": f"/requests/{request_id}",
            "code": self.code,
            "request_id": request_id,
            "details": self.details,
        }
        if self.errors is not None:
            document["errors"] = self.errors
        return orjson.dumps(document)


def invalid(errors: list[dict[str, str]]) -> Problem:
    """Refuse fields, each `{in, pointer, code, detail}`."""
    said = f"{len(errors)} field(s) cannot be accepted; nothing was changed."
    problem = Problem(422, "validation-failed", "The request does not fit its schema.", said)
    problem.errors = errors
    return problem


def not_authenticated() -> Problem:
    """Refuse a request without a credential."""
    return Problem(401, "not-authenticated", "The request names no caller.")


def invalid_token() -> Problem:
    """Refuse a token, whatever is wrong with it."""
    title = "The token is malformed, expired, revoked, or not meant for this use."
    return Problem(401, "invalid-token", title)


def missing_scope(scope: str) -> Problem:
    """Refuse a caller who may not do this."""
    title, detail = (
        "The caller lacks the scope of this operation.",
        f"This needs the scope {scope}.",
    )
    return Problem(403, "missing-scope", title, detail, required=[scope])


def product_not_found(product_id: object) -> Problem:
    """Refuse an id that no product of the account has."""
    return Problem(404, "product-not-found", "There is no such product.", id=str(product_id))


def read_token(token: str) -> dict[str, Any]:
    """Check an access token and give its claims; raises Problem."""
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            JWT_KEY,
            algorithms=[ALGORITHM],
            audience="backstock-api",
            issuer="backstock",
            options={"require": CLAIMS},
        )
        for name in ("sub", "sid", "jti"):
            UUID(claims[name])
    except (jwt.PyJWTError, ValueError, TypeError, AttributeError, RecursionError):
        raise invalid_token() from None
    if claims["type"] != "access":
        raise invalid_token()
    return claims


def new_id() -> str:
    """A UUIDv7 as text."""
    return str(uuid7())


def new_number() -> str:
    """An order's number: 41 bits of milliseconds, 19 random bits, in Crockford's base 32."""
    value = (time.time_ns() // 1_000_000 - EPOCH_MS) << 19 | secrets.randbits(19)
    digits = "".join(ALPHABET[(value >> shift) & 31] for shift in range(55, -1, -5))
    return f"{digits[:4]}-{digits[4:8]}-{digits[8:]}"


def request_id(given: str | None) -> str:
    """Take the caller's id of the request if it is usable, else make one."""
    return given if given and USABLE_ID.fullmatch(given) else new_id()


def idempotency_key(given: str | None) -> str:
    """Give the key of a request that needs one; raises Problem."""
    if given is None:
        title = "This operation needs an Idempotency-Key header."
        raise Problem(400, "idempotency-key-missing", title)
    if not USABLE_KEY.fullmatch(given):
        title = "The Idempotency-Key header cannot be used."
        raise Problem(400, "idempotency-key-invalid", title)
    return given


def fingerprint(method: str, path: str, body: bytes) -> str:
    """HMAC of what a request says; `path` ends in `?` and the query, as Werkzeug writes it."""
    try:
        canonical = orjson.dumps(orjson.loads(body), option=orjson.OPT_SORT_KEYS)
    except orjson.JSONDecodeError:
        canonical = body
    message = f"{method} {path}\n".encode() + canonical
    return hmac.digest(FINGERPRINT_KEY, message, hashlib.sha256).hex()


def seal_cursor(account_id: object, path: str, instant: str, row_id: object) -> str:
    """Sign the position of a page's last row."""
    position = f"{instant} {row_id}".encode()
    mark = hmac.digest(CURSOR_KEY, f"{account_id} {path} ".encode() + position, hashlib.sha256)
    return urlsafe_b64encode(position + mark).rstrip(b"=").decode()


def log_request(facts: dict[str, Any]) -> None:
    """Write one JSON line to standard output, at once."""
    sys.stdout.buffer.write(orjson.dumps(facts) + b"\n")
    sys.stdout.buffer.flush()

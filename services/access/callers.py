"""From a credential to the account it acts for and what it may do there.

The database is asked every time: a user who was switched off, a session that ended, a key
that was revoked or a role that changed counts from the next request on.
"""

import hashlib
import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, select

from models import ApiKey, RefreshToken, Role, User, utcnow
from models.scopes import OF_ROLE
from services.access.sessions import InvalidToken
from services.errors import Unauthenticated
from services.records import Record, Statement, table_of

KEY_FORM = re.compile(r"bsk_([0-9a-f]{16})_([A-Za-z0-9_-]{43})", re.ASCII)

NOBODYS = "0" * 64
"""The hash of no secret."""


class InvalidApiKey(Unauthenticated):
    """The API key is unknown, revoked or expired.

    Make a new key with `POST /v1/api-keys`; the secret is shown once.
    """


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is calling, for which account, with which scopes."""

    account_id: UUID
    user_id: UUID
    principal: str
    scopes: frozenset[str]

    @property
    def is_program(self) -> bool:
        """Whether an API key is calling, and not the user who made it."""
        return self.principal.startswith("api_key:")


class Claim:
    """Who somebody says to be. The database knows whether it is so.

    `judge` gives the caller that a row of it stands for, or refuses.
    """

    def __init__(
        self, statement: Statement, values: Record, judge: Callable[[Record | None], Caller]
    ) -> None:
        self._statement, self._values, self._judge = statement, values, judge
        self._rows: list[Record] | None = None

    def caller(self) -> Caller:
        """Give the caller.

        Raises InvalidToken, InvalidApiKey.
        """
        if self._rows is None:
            self._rows = self._statement.many(**self._values)
        return self._judge(self._rows[0] if self._rows else None)

    def ask_ahead(self, then: Callable[[], None]) -> None:
        """Ask along with what is read next, and do `then`, which may raise in its place."""

        def answered(rows: list[Record]) -> None:
            self._rows = rows
            then()

        self._statement.ahead(answered, **self._values)


def of_session(user_id: UUID, family_id: UUID) -> Claim:
    """Claim to be the user of an access token whose signature was checked.

    It is refused with InvalidToken when the session has ended or the user may not log in.
    """

    def judge(row: Record | None) -> Caller:
        if row is None:
            raise InvalidToken()
        return Caller(row["account_id"], user_id, f"user:{user_id}", OF_ROLE[Role(row["role"])])

    return Claim(_of_session, {"user_id": user_id, "family_id": family_id}, judge)


def of_api_key(presented: str, *, peppers: tuple[bytes, ...]) -> Claim:
    """Claim to be who an API key was made for; its maker's scopes bound it still.

    It is refused with InvalidApiKey, by its form at once.
    """
    match = KEY_FORM.fullmatch(presented)
    if match is None:
        raise InvalidApiKey()
    presented_as = [hash_secret(match[2], pepper) for pepper in peppers]

    def judge(row: Record | None) -> Caller:
        # All are compared, whatever one says; an unknown key is compared like any other.
        is_right = False
        for kept in [NOBODYS] if row is None else _hashes(row):
            for presented_hash in presented_as:
                is_right |= hmac.compare_digest(kept, presented_hash)
        if row is None or not is_right:
            raise InvalidApiKey()
        expired = row["expires_at"] is not None and row["expires_at"] <= utcnow()
        if expired or row["revoked_at"] is not None or not row["is_active"]:
            raise InvalidApiKey()
        scopes = frozenset(row["scopes"]) & OF_ROLE[Role(row["role"])]
        return Caller(row["account_id"], row["created_by"], f"api_key:{row['id']}", scopes)

    return Claim(_of_key, {"public_id": match[1]}, judge)


def _hashes(key: Record) -> list[str]:
    """Give the hashes of the secrets by which a key opens: of two, while one takes over."""
    until = key["former_until"]
    goes_on = until is not None and until > utcnow()
    return [key["secret_hash"], key["former_hash"]] if goes_on else [key["secret_hash"]]


@Statement
def _of_session() -> Select[Any]:
    """One row per token would do; a session has as many as it was refreshed."""
    user, token = table_of(User), table_of(RefreshToken)
    of_family = select(token.c.id).where(token.c.family_id == bindparam("family_id"))
    ended = of_family.where(token.c.revoked_at.is_not(None)).exists()
    known = of_family.where(token.c.user_id == user.c.id).exists()
    this = (user.c.id == bindparam("user_id"), user.c.is_active.is_(True))
    return select(user.c.account_id, user.c.role).where(*this, known, ~ended)


@Statement
def _of_key() -> Select[Any]:
    key, user = table_of(ApiKey), table_of(User)
    joined = select(key, user.c.role, user.c.is_active)
    return joined.join_from(key, user, key.c.created_by == user.c.id).where(
        key.c.public_id == bindparam("public_id")
    )


def hash_secret(secret: str, pepper: bytes) -> str:
    """HMAC-SHA256 of a key's secret: 256 random bits need no slow hash."""
    return hmac.new(pepper, secret.encode(), hashlib.sha256).hexdigest()

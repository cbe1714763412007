"""Sessions of users: log in, exchange a refresh token, log out.

Every refresh token works once (RFC 9700, 4.14.2). A second use means that two parties hold
it, so the whole session, the family, ends for both.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Select, Update, bindparam, func, select, update

from models import RefreshToken, User, new_id, utcnow
from services import audit
from services.access import passwords
from services.errors import TryAgain, Unauthenticated
from services.records import Record, Statement, create, table_of


class InvalidCredentials(Unauthenticated):
    """E-mail address or password is wrong.

    Check both; the answer is the same when the user does not exist.
    """


class InvalidToken(Unauthenticated):
    """The token is malformed, expired, revoked, or not meant for this use.

    Get a new pair with `POST /v1/auth/refresh`, or log in again.
    """


class RefreshTokenReused(Unauthenticated):
    """The refresh token was used before, so its session was ended.

    Log in again. Keep only the newest refresh token, and use it once.
    """

    keeps_changes = True


@dataclass(frozen=True, slots=True)
class Session:
    """One link of a session: the ids that its tokens carry, and when it ends unless refreshed."""

    user_id: UUID
    family_id: UUID
    token_id: UUID
    expires_at: datetime


def log_in(*, email: str, password: str, ttl_seconds: int) -> Session:
    """Start a session; the refresh token lives `ttl_seconds`.

    Raises InvalidCredentials, Busy.
    """
    user = _by_email.one(email=email)
    right = passwords.matches(password, user["password_hash"] if user else None)
    fresh = passwords.renewed(password, user["password_hash"]) if user and right else None
    if user is None or not right:
        raise InvalidCredentials()
    if fresh and not _rehash.run(user_id=user["id"], known=user["password_hash"], fresh=fresh):
        raise TryAgain("the user was changed while a password was hashed")
    if not _may_still({**user, "password_hash": fresh or user["password_hash"]}):
        raise InvalidCredentials()
    return start(user["account_id"], user["id"], ttl_seconds=ttl_seconds)


def start(account_id: UUID, user_id: UUID, *, ttl_seconds: int) -> Session:
    """Start a session of a user who has proved who they are."""
    family_id = new_id()
    audit.record(account_id, "session.started", family_id, user_id=user_id)
    now = utcnow()
    facts = {"account_id": account_id, "user_id": user_id, "family_id": family_id}
    return _add_token(**facts, started_at=now, expires_at=now + timedelta(seconds=ttl_seconds))


def refresh(
    *, token_id: UUID, family_id: UUID, ttl_seconds: int, session_ttl_seconds: int
) -> Session:
    """Exchange a refresh token for the next one of its session, if it goes on that long.

    Raises InvalidToken, RefreshTokenReused.
    """
    this, now = {"token_id": token_id, "family_id": family_id}, utcnow()
    row = _use.one(**this, now=now)
    if row is not None:
        last = row["started_at"] + timedelta(seconds=session_ttl_seconds)
        if last <= now or not _is_active.value(user_id=row["user_id"]):
            raise InvalidToken()
        expires_at = min(now + timedelta(seconds=ttl_seconds), last)
        return _add_token(**row, expires_at=expires_at)
    if _used_of_open_family.one(**this) is None:
        raise InvalidToken()
    _end(family_id, "session.reuse_detected")
    raise RefreshTokenReused()


def end(family_id: UUID) -> None:
    """End a session: its access tokens and refresh tokens stop working at once."""
    _end(family_id, "session.ended")


def _end(family_id: UUID, action: str) -> None:
    """End a session, and write down why if it went on until now."""
    revoked = _revoke.one(family_id=family_id, now=utcnow())
    if revoked is not None:
        audit.record(revoked["account_id"], action, family_id, user_id=revoked["user_id"])


def end_all_of(account_id: UUID, user_id: UUID) -> None:
    """End every session of a user."""
    _revoke_all.run(account_id=account_id, user_id=user_id, now=utcnow())


def _this_open() -> tuple[ColumnElement[bool], ...]:
    """One token of a session that goes on: one revoked meanwhile ends it for all of them."""
    table, other = table_of(RefreshToken), table_of(RefreshToken).alias()
    family_id: BindParameter[UUID] = bindparam("family_id")
    revoked = (other.c.family_id == family_id, other.c.revoked_at.is_not(None))
    has_ended = select(other.c.id).where(*revoked).exists()
    return table.c.id == bindparam("token_id"), table.c.family_id == family_id, ~has_ended


@Statement
def _by_email() -> Select[Any]:
    table = table_of(User)
    return select(table).where(table.c.email == bindparam("email"))


def _may_still(user: Record) -> bool:
    """Whether what was right a moment ago still is; nobody changes it before a session is there."""
    return bool(_unchanged.many(user_id=user["id"], known=user["password_hash"]))


@Statement
def _unchanged() -> Select[Any]:
    table = table_of(User)
    this = (table.c.id == bindparam("user_id"), table.c.password_hash == bindparam("known"))
    still = select(table.c.id).where(*this, table.c.is_active.is_(True))
    return still.with_for_update(read=True)


@Statement
def _rehash() -> Update:
    """Nothing changes that anybody sees: the password is the same, and so is the version."""
    table = table_of(User)
    this = (table.c.id == bindparam("user_id"), table.c.password_hash == bindparam("known"))
    same = {"updated_at": table.c.updated_at}
    return update(table).where(*this).values(password_hash=bindparam("fresh"), **same)


@Statement
def _is_active() -> Select[Any]:
    table = table_of(User)
    return select(table.c.is_active).where(table.c.id == bindparam("user_id"))


@Statement
def _used_of_open_family() -> Select[Any]:
    table = table_of(RefreshToken)
    return select(table.c.id).where(*_this_open(), table.c.used_at.is_not(None))


@Statement
def _use() -> Any:
    table = table_of(RefreshToken)
    works = (table.c.used_at.is_(None), table.c.expires_at > bindparam("now"))
    used = update(table).where(*_this_open(), *works).values(used_at=bindparam("now"))
    started_at = func.coalesce(table.c.started_at, table.c.created_at).label("started_at")
    names = ("account_id", "user_id", "family_id")
    return used.returning(*(table.c[name] for name in names), started_at)


def _revoked() -> Update:
    table = table_of(RefreshToken)
    return update(table).where(table.c.revoked_at.is_(None)).values(revoked_at=bindparam("now"))


@Statement
def _revoke() -> Any:
    table = table_of(RefreshToken)
    revoked = _revoked().where(table.c.family_id == bindparam("family_id"))
    return revoked.returning(table.c.account_id, table.c.user_id)


@Statement
def _revoke_all() -> Update:
    table = table_of(RefreshToken)
    names = ("account_id", "user_id")
    return _revoked().where(*(table.c[name] == bindparam(name) for name in names))


def _add_token(**facts: Any) -> Session:
    token = create(RefreshToken, **facts)
    return Session(token["user_id"], token["family_id"], token["id"], token["expires_at"])

"""Sessions of users: log in, exchange a refresh token, log out.

Every refresh token works once (RFC 9700, 4.14.2). A second use means that two parties hold
it, so the whole session, the family, ends for both.
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, select, update

from models import RefreshToken, User, db, new_id, utcnow
from services.access.passwords import matches
from services.errors import Unauthenticated
from services.records import create, one, table_of


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
    """One link of a session: the ids that its tokens carry."""

    user_id: UUID
    family_id: UUID
    token_id: UUID


def log_in(*, email: str, password: str, ttl_seconds: int) -> Session:
    """Start a session; the refresh token lives `ttl_seconds`.

    Raises InvalidCredentials.
    """
    table = table_of(User)
    user = one(select(table).where(table.c.email == email))
    db.session.rollback()  # hold no lock and no connection while Argon2 works
    right = matches(password, user["password_hash"] if user else None)
    if user is None or not right or not user["is_active"]:
        raise InvalidCredentials()
    return start(user["account_id"], user["id"], ttl_seconds=ttl_seconds)


def start(account_id: UUID, user_id: UUID, *, ttl_seconds: int) -> Session:
    """Start a session of a user who has proved who they are."""
    return _add_token(account_id, user_id, new_id(), ttl_seconds)


def refresh(*, token_id: UUID, family_id: UUID, ttl_seconds: int) -> Session:
    """Exchange a refresh token for the next one of its session.

    Raises InvalidToken, RefreshTokenReused.
    """
    table = table_of(RefreshToken)
    this = (table.c.id == token_id, table.c.family_id == family_id)
    fresh = (table.c.used_at.is_(None), ~_has_ended(family_id))
    used = update(table).where(*this, *fresh).values(used_at=utcnow())
    row = db.session.execute(used.returning(table.c.account_id, table.c.user_id)).first()
    if row is not None:
        if not _is_active(row.user_id):
            raise InvalidToken()
        return _add_token(row.account_id, row.user_id, family_id, ttl_seconds)
    if one(select(table.c.id).where(*this, ~_has_ended(family_id))) is None:
        raise InvalidToken()
    end(family_id)
    raise RefreshTokenReused()


def end(family_id: UUID) -> None:
    """End a session: its access tokens and refresh tokens stop working at once."""
    table = table_of(RefreshToken)
    open_tokens = (table.c.family_id == family_id, table.c.revoked_at.is_(None))
    db.session.execute(update(table).where(*open_tokens).values(revoked_at=utcnow()))


def end_all_of(account_id: UUID, user_id: UUID) -> None:
    """End every session of a user."""
    table = table_of(RefreshToken)
    theirs = (table.c.account_id == account_id, table.c.user_id == user_id)
    still_open = table.c.revoked_at.is_(None)
    db.session.execute(update(table).where(*theirs, still_open).values(revoked_at=utcnow()))


def _has_ended(family_id: UUID) -> ColumnElement[bool]:
    """Whether any token of the session was revoked: one that was made meanwhile counts as well."""
    other = table_of(RefreshToken).alias()
    revoked = (other.c.family_id == family_id, other.c.revoked_at.is_not(None))
    return select(other.c.id).where(*revoked).exists()


def _is_active(user_id: UUID) -> bool:
    table = table_of(User)
    return bool(db.session.scalar(select(table.c.is_active).where(table.c.id == user_id)))


def _add_token(account_id: UUID, user_id: UUID, family_id: UUID, ttl_seconds: int) -> Session:
    expires_at = utcnow() + timedelta(seconds=ttl_seconds)
    facts = {"account_id": account_id, "user_id": user_id, "family_id": family_id}
    token = create(RefreshToken, **facts, expires_at=expires_at)
    return Session(user_id, family_id, token["id"])

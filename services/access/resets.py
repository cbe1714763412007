"""A new password for who does not know the old one: a token goes to their e-mail address.

Nobody learns from the answer whether there is such a user. Why it is as it is: docs/decisions/0021.
"""

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Delete, Select, String, bindparam, delete, select, text

from models import PasswordReset, User, new_id, utcnow
from models.base import TYPES
from models.work import current
from services import audited
from services.access import new_passwords
from services.access.users import UserNotFound
from services.errors import Invalid
from services.mail import Mail
from services.records import Statement, table_of

SUBJECT = "Set a new password"
LETTER = """Somebody asked to set a new password for {email}.

{way}

It works once, and for {minutes} minutes. If it was not you who asked, ignore this mail: the
password is what it was.
"""
BY_LINK = "Follow this link to set it:"
BY_HAND = "Send it with this token to POST /v1/auth/password-reset/confirm:"


class InvalidResetToken(Invalid):
    """The token is wrong, used, expired, or not the newest.

    Ask for another with `POST /v1/auth/password-reset`; only the newest mail counts.
    """


def ask(*, email: str, ttl_seconds: int, page: str, send: Callable[[Mail], None]) -> None:
    """Have a token sent to a user who may log in; for anybody else nothing happens, as slowly.

    `page` is where the user sets the password, with `{token}` in it.
    """
    token, now = secrets.token_urlsafe(32), utcnow()
    expires_at = now + timedelta(seconds=ttl_seconds)
    this = {"email": email, "id": new_id(), "now": now}
    if _keep.run(**this, token_hash=_hash(token), expires_at=expires_at):
        letter = _letter(email, token, page, ttl_seconds)
        current().when_kept(lambda: send(letter))


def confirm(*, token: str, password: str) -> None:
    """Set a new password by a token, which is used up, and end every session of the user.

    Raises InvalidResetToken, PasswordTooCommon, PasswordTooGuessable, Busy.
    """
    token_hash = _hash(token)
    user = _user_of.one(token_hash=token_hash, now=utcnow())
    if user is None:
        raise InvalidResetToken(pointer="/token")
    account_id, user_id = user["account_id"], user["id"]
    change = {"password_hash": new_passwords.hashed(account_id, user, password)}
    # The user first, and its row locks out whoever else has the token: one of them finds it.
    changed = audited.patch(
        User,
        account_id,
        user_id,
        change,
        version=None,
        missing=UserNotFound,
        verb="password_reset",
    )
    if not (_use.run(token_hash=token_hash) and changed["is_active"]):
        raise InvalidResetToken(pointer="/token")
    new_passwords.close_what_was_open(account_id, user_id)


def _hash(token: str) -> str:
    """SHA-256 of a token: 256 random bits need no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def _letter(email: str, token: str, page: str, ttl_seconds: int) -> Mail:
    link = page.replace("{token}", token)
    way = f"{BY_LINK}\n\n{link}" if link else f"{BY_HAND}\n\n{token}"
    minutes = max(1, ttl_seconds // 60)
    return Mail(email, SUBJECT, LETTER.format(email=email, way=way, minutes=minutes))


@Statement
def _keep() -> Any:
    """One statement for everybody: it finds the user and keeps the token, or does neither."""
    columns = "id, account_id, user_id, token_hash, expires_at, created_at"
    instant = TYPES[datetime]
    types = {"id": TYPES[UUID], "email": String(), "token_hash": String()}
    types |= {"expires_at": instant, "now": instant}
    return text(
        f"INSERT INTO password_resets ({columns}) "  # noqa: S608 - our names  # nosec B608
        "SELECT :id, account_id, id, :token_hash, :expires_at, :now FROM users "
        "WHERE email = :email AND is_active "
        "ON CONFLICT (user_id) DO UPDATE SET token_hash = excluded.token_hash, "
        "expires_at = excluded.expires_at, created_at = excluded.created_at"
    ).bindparams(*(bindparam(name, type_=kind) for name, kind in types.items()))


@Statement
def _user_of() -> Select[Any]:
    reset, user = table_of(PasswordReset), table_of(User)
    this = (reset.c.token_hash == bindparam("token_hash"), reset.c.expires_at > bindparam("now"))
    joined = select(user).join_from(reset, user, reset.c.user_id == user.c.id)
    return joined.where(*this, user.c.is_active.is_(True))


@Statement
def _use() -> Delete:
    table = table_of(PasswordReset)
    return delete(table).where(table.c.token_hash == bindparam("token_hash"))

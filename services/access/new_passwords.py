"""A new password of a user: what it must be, and what the old one had opened."""

from uuid import UUID

from sqlalchemy import Delete, bindparam, delete

from models import PasswordReset
from services.access import accounts, password_rules, sessions
from services.access.passwords import hash_password
from services.records import Record, Statement, table_of


def hashed(account_id: UUID, user: Record, password: str) -> str:
    """Give the hash of a password that `user` may have.

    Raises PasswordTooCommon, PasswordTooGuessable, Busy.
    """
    shop = accounts.get(account_id)["name"]
    password_rules.check(password, shop, user["name"], user["email"])
    return hash_password(password)


def close_what_was_open(account_id: UUID, user_id: UUID) -> None:
    """End what a user's old password has opened: sessions, and a way to reset it."""
    sessions.end_all_of(account_id, user_id)
    _forget_reset.run(account_id=account_id, user_id=user_id)


@Statement
def _forget_reset() -> Delete:
    table = table_of(PasswordReset)
    names = ("account_id", "user_id")
    return delete(table).where(*(table.c[name] == bindparam(name) for name in names))

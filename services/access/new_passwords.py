"""A new password of a user: what it must be, and what the old one had opened."""

from uuid import UUID

from services.access import accounts, password_rules, sessions
from services.access.passwords import hash_password
from services.records import Record


def hashed(account_id: UUID, user: Record, password: str) -> str:
    """Give the hash of a password that `user` may have.

    Raises PasswordTooCommon, PasswordTooGuessable, Busy.
    """
    shop = accounts.get(account_id)["name"]
    password_rules.check(password, shop, user["name"], user["email"])
    return hash_password(password)


def close_what_was_open(account_id: UUID, user_id: UUID) -> None:
    """End what a user's old password has opened."""
    sessions.end_all_of(account_id, user_id)

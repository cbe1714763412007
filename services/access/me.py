"""The caller's own: who they are, their name and their password."""

from typing import Any
from uuid import UUID

from models import User
from services import audited
from services.access import accounts, new_passwords, passwords, users
from services.access.callers import Caller
from services.errors import Invalid, StaleVersion, TryAgain
from services.records import Record


class WrongPassword(Invalid):
    """The current password is another.

    Send the password that you log in with now; who forgot it sets a new one with
    `POST /v1/auth/password-reset`.
    """


def read(account_id: UUID, caller: Caller) -> Record:
    """Give the account, the user and the scopes that a caller stands for.

    Their version is the sum of two that only grow, so that it stands for one state of both.
    """
    account, user = accounts.get(account_id), users.get(account_id, caller.user_id)
    return _shown(account, user, caller)


def change(account_id: UUID, caller: Caller, *, version: int | None, **changes: Any) -> Record:
    """Change the caller's name or password; a new password ends all their sessions.

    It needs the `current_password`. Raises StaleVersion, WrongPassword, PasswordTooCommon,
    PasswordTooGuessable, Busy.
    """
    seen = read(account_id, caller)
    account, user = seen["account"], seen["user"]
    if version not in (None, seen["version"]):
        raise StaleVersion(
            f"It has version {seen['version']} now.", current_version=seen["version"]
        )
    password, current = (changes.pop(name, None) for name in ("password", "current_password"))
    if password is not None:
        if not passwords.matches(current, user["password_hash"]):
            raise WrongPassword(pointer="/current_password")
        named = {**user, **changes}
        changes["password_hash"] = new_passwords.hashed(account_id, named, password)
    changed = _changed(account_id, user, changes)
    if password is not None:
        new_passwords.close_what_was_open(account_id, user["id"])
    return _shown(account, changed, caller)


def _changed(account_id: UUID, user: Record, changes: Record) -> Record:
    """Change the user as they were read: somebody may have set another password meanwhile."""
    this = {"version": user["version"], "missing": users.UserNotFound}
    try:
        return audited.patch(User, account_id, user["id"], changes, **this)
    except StaleVersion as overtaken:
        raise TryAgain("the user was changed while a password was hashed") from overtaken


def _shown(account: Record, user: Record, caller: Caller) -> Record:
    version = account["version"] + user["version"]
    shown = {"account": account, "user": user, "scopes": sorted(caller.scopes)}
    return {**shown, "version": version}

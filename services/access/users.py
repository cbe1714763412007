"""Users of an account."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, select

from models import Role, User
from services import audited, records
from services.access import new_passwords, sessions
from services.access.accounts import EmailTaken
from services.access.callers import Caller
from services.access.grants import refuse_above
from services.constraints import explained
from services.errors import Conflict, Forbidden, NotFound
from services.paging import Listing, Page, Paging
from services.records import Record, Statement, table_of

LISTING = Listing(User)


class UserNotFound(NotFound):
    """There is no such user."""


class LastOwner(Conflict):
    """An account needs an active owner.

    Make another user an owner first.
    """


class OwnPassword(Forbidden):
    """Nobody sets their own password here, nor a key that of its maker.

    Use `PATCH /v1/me`, which asks for the current one. This is for the passwords of others.
    """


def add(account_id: UUID, *, by: Caller, email: str, name: str, role: str, password: str) -> Record:
    """Let another person act for the account, as `by` may do all that their role may.

    Raises ScopeNotHeld, EmailTaken, PasswordTooCommon, PasswordTooGuessable, Busy.
    """
    refuse_above(by, role)
    facts = {"email": email, "name": name, "role": role}
    facts["password_hash"] = new_passwords.hashed(account_id, facts, password)
    with explained(uq_users_email=EmailTaken):
        return audited.create(User, account_id=account_id, **facts)


def get(account_id: UUID, user_id: UUID) -> Record:
    """Give one user.

    Raises UserNotFound.
    """
    return records.get(User, account_id, user_id, UserNotFound)


def find(account_id: UUID, paging: Paging, **filters: Any) -> Page:
    """List the users of the account."""
    return LISTING.page(account_id, paging, filters)


def update(
    account_id: UUID, user_id: UUID, *, by: Caller, version: int | None, **changes: Any
) -> Record:
    """Change a user, as `by` may do all that the user may, before and after.

    A new password, another role or being switched off ends their sessions.

    Raises UserNotFound, ScopeNotHeld, StaleVersion, LastOwner, OwnPassword, PasswordTooCommon,
    PasswordTooGuessable, Busy.
    """
    password = changes.pop("password", None)
    if password is not None:
        if user_id == by.user_id:
            raise OwnPassword()
        user = {**get(account_id, user_id), **changes}
        refuse_above(by, user["role"])
        changes["password_hash"] = new_passwords.hashed(account_id, user, password)
    # The account's owners are locked together, so that the last two cannot both step down.
    owners = _lock_owners(account_id)
    was = records.hold(User, account_id, user_id, UserNotFound)
    refuse_above(by, was["role"], {**was, **changes}["role"])
    user = audited.patch(
        User, account_id, user_id, changes, version=version, missing=UserNotFound, held=was
    )
    remains = user["role"] == Role.OWNER and user["is_active"]
    if owners == [user_id] and not remains:
        raise LastOwner()
    if password is not None or not user["is_active"]:
        new_passwords.close_what_was_open(account_id, user_id)
    elif user["role"] != was["role"]:
        sessions.end_all_of(account_id, user_id)
    return user


def _lock_owners(account_id: UUID) -> list[UUID]:
    return [row["id"] for row in _owners.many(account_id=account_id, role=Role.OWNER)]


@Statement
def _owners() -> Select[Any]:
    table = table_of(User)
    owned = table.c.account_id == bindparam("account_id")
    owners = (owned, table.c.role == bindparam("role"), table.c.is_active.is_(True))
    return select(table.c.id).where(*owners).order_by(table.c.id).with_for_update()

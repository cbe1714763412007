"""Accounts: a merchant registers, and changes what is known about the shop."""

from uuid import UUID

from models import Account, Role, User
from services import audit, audited, records
from services.access import password_rules
from services.access.passwords import hash_password
from services.catalogue import kinds
from services.constraints import explained
from services.errors import Conflict, Forbidden, NotFound
from services.records import Record


class EmailTaken(Conflict):
    """A user with this e-mail address exists.

    Log in with it, or use another address.
    """


class RegistrationClosed(Forbidden):
    """New accounts are not accepted here.

    Ask whoever runs this installation for an account.
    """


class AccountNotFound(NotFound):
    """There is no such account."""


def register(*, account_name: str, currency: str, email: str, name: str, password: str) -> Record:
    """Open an account with its owner and the built-in product kinds; give the owner.

    Raises EmailTaken, PasswordTooCommon, PasswordTooGuessable, Busy.
    """
    password_rules.check(password, account_name, name, email)
    password_hash = hash_password(password)
    account = records.create(Account, name=account_name, currency=currency)
    kinds.add_built_in(account["id"])
    with explained(uq_users_email=EmailTaken):
        owner = records.create(
            User,
            account_id=account["id"],
            email=email,
            name=name,
            role=Role.OWNER,
            password_hash=password_hash,
        )
    audit.record(account["id"], "account.created", account["id"], user_id=owner["id"])
    return owner


def get(account_id: UUID) -> Record:
    """Give the account."""
    return records.get(Account, account_id, account_id, AccountNotFound)


def update(account_id: UUID, *, version: int | None, **changes: str) -> Record:
    """Change the account.

    Raises StaleVersion.
    """
    return audited.patch(
        Account, account_id, account_id, changes, version=version, missing=AccountNotFound
    )

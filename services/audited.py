"""Rows that are made, changed and deleted with a word about it in the audit log.

The same as in `services.records`, for what an account may ask later: who changed this?
"""

import re
from typing import Any
from uuid import UUID

from models import Base, Job
from services import audit, records
from services.errors import NotFound
from services.records import Record

UNLIKE_THEIR_MODEL: dict[type[Base], str] = {Job: "import"}  # so far every job is one


def create(model: type[Base], **values: Any) -> Record:
    """Insert one row of an account and give it back with its defaults."""
    row = records.create(model, **values)
    _record(model, row["account_id"], "created", {}, row)
    return row


def patch(
    model: type[Base],
    account_id: UUID,
    row_id: UUID,
    changes: Record,
    *,
    version: int | None,
    missing: type[NotFound],
    verb: str = "updated",
    held: Record | None = None,
) -> Record:
    """Change one row of the account if it still has `version` (None: whichever it has).

    `held` is the row as it is, where it is held already. Raises `missing`, StaleVersion.
    """
    before = held or records.hold(model, account_id, row_id, missing)
    row = records.patch(model, account_id, row_id, changes, version=version, missing=missing)
    _record(model, account_id, verb, before, row)
    return row


def remove(
    model: type[Base],
    account_id: UUID,
    row_id: UUID,
    *,
    version: int | None,
    missing: type[NotFound],
) -> None:
    """Delete one row of the account if it still has `version`.

    Raises `missing`, StaleVersion.
    """
    row = records.hold(model, account_id, row_id, missing)
    records.remove(model, account_id, row_id, version=version, missing=missing)
    deleted(model, row)


def deleted(model: type[Base], row: Record) -> None:
    """Write down that a row was deleted along with another."""
    _record(model, row["account_id"], "deleted", row, {})


def _record(model: type[Base], account_id: UUID, verb: str, before: Record, after: Record) -> None:
    changes = audit.differences(before, after)
    row_id = (before or after)["id"]
    audit.record(account_id, f"{_name(model)}.{verb}", row_id, changes=changes)


def _name(model: type[Base]) -> str:
    """Name the type of resource that a model holds: `StockLevel` is a `stock_level`."""
    snake = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", model.__name__).lower()
    return UNLIKE_THEIR_MODEL.get(model, snake)

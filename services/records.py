"""Rows in and out of tables, always within one account.

Services work on rows, not on ORM objects: what is read is what was asked for, nothing loads
itself later, and a list of rows goes to the schema as it is. Why: docs/decisions/0002.
"""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Table, delete, insert, select, update

from models import Base, db, utcnow
from services.errors import NotFound, StaleVersion

Record = dict[str, Any]
"""One row: column name to value."""


def table_of(model: type[Base]) -> Table:
    """Give the table behind a model."""
    table = model.__table__
    assert isinstance(table, Table)  # noqa: S101 - every model of ours is one table
    return table


def one(statement: Select[Any]) -> Record | None:
    """Fetch the only row, if there is one."""
    row = db.session.execute(statement).mappings().first()
    return dict(row) if row else None


def many(statement: Select[Any]) -> list[Record]:
    """Fetch all rows."""
    return [dict(row) for row in db.session.execute(statement).mappings()]


def create(model: type[Base], **values: Any) -> Record:
    """Insert one row and give it back with its defaults."""
    table = table_of(model)
    row = db.session.execute(insert(table).values(**values).returning(*table.c))
    return dict(row.mappings().one())


def create_many(model: type[Base], rows: Sequence[Record]) -> None:
    """Insert many rows in one statement; each names the same columns."""
    if rows:
        db.session.execute(insert(table_of(model)), list(rows))


def get(model: type[Base], account_id: UUID, row_id: UUID, missing: type[NotFound]) -> Record:
    """Fetch one row of the account.

    Raises `missing`, also for another account's row.
    """
    table = table_of(model)
    row = one(select(table).where(*_this(table, account_id, row_id)))
    if row is None:
        raise missing(id=row_id)
    return row


def patch(
    model: type[Base],
    account_id: UUID,
    row_id: UUID,
    changes: Record,
    *,
    version: int | None,
    missing: type[NotFound],
) -> Record:
    """Change one row of the account if it still has `version` (None: whichever it has).

    Raises `missing`, StaleVersion.
    """
    table = table_of(model)
    statement = update(table).where(*_this(table, account_id, row_id))
    if version is not None:
        statement = statement.where(table.c.version == version)
    values = {**changes, "version": table.c.version + 1, "updated_at": utcnow()}
    row = db.session.execute(statement.values(**values).returning(*table.c)).mappings().first()
    if row is None:
        raise _stale(model, account_id, row_id, missing)
    return dict(row)


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
    table = table_of(model)
    statement = delete(table).where(*_this(table, account_id, row_id))
    if version is not None:
        statement = statement.where(table.c.version == version)
    gone = db.session.execute(statement.returning(table.c.id)).first()
    if gone is None:
        raise _stale(model, account_id, row_id, missing)


def _stale(
    model: type[Base], account_id: UUID, row_id: UUID, missing: type[NotFound]
) -> StaleVersion:
    """Say which version there is; raises `missing` where there is none."""
    version = get(model, account_id, row_id, missing)["version"]
    return StaleVersion(f"It has version {version} now.", current_version=version)


def _this(table: Table, account_id: UUID, row_id: UUID) -> tuple[ColumnElement[bool], ...]:
    """One row of an account; an account itself is its own."""
    owner = table.c.id if table.name == "accounts" else table.c.account_id
    return owner == account_id, table.c.id == row_id


def grouped(rows: Iterable[Record], key: str) -> dict[Any, list[Record]]:
    """Put rows together that share a value, in the order they came."""
    groups: dict[Any, list[Record]] = {}
    for row in rows:
        groups.setdefault(row[key], []).append(row)
    return groups

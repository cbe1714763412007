"""Rows in and out of tables, always within one account.

Services work on rows, not on ORM objects: what is read is what was asked for, nothing loads
itself later, and a list of rows goes to the schema as it is. Why: docs/decisions/0002.
A `Statement` is written once; `one` and `many` run what differs from call to call.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from models import Base, utcnow
from models.inserts import completed, insert_rows
from models.statements import Record, Statement
from models.work import current
from services.errors import NotFound, StaleVersion

__all__ = ["Record", "Statement"]


def table_of(model: type[Base]) -> Table:
    """Give the table behind a model."""
    table = model.__table__
    assert isinstance(table, Table)  # noqa: S101 - every model of ours is one table  # nosec B101
    return table


def one(statement: Select[Any]) -> Record | None:
    """Fetch the only row, if there is one."""
    row = current().execute(statement).mappings().first()
    return dict(row) if row else None


def many(statement: Select[Any]) -> list[Record]:
    """Fetch all rows."""
    return [dict(row) for row in current().execute(statement).mappings()]


def create(model: type[Base], **values: Any) -> Record:
    """Insert one row and give it back with its defaults."""
    table = table_of(model)
    created = _inserted(table).one(**completed(table, values))
    assert created is not None  # noqa: S101 - a row that cannot be inserted raises  # nosec B101
    return created


def create_many(model: type[Base], rows: Sequence[Record]) -> None:
    """Insert many rows in one statement."""
    insert_rows((table_of(model), rows))


def create_missing(model: type[Base], rows: Sequence[Record]) -> None:
    """Insert the rows that no unique constraint knows yet."""
    insert_rows((table_of(model), rows), skip_known=True)


def get(model: type[Base], account_id: UUID, row_id: UUID, missing: type[NotFound]) -> Record:
    """Fetch one row of the account.

    Raises `missing`, also for another account's row.
    """
    return _only(_found(table_of(model)), account_id, row_id, missing)


def hold(model: type[Base], account_id: UUID, row_id: UUID, missing: type[NotFound]) -> Record:
    """Fetch one row of the account, and hold it still until the transaction ends.

    Raises `missing`, also for another account's row.
    """
    return _only(_held(table_of(model)), account_id, row_id, missing)


def _only(statement: Statement, account_id: UUID, row_id: UUID, missing: type[NotFound]) -> Record:
    row = statement.one(this_account=account_id, this_id=row_id)
    if row is None:
        raise missing(id=row_id)
    return row


def get_ahead(
    model: type[Base], account_id: UUID, row_id: UUID, missing: type[NotFound]
) -> Callable[[], Record]:
    """Fetch one row of the account along with what is read next; give what gives it, as `get`.

    What lies below the row is read after it: a version never stands for less than it covers.
    """
    rows: list[Record] = []
    _found(table_of(model)).ahead(rows.extend, this_account=account_id, this_id=row_id)

    def row() -> Record:
        if not rows:
            raise missing(id=row_id)
        return rows[0]

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
    changed = _changed(table_of(model), tuple(sorted(changes)), version is not None)
    this = {"this_account": account_id, "this_id": row_id, "this_version": version}
    row = changed.one(**changes, **this, updated_at=utcnow())
    if row is None:
        raise _stale(model, account_id, row_id, missing)
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
    deleted = _deleted(table_of(model), version is not None)
    if not deleted.run(this_account=account_id, this_id=row_id, this_version=version):
        raise _stale(model, account_id, row_id, missing)


def _stale(
    model: type[Base], account_id: UUID, row_id: UUID, missing: type[NotFound]
) -> StaleVersion:
    """Say which version there is; raises `missing` where there is none."""
    version = get(model, account_id, row_id, missing)["version"]
    return StaleVersion(f"It has version {version} now.", current_version=version)


@cache
def _inserted(table: Table) -> Statement:
    values: Record = {column.name: bindparam(column.name) for column in table.c}
    return Statement(lambda: insert(table).values(**values).returning(*table.c))


@cache
def _found(table: Table) -> Statement:
    return Statement(lambda: select(table).where(*_this(table)))


@cache
def _held(table: Table) -> Statement:
    """Others may still refer to the row, which does not hinder who changes it either."""
    return Statement(lambda: select(table).where(*_this(table)).with_for_update(key_share=True))


@cache
def _changed(table: Table, names: tuple[str, ...], guarded: bool) -> Statement:
    values: dict[str, Any] = {name: bindparam(name) for name in (*names, "updated_at")}
    values["version"] = table.c.version + 1
    this = _this(table, guarded)
    return Statement(lambda: update(table).where(*this).values(**values).returning(*table.c))


@cache
def _deleted(table: Table, guarded: bool) -> Statement:
    return Statement(lambda: delete(table).where(*_this(table, guarded)))


def _this(table: Table, guarded: bool = False) -> tuple[ColumnElement[bool], ...]:
    """One row of an account; an account itself is its own."""
    owner = table.c.id if table.name == "accounts" else table.c.account_id
    this = (owner == bindparam("this_account"), table.c.id == bindparam("this_id"))
    return (*this, table.c.version == bindparam("this_version")) if guarded else this


def attach(parents: list[Record], children: Iterable[Record], key: str, name: str) -> None:
    """Give each parent, as `name`, the children whose `key` is its id, in the order they came.

    By the ids' numbers: Python hashes and compares a UUID in Python, for each row of a list.
    """
    below: dict[int, list[Record]] = {}
    for parent in parents:
        below[parent["id"].int] = parent[name] = []
    for child in children:
        below[child[key].int].append(child)


def grouped(rows: Iterable[Record], key: str) -> dict[Any, list[Record]]:
    """Put rows together that share a value, in the order they came."""
    groups: dict[Any, list[Record]] = {}
    for row in rows:
        groups.setdefault(row[key], []).append(row)
    return groups

"""Rows into one table or several: on PostgreSQL one statement, whatever their number."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Column, String, Table, bindparam, text
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.types import TypeEngine

from models.among import ListOf
from models.statements import Record, Statement
from models.work import current

Batch = tuple[Table, Sequence[Record]]


def insert_rows(*batches: Batch, skip_known: bool = False) -> None:
    """Insert rows, completed by the defaults of their columns; batches without rows are left out.

    Foreign keys point to batches before. With `skip_known`, rows that a unique constraint
    knows already are left out as well.
    """
    filled = [(table, rows) for table, rows in batches if rows]
    if not filled:
        return
    if current().dialect.name == "sqlite":
        for table, rows in filled:
            _one_by_one(table, skip_known).run_each([completed(table, row) for row in rows])
        return
    _at_once(tuple(table for table, _ in filled), skip_known).run(
        **{
            f"{name}_{n}": [row[name] for row in rows]
            for n, (table, given) in enumerate(filled)
            for rows in [[completed(table, row) for row in given]]
            for name in _names(table)
        }
    )


def completed(table: Table, row: Record) -> Record:
    """Give the row with each column of the table, by its default where it says nothing."""
    return {name: row[name] if name in row else default() for name, default in _defaults(table)}


def _names(table: Table) -> list[str]:
    return [column.name for column in table.c]


@cache
def _defaults(table: Table) -> list[tuple[str, Callable[[], Any]]]:
    return [(column.name, _default(column)) for column in table.c]


def _default(column: Column[Any]) -> Callable[[], Any]:
    default: Any = column.default
    if default is None:
        return lambda: None
    if default.is_callable:
        return lambda: default.arg(None)
    return lambda: default.arg


@cache
def _one_by_one(table: Table, skip_known: bool) -> Statement:
    values: Record = {name: bindparam(name) for name in _names(table)}
    inserted = insert(table).values(**values)
    return Statement(lambda: inserted.on_conflict_do_nothing() if skip_known else inserted)


@cache
def _at_once(tables: tuple[Table, ...], skip_known: bool) -> Statement:
    """Insert arrays of columns; all but the last table in a WITH."""
    inserts = [_from_arrays(table, n) for n, table in enumerate(tables)]
    *first, last = [
        f"{written} ON CONFLICT DO NOTHING" if skip_known else written for written in inserts
    ]
    named = ", ".join(f"t{n} AS ({written})" for n, written in enumerate(first))
    binds = [
        bindparam(f"{column.name}_{n}", type_=ListOf(_unbounded(column.type)))
        for n, table in enumerate(tables)
        for column in table.c
    ]
    written = f"WITH {named} {last}" if first else last
    return Statement(lambda: text(written).bindparams(*binds))


def _from_arrays(table: Table, n: int) -> str:
    names = ", ".join(_names(table))
    arrays = ", ".join(f":{name}_{n}" for name in _names(table))
    return f"INSERT INTO {table.name} ({names}) SELECT * FROM unnest({arrays})"  # noqa: S608 - our names


def _unbounded(type_: TypeEngine[Any]) -> TypeEngine[Any]:
    """A cast to `varchar(64)` would cut what is longer; the column itself refuses it."""
    return String() if isinstance(type_, String) and type_.length else type_

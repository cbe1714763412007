"""Rows into one table or several: on PostgreSQL one statement, whatever their number."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import orjson
from sqlalchemy import Column, LargeBinary, Table, bindparam, text
from sqlalchemy.dialects.sqlite import insert

from models.statements import Record, Statement
from models.work import current

Batch = tuple[Table, Sequence[Record]]


def insert_rows(*batches: Batch, skip_known: bool = False) -> None:
    """Insert rows, completed by the defaults of their columns; batches without rows are left out.

    Foreign keys point to batches before. With `skip_known`, rows that a unique constraint
    knows already are left out as well.
    """
    filled = [(table, [completed(table, row) for row in rows]) for table, rows in batches if rows]
    if not filled:
        return
    tables = tuple(table for table, _ in filled)
    if current().dialect.name == "sqlite":
        for table, rows in filled:
            _one_by_one(table, skip_known).run_each(rows)
        return
    texts = {f"rows_{n}": orjson.dumps(rows).decode() for n, (_, rows) in enumerate(filled)}
    _at_once(tables, skip_known).run(**texts)


def completed(table: Table, row: Record) -> Record:
    """Give the row with each column of the table, by its default where it says nothing."""
    return {name: row[name] if name in row else default() for name, default in _defaults(table)}


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
    values: Record = {column.name: bindparam(column.name) for column in table.c}
    inserted = insert(table).values(**values)
    return Statement(lambda: inserted.on_conflict_do_nothing() if skip_known else inserted)


@cache
def _at_once(tables: tuple[Table, ...], skip_known: bool) -> Statement:
    """Insert rows that come as JSON, all but the last table's in a WITH.

    The text is the same for any number of rows, so its plan is made once; and JSON is written
    faster than a parameter for each value.
    """
    *first, last = [_from_json(table, n, skip_known) for n, table in enumerate(tables)]
    named = ", ".join(f"t{n} AS ({written})" for n, written in enumerate(first))
    return Statement(lambda: text(f"WITH {named} {last}" if first else last))


def _from_json(table: Table, n: int, skip_known: bool) -> str:
    if any(isinstance(column.type, LargeBinary) for column in table.c):
        raise TypeError(f"{table.name} has bytes, which JSON has not")
    names = ", ".join(column.name for column in table.c)
    rows = f"json_populate_recordset(NULL::{table.name}, :rows_{n})"
    known = " ON CONFLICT DO NOTHING" if skip_known else ""
    return f"INSERT INTO {table.name} ({names}) SELECT {names} FROM {rows}{known}"  # noqa: S608 - our names

"""Rows into one table or several: on PostgreSQL one statement, whatever their number."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from enum import Enum
from functools import cache, partial
from typing import Any, cast

import orjson
from sqlalchemy import Table, bindparam, text
from sqlalchemy.dialects.sqlite import insert

from models.base import UtcDateTime
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
    _at_once(tables, skip_known).run(**as_json(filled))


def as_json(batches: Sequence[Batch]) -> Record:
    """Give the parameters of `inserted`: the completed rows of each batch."""
    return {
        f"rows_{n}": orjson.dumps(rows, _plain, _option(table, rows)).decode()
        for n, (table, rows) in enumerate(batches)
    }


def _option(table: Table, rows: Sequence[Record]) -> int:
    """Leave instants to orjson where they are all in UTC: it refuses none, and rounds others."""
    names = _instants(table)
    is_utc = all(getattr(row[name], "tzinfo", UTC) is UTC for name in names for row in rows)
    return 0 if is_utc else orjson.OPT_PASSTHROUGH_DATETIME


@cache
def _instants(table: Table) -> list[str]:
    return [str(column.name) for column in table.c if isinstance(column.type, UtcDateTime)]


def inserted(table: Table, n: int, then: str = "") -> str:
    """Write the INSERT of the `n`th batch, whose rows come as JSON; `then` ends it.

    The text is the same for any number of rows, so its plan is made once; and JSON is written
    faster than a parameter for each value.
    """
    names = ", ".join(column.name for column in table.c)
    rows = f"json_populate_recordset(NULL::{table.name}, :rows_{n})"
    # Names are ours, from the models.
    return f"INSERT INTO {table.name} ({names}) SELECT {names} FROM {rows} {then}"  # noqa: S608 # nosec B608


def _plain(value: object) -> str:
    """Write what JSON has not as PostgreSQL reads it; an instant needs its zone."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.isoformat()
    if isinstance(value, bytes):
        return f"\\x{value.hex()}"
    raise TypeError(f"no column holds {value!r}")


def completed(table: Table, row: Record) -> Record:
    """Give the row with each column of the table, by its default where it says nothing.

    Raises TypeError for a name that is no column's.
    """
    plain, made = _defaults(table)
    full = {**plain, **row}
    if len(full) > len(plain):
        raise TypeError(f"{table.name} has no {', '.join(sorted(full.keys() - plain.keys()))}")
    for name, make in made:
        if name not in row:
            full[name] = make()
    return full


@cache
def _defaults(table: Table) -> tuple[Record, Sequence[tuple[str, Callable[[], Any]]]]:
    """Give every column with its value, and those whose value is made for each row."""
    plain: Record = {}
    made: list[tuple[str, Callable[[], Any]]] = []
    for column in table.c:
        # Of a name given by hand SQLAlchemy makes a class of its own, which is no key in JSON.
        name, default = str(column.name), cast("Any", column.default)
        is_made = default is not None and default.is_callable
        plain[name] = None if default is None or is_made else _value(default.arg)
        if is_made:
            made.append((name, partial(default.arg, None)))
    return plain, made


def _value(default: Any) -> Any:
    """Of an enum orjson asks the value, which takes longer than all the rest of a row."""
    return default.value if isinstance(default, Enum) else default


@cache
def _one_by_one(table: Table, skip_known: bool) -> Statement:
    values: Record = {column.name: bindparam(column.name) for column in table.c}
    written = insert(table).values(**values)
    return Statement(lambda: written.on_conflict_do_nothing() if skip_known else written)


@cache
def _at_once(tables: tuple[Table, ...], skip_known: bool) -> Statement:
    then = "ON CONFLICT DO NOTHING" if skip_known else ""
    *first, last = [inserted(table, n, then) for n, table in enumerate(tables)]
    named = ", ".join(f"t{n} AS ({written})" for n, written in enumerate(first))
    return Statement(lambda: text(f"WITH {named} {last}" if first else last))

"""Imports as they are shown, with what became of their rows."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, literal_column, select

from models import Job, JobKind, JobRow
from services import records
from services.errors import NotFound
from services.imports.formulas import defused
from services.paging import Listing, Page, Paging
from services.records import Record, Statement, table_of

CHUNK = 1_000
LISTING = Listing(Job)
ROWS = Listing(JobRow, sorts=("row",))


class ImportNotFound(NotFound):
    """There is no such import."""


def get(account_id: UUID, import_id: UUID) -> Record:
    """Give one import.

    Raises ImportNotFound.
    """
    return records.get(Job, account_id, import_id, ImportNotFound)


def find(account_id: UUID, paging: Paging, **filters: Any) -> Page:
    """List imports."""
    return LISTING.page(account_id, paging, {**filters, "kind": JobKind.IMPORT})


def find_rows(account_id: UUID, import_id: UUID, paging: Paging, **filters: Any) -> Page:
    """List the rows of an import that there is something to say of.

    Raises ImportNotFound.
    """
    get(account_id, import_id)
    return ROWS.page(account_id, paging, {**filters, "job_id": import_id})


def error_report(account_id: UUID, import_id: UUID) -> Iterator[str]:
    """Give every problem as CSV (row, column, code, value, detail), a thousand rows at a time.

    Nothing in it runs as a formula of a spreadsheet. Raises ImportNotFound.
    """
    get(account_id, import_id)
    yield _csv([["row", "column", "code", "value", "detail"]])
    last = 0
    while rows := _rows_after.many(account_id=account_id, job_id=import_id, last=last):
        yield _csv(_problems(rows))
        last = rows[-1]["row"]


@Statement
def _rows_after() -> Select[Any]:
    table = table_of(JobRow)
    these = (table.c[name] == bindparam(name) for name in ("account_id", "job_id"))
    after = select(table).where(*these, table.c.row > bindparam("last"))
    return after.order_by(table.c.row).limit(literal_column(str(CHUNK)))


def _csv(lines: Iterable[list[Any]]) -> str:
    written = io.StringIO()
    csv.writer(written).writerows(lines)
    return written.getvalue()


def _problems(rows: list[Record]) -> Iterator[list[Any]]:
    for row in rows:
        for problem in row["problems"]:
            told = (problem["column"], problem["code"], problem["value"], problem["detail"])
            yield [row["row"], *(defused(cell or "") for cell in told)]

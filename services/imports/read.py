"""Imports as they are shown, with what became of their rows."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from models import Job, JobKind, JobRow
from services import records
from services.errors import NotFound
from services.filters import narrowed
from services.paging import Page, Paging, page
from services.records import Record, table_of

CHUNK = 1_000
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class ImportNotFound(NotFound):
    """There is no such import."""


def get(account_id: UUID, import_id: UUID) -> Record:
    """Give one import.

    Raises ImportNotFound.
    """
    return records.get(Job, account_id, import_id, ImportNotFound)


def find(account_id: UUID, paging: Paging, **filters: Any) -> Page:
    """List imports."""
    table = table_of(Job)
    statement = select(table).where(
        table.c.account_id == account_id, table.c.kind == JobKind.IMPORT
    )
    statement = narrowed(statement, table, filters)
    return page(statement, paging, sorts={"created_at": table.c.created_at}, row_id=table.c.id)


def find_rows(account_id: UUID, import_id: UUID, paging: Paging, **filters: Any) -> Page:
    """List the rows of an import that there is something to say of.

    Raises ImportNotFound.
    """
    get(account_id, import_id)
    table = table_of(JobRow)
    statement = select(table).where(table.c.account_id == account_id, table.c.job_id == import_id)
    return page(
        narrowed(statement, table, filters), paging, sorts={"row": table.c.row}, row_id=table.c.id
    )


def error_report(account_id: UUID, import_id: UUID) -> Iterator[str]:
    """Give every problem as CSV (row, column, code, value, detail), a thousand rows at a time.

    Cells that a spreadsheet would run as a formula get a leading apostrophe (OWASP, CSV
    injection). Raises ImportNotFound.
    """
    get(account_id, import_id)
    yield _csv([["row", "column", "code", "value", "detail"]])
    last = 0
    while rows := records.many(_rows_after(account_id, import_id, last)):
        yield _csv(_problems(rows))
        last = rows[-1]["row"]


def _rows_after(account_id: UUID, import_id: UUID, last: int) -> Select[Any]:
    table = table_of(JobRow)
    these = (table.c.account_id == account_id, table.c.job_id == import_id, table.c.row > last)
    return select(table).where(*these).order_by(table.c.row).limit(CHUNK)


def _csv(lines: Iterable[list[Any]]) -> str:
    written = io.StringIO()
    csv.writer(written).writerows(lines)
    return written.getvalue()


def _problems(rows: list[Record]) -> Iterator[list[Any]]:
    for row in rows:
        for problem in row["problems"]:
            told = (problem["column"], problem["code"], problem["value"], problem["detail"])
            yield [row["row"], *(_defused(cell) for cell in told)]


def _defused(cell: str | None) -> str:
    return f"'{cell}" if cell and cell.startswith(FORMULA) else cell or ""

"""Pages of a list by keyset: the next page starts behind the last row, not at a number.

A page costs the same however deep it lies, and a full walk gives every row that stood
there throughout exactly once, also when sort values tie: the id ends every sort.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, tuple_

from models import db
from services.records import Record, many

Position = list[Any]
"""Sort value and id of the last row of a page."""


@dataclass(frozen=True, slots=True)
class Paging:
    """Which page of a list is wanted; `after` is where the last one ended."""

    limit: int = 50
    sort: str = "created_at"
    after: Position | None = None
    include: frozenset[str] = field(default_factory=frozenset)

    @property
    def column(self) -> str:
        """Name the column that sorts."""
        return self.sort.removeprefix("-")

    @property
    def is_descending(self) -> bool:
        """Whether the highest value comes first."""
        return self.sort.startswith("-")


@dataclass(slots=True)
class Page:
    """One page; `position` starts the next one if there is more."""

    data: list[Record]
    has_more: bool
    position: Position | None
    total: int | None = None


def page(
    statement: Select[Any],
    paging: Paging,
    *,
    sorts: Mapping[str, ColumnElement[Any]],
    row_id: ColumnElement[Any],
    complete: Callable[[list[Record]], list[Record]] | None = None,
) -> Page:
    """Fetch one page of `statement`, and one row more to know whether another follows.

    `sorts` names the columns a caller may sort by; the id breaks ties in the same direction.
    `complete` adds to the rows of the page what lies in other tables.
    """
    key = sorts[paging.column]
    ordered = _after(statement, paging, key, row_id)
    directed = [column.desc() if paging.is_descending else column.asc() for column in (key, row_id)]
    rows = many(ordered.order_by(*directed).limit(paging.limit + 1))
    has_more = len(rows) > paging.limit
    rows = rows[: paging.limit]
    position = [rows[-1][paging.column], rows[-1]["id"]] if has_more else None
    total = _count(statement) if "total" in paging.include else None
    return Page(complete(rows) if complete else rows, has_more, position, total)


def _after(
    statement: Select[Any], paging: Paging, key: ColumnElement[Any], row_id: ColumnElement[Any]
) -> Select[Any]:
    if paging.after is None:
        return statement
    here = tuple_(key, row_id)
    there = tuple_(*paging.after, types=[key.type, row_id.type])
    return statement.where(here < there if paging.is_descending else here > there)


def _count(statement: Select[Any]) -> int:
    counted = statement.order_by(None).subquery()
    return db.session.scalar(select(func.count()).select_from(counted)) or 0

"""Pages of a list by keyset: the next page starts behind the last row, not at a number.

A page costs the same however deep it lies, and a full walk gives every row that stood
there throughout exactly once, also when sort values tie: the id ends every sort.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    bindparam,
    func,
    literal_column,
    select,
    tuple_,
)

from models import Base
from services.records import Record, Statement, table_of

MOST_SHAPES = 512
"""Statements of a list that are kept; callers decide how many ways to ask there are."""

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


Condition = Callable[[BindParameter[Any]], ColumnElement[bool]]
Columns = Mapping[str, ColumnElement[Any]]
Complete = Callable[[list[Record]], list[Record]]
ACCOUNT: BindParameter[Any] = bindparam("this_account")
"""The account that a list belongs to, in the statements of a `Listing`."""


class Listing:
    """A list of rows, with a statement for each way to ask for it, made when first asked so.

    `rows` selects those of `ACCOUNT`, by default all of the table; `sorts` names its columns to
    sort by, the id breaks ties. A filter is a column that equals its value (`x_from` and `x_to`
    bound an instant: from included, to excluded) unless `filters` has a condition for it.

    Where such a condition joins another table, `walks` may name columns there that equal a sort
    and the id: the list then is that table's, read in its order.
    """

    def __init__(
        self,
        model: type[Base],
        *,
        rows: Select[Any] | None = None,
        sorts: tuple[str, ...] = ("created_at",),
        filters: Mapping[str, Condition] | None = None,
        walks: Mapping[str, Columns] | None = None,
    ) -> None:
        self._table = table_of(model)
        self._own: Columns = dict(self._table.c.items())
        owned = select(self._table).where(self._table.c.account_id == ACCOUNT)
        self._rows = owned if rows is None else rows
        self._sorts = sorts
        self._filters = filters or {}
        self._walks = walks or {}
        self._page = lru_cache(MOST_SHAPES)(self._make_page)
        self._count = lru_cache(MOST_SHAPES)(self._make_count)

    def page(
        self, account_id: UUID, paging: Paging, filters: Record, complete: Complete | None = None
    ) -> Page:
        """Fetch one page, and one row more to know whether another follows.

        `complete` adds to the rows of the page what lies in other tables.
        """
        names = tuple(sorted(filters))
        statement = self._page(names, paging.sort, paging.after is not None, paging.limit + 1)
        key, row_id = paging.after or (None, None)
        rows = statement.many(
            this_account=account_id, after_key=key, after_id=row_id, **_prefixed(filters)
        )
        has_more = len(rows) > paging.limit
        rows = rows[: paging.limit]
        position = [rows[-1][paging.column], rows[-1]["id"]] if has_more else None
        total = None
        if "total" in paging.include:
            total = self._count(names).value(this_account=account_id, **_prefixed(filters))
        return Page(complete(rows) if complete else rows, has_more, position, total)

    def _make_page(self, names: tuple[str, ...], sort: str, goes_on: bool, rows: int) -> Statement:
        column, is_descending = sort.removeprefix("-"), sort.startswith("-")
        if column not in self._sorts:
            raise ValueError(f"{self._table.name} cannot be sorted by {column}")
        columns = self._columns(names, column)
        key, row_id = columns[column], columns["id"]
        statement = self._narrowed(names, columns)
        if goes_on:
            after_id = bindparam("after_id", type_=row_id.type)
            there = tuple_(bindparam("after_key", type_=key.type), after_id)
            here = tuple_(key, row_id)
            statement = statement.where(here < there if is_descending else here > there)
        directed = [part.desc() if is_descending else part.asc() for part in (key, row_id)]
        # The number stands in the text: of a parameter the planner would guess too much.
        limit: ColumnElement[int] = literal_column(str(rows))
        return Statement(lambda: statement.order_by(*directed).limit(limit))

    def _make_count(self, names: tuple[str, ...]) -> Statement:
        counted = self._narrowed(names, self._own).subquery()
        return Statement(lambda: select(func.count()).select_from(counted))

    def _columns(self, names: tuple[str, ...], sort: str) -> Columns:
        """Give the columns to sort and filter by, those of a walk where one goes in this order."""
        walks = (self._walks[name] for name in names if name in self._walks)
        return next(({**self._own, **walk} for walk in walks if sort in walk), self._own)

    def _narrowed(self, names: tuple[str, ...], columns: Columns) -> Select[Any]:
        return self._rows.where(*(self._condition(name, columns) for name in names))

    def _condition(self, name: str, columns: Columns) -> ColumnElement[bool]:
        value: BindParameter[Any] = bindparam(f"is_{name}")
        if name in self._filters:
            return self._filters[name](value)
        if name.endswith("_from"):
            return columns[name.removesuffix("_from")] >= value
        if name.endswith("_to"):
            return columns[name.removesuffix("_to")] < value
        return columns[name] == value


def _prefixed(filters: Record) -> Record:
    return {f"is_{name}": value for name, value in filters.items()}

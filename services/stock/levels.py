"""Stock levels: the numbers and the settings of one variant at one location."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select, tuple_
from sqlalchemy.dialects import postgresql, sqlite

from models import Location, StockLevel, Variant, db, new_id, utcnow
from services import records
from services.constraints import explained
from services.errors import Conflict, NotFound
from services.filters import narrowed
from services.paging import Page, Paging, page
from services.records import Record, table_of


class StockLevelNotFound(NotFound):
    """There is no such stock level."""


class PromisesExceeded(Conflict):
    """The new limit is below what is promised already.

    `details.reserved` units are promised and `details.on_hand` are there; the limit must cover
    the rest. Cancel orders or receive stock first, or allow more backorders.
    """


def available() -> ColumnElement[int]:
    """Units that may be promised: on hand, less reserved, less safety stock."""
    table = table_of(StockLevel)
    free: ColumnElement[int] = table.c.on_hand - table.c.reserved - table.c.safety_stock
    return free


def shown(account_id: UUID) -> Select[Any]:
    """Select levels with the SKU and the location's code beside them."""
    level, variant, location = table_of(StockLevel), table_of(Variant), table_of(Location)
    return (
        select(
            level,
            available().label("available"),
            variant.c.sku,
            location.c.code.label("location_code"),
        )
        .join(variant, variant.c.id == level.c.variant_id)
        .join(location, location.c.id == level.c.location_id)
        .where(level.c.account_id == account_id)
    )


def get(account_id: UUID, level_id: UUID) -> Record:
    """Give one level.

    Raises StockLevelNotFound.
    """
    level = records.one(shown(account_id).where(table_of(StockLevel).c.id == level_id))
    if level is None:
        raise StockLevelNotFound(id=level_id)
    return level


def find(account_id: UUID, paging: Paging, **filters: Any) -> Page:
    """List levels."""
    table, variant = table_of(StockLevel), table_of(Variant)
    statement = narrowed(shown(account_id), table, filters, sku=variant.c.sku)
    sorts = {name: table.c[name] for name in ("created_at", "updated_at")}
    return page(statement, paging, sorts=sorts, row_id=table.c.id)


def change(account_id: UUID, level_id: UUID, *, version: int | None, **changes: Any) -> Record:
    """Change the settings of a level; the numbers change by movements alone.

    Raises StockLevelNotFound, StaleVersion, PromisesExceeded.
    """
    was = get(account_id, level_id)
    exceeded = PromisesExceeded(on_hand=was["on_hand"], reserved=was["reserved"])
    with explained(ck_stock_levels_never_oversold=lambda: exceeded):
        records.patch(
            StockLevel, account_id, level_id, changes, version=version, missing=StockLevelNotFound
        )
    return get(account_id, level_id)


def ensure(account_id: UUID, pairs: Iterable[tuple[UUID, UUID]]) -> dict[tuple[UUID, UUID], UUID]:
    """Give the level of each (variant, location), made where there is none yet.

    Both ids must be the account's own.
    """
    wanted = sorted(set(pairs))
    found = _ids(account_id, wanted)
    missing = [pair for pair in wanted if pair not in found]
    if not missing:
        return found
    now = utcnow()
    rows = [
        {
            "id": new_id(),
            "account_id": account_id,
            "variant_id": variant_id,
            "location_id": location_id,
            "created_at": now,
            "updated_at": now,
        }
        for variant_id, location_id in missing
    ]
    dialect = sqlite if db.session.get_bind().dialect.name == "sqlite" else postgresql
    db.session.execute(dialect.insert(table_of(StockLevel)).on_conflict_do_nothing(), rows)
    return {**found, **_ids(account_id, missing)}


def _ids(account_id: UUID, pairs: list[tuple[UUID, UUID]]) -> dict[tuple[UUID, UUID], UUID]:
    table = table_of(StockLevel)
    these = tuple_(table.c.variant_id, table.c.location_id).in_(pairs)
    rows = records.many(select(table).where(table.c.account_id == account_id, these))
    return {(row["variant_id"], row["location_id"]): row["id"] for row in rows}

"""Stock levels: the numbers and the settings of one variant at one location."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, select

from models import Location, StockLevel, Variant
from models.among import among
from services import audited, records
from services.constraints import explained
from services.errors import Conflict, NotFound
from services.paging import ACCOUNT, Listing, Page, Paging
from services.records import Record, Statement, table_of


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


def shown() -> Select[Any]:
    """Select the levels of `ACCOUNT` with the SKU and the location's code beside them."""
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
        .where(level.c.account_id == ACCOUNT)
    )


def of_sku(sku: BindParameter[str]) -> ColumnElement[bool]:
    """Whether a level is of this SKU; the index of SKUs begins with the account."""
    variant = table_of(Variant)
    return (variant.c.account_id == ACCOUNT) & (variant.c.sku == sku)


LISTING = Listing(
    StockLevel,
    rows=shown(),
    filters={"sku": of_sku},
)


def get(account_id: UUID, level_id: UUID) -> Record:
    """Give one level.

    Raises StockLevelNotFound.
    """
    level = _by_id.one(this_account=account_id, level_id=level_id)
    if level is None:
        raise StockLevelNotFound(id=level_id)
    return level


def find(account_id: UUID, paging: Paging, **filters: Any) -> Page:
    """List levels."""
    return LISTING.page(account_id, paging, filters)


def change(account_id: UUID, level_id: UUID, *, version: int | None, **changes: Any) -> Record:
    """Change the settings of a level; the numbers change by movements alone.

    Raises StockLevelNotFound, StaleVersion, PromisesExceeded.
    """
    was = get(account_id, level_id)
    exceeded = PromisesExceeded(on_hand=was["on_hand"], reserved=was["reserved"])
    with explained(ck_stock_levels_never_oversold=lambda: exceeded):
        audited.patch(
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
    rows = [
        {"account_id": account_id, "variant_id": variant_id, "location_id": location_id}
        for variant_id, location_id in missing
    ]
    records.create_missing(StockLevel, rows)
    return {**found, **_ids(account_id, missing)}


def _ids(account_id: UUID, pairs: list[tuple[UUID, UUID]]) -> dict[tuple[UUID, UUID], UUID]:
    """Find levels of the variants; one may lie at more places than those asked for."""
    found = _of_variants.many(
        account_id=account_id, variant_ids={variant_id for variant_id, _ in pairs}
    )
    ids = {(row["variant_id"], row["location_id"]): row["id"] for row in found}
    return {pair: ids[pair] for pair in pairs if pair in ids}


@Statement
def _by_id() -> Select[Any]:
    return shown().where(table_of(StockLevel).c.id == bindparam("level_id"))


@Statement
def _of_variants() -> Select[Any]:
    table = table_of(StockLevel)
    theirs = (
        table.c.account_id == bindparam("account_id"),
        among(table.c.variant_id, "variant_ids"),
    )
    return select(table.c.id, table.c.variant_id, table.c.location_id).where(*theirs)

"""What may be promised of a SKU, over all locations and at each."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, select

from models import Location, StockLevel, Variant
from models.among import among
from services.records import Record, Statement, grouped, table_of
from services.stock.levels import available


def check(account_id: UUID, *, skus: list[str]) -> dict[str, Any]:
    """Give the units of each SKU that may be promised, and which SKUs are unknown.

    A location that is switched off is shown but does not count.
    """
    wanted = list(dict.fromkeys(skus))
    by_sku = grouped(_shelves.many(account_id=account_id, skus=wanted), "sku")
    known = [sku for sku in wanted if sku in by_sku]
    return {
        "data": [_sum_up(sku, by_sku[sku]) for sku in known],
        "unknown_skus": [sku for sku in wanted if sku not in by_sku],
    }


def _sum_up(sku: str, rows: list[Record]) -> Record:
    stocked = [row for row in rows if row["location_id"] is not None]
    total = sum(max(0, row["available"]) for row in stocked if row["is_active"])
    return {"sku": sku, "available": total, "locations": stocked}


@Statement
def _shelves() -> Select[Any]:
    variant, level, location = table_of(Variant), table_of(StockLevel), table_of(Location)
    return (
        select(
            variant.c.sku,
            level.c.location_id,
            level.c.on_hand,
            level.c.reserved,
            available().label("available"),
            location.c.is_active,
        )
        .select_from(variant)
        .outerjoin(level, level.c.variant_id == variant.c.id)
        .outerjoin(location, location.c.id == level.c.location_id)
        .where(variant.c.account_id == bindparam("account_id"), among(variant.c.sku, "skus"))
        .order_by(location.c.priority, location.c.id)
    )

"""Plan where the units of an order come from, before anything is locked.

Lines that name a location take from it alone. The others take by the priority of the
active locations, split where one place is not enough.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, select

from models import Location, Product, StockLevel, UnsoldReason, Variant
from models.among import among
from services.orders.errors import NotSellable, OrderedSkuUnknown, OrderLocationUnknown
from services.records import Record, Statement, table_of


@dataclass(frozen=True, slots=True)
class Take:
    """Units of one level for one line (by its position in the payload)."""

    line: int
    level_id: UUID
    location_id: UUID
    quantity: int


@dataclass(slots=True)
class Shelf:
    """One level on offer; `free` goes down while the plan is made."""

    level_id: UUID
    location_id: UUID
    free: int
    by_priority: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """The variants that were asked for, by SKU, and the shelves they lie on."""

    variants: dict[str, Record]
    shelves: dict[str, list[Shelf]]


def look_up(account_id: UUID, lines: list[Record], currency: str) -> Offer:
    """Read variants and shelves of all lines in one statement, and refuse what is not sold.

    Raises OrderedSkuUnknown, NotSellable, OrderLocationUnknown.
    """
    skus = sorted({line["sku"] for line in lines})
    rows = _offered.many(account_id=account_id, skus=skus)
    variants = {row["sku"]: row for row in rows}
    for position, line in enumerate(lines):
        if line["sku"] not in variants:
            raise OrderedSkuUnknown(pointer=f"/lines/{position}/sku", sku=line["sku"])
    unsold = [
        {"sku": sku, "reason": reason}
        for sku, variant in variants.items()
        if (reason := _why_unsold(variant, currency))
    ]
    if unsold:
        raise NotSellable(lines=unsold)
    shelves = _shelves(rows)
    _check_locations(account_id, lines, shelves)
    return Offer(variants, shelves)


def make(lines: list[Record], offer: Offer) -> tuple[list[Take], list[Record]]:
    """Give what to take from where, and the SKUs that are short; changes `offer`."""
    takes: list[Take] = []
    left: dict[int, int] = {}
    named_first = sorted(range(len(lines)), key=lambda n: lines[n].get("location_id") is None)
    for position in named_first:
        missing = lines[position]["quantity"]
        for shelf in _usable(lines[position], offer):
            quantity = max(0, min(missing, shelf.free))
            if quantity:
                takes.append(Take(position, shelf.level_id, shelf.location_id, quantity))
                shelf.free -= quantity
                missing -= quantity
        left[position] = missing
    return takes, _short(lines, left)


def _usable(line: Record, offer: Offer) -> list[Shelf]:
    shelves = offer.shelves.get(line["sku"], [])
    wanted = line.get("location_id")
    if wanted is None:
        return [shelf for shelf in shelves if shelf.by_priority]
    return [shelf for shelf in shelves if shelf.location_id == wanted]


def _short(lines: list[Record], left: dict[int, int]) -> list[Record]:
    """Sum up by SKU what was requested and what could be had."""
    sums: dict[str, Record] = {}
    for position, line in enumerate(lines):
        entry = sums.setdefault(line["sku"], {"sku": line["sku"], "requested": 0, "available": 0})
        entry["requested"] += line["quantity"]
        entry["available"] += line["quantity"] - left[position]
    return [entry for entry in sums.values() if entry["available"] < entry["requested"]]


def _why_unsold(variant: Record, currency: str) -> UnsoldReason | None:
    if variant["status"] != "active":
        return UnsoldReason(variant["status"])
    if variant["product_status"] != "active":
        return UnsoldReason(variant["product_status"])
    if variant["price_minor"] is None:
        return UnsoldReason.NO_PRICE
    return None if variant["currency"] == currency else UnsoldReason.OTHER_CURRENCY


def _shelves(rows: list[Record]) -> dict[str, list[Shelf]]:
    shelves: dict[str, list[Shelf]] = {}
    for row in rows:
        if row["level_id"] is not None:
            shelf = Shelf(row["level_id"], row["location_id"], row["free"], row["is_active"])
            shelves.setdefault(row["sku"], []).append(shelf)
    return shelves


def _check_locations(
    account_id: UUID, lines: list[Record], shelves: dict[str, list[Shelf]]
) -> None:
    """Refuse a named location that is not the account's; asks only where no shelf is there."""
    known = {shelf.location_id for row in shelves.values() for shelf in row}
    asked = {line["location_id"] for line in lines if line.get("location_id")} - known
    if not asked:
        return
    unknown = asked - {row["id"] for row in _locations.many(account_id=account_id, ids=asked)}
    for position, line in enumerate(lines):
        if line.get("location_id") in unknown:
            raise OrderLocationUnknown(
                pointer=f"/lines/{position}/location_id", location_id=line["location_id"]
            )


@Statement
def _offered() -> Select[Any]:
    """Each variant with each shelf it lies on, by priority; one that lies nowhere comes too."""
    variant, product = table_of(Variant), table_of(Product)
    level, location = table_of(StockLevel), table_of(Location)
    free = level.c.on_hand - level.c.reserved - level.c.safety_stock + level.c.backorder_limit
    return (
        select(
            variant.c.id,
            variant.c.sku,
            variant.c.title,
            variant.c.price_minor,
            variant.c.currency,
            variant.c.status,
            product.c.title.label("product_title"),
            product.c.status.label("product_status"),
            level.c.id.label("level_id"),
            level.c.location_id,
            free.label("free"),
            location.c.is_active,
        )
        .join(product, product.c.id == variant.c.product_id)
        .outerjoin(level, level.c.variant_id == variant.c.id)
        .outerjoin(location, location.c.id == level.c.location_id)
        .where(variant.c.account_id == bindparam("account_id"), among(variant.c.sku, "skus"))
        .order_by(location.c.priority, location.c.id)
    )


@Statement
def _locations() -> Select[Any]:
    table = table_of(Location)
    owned = table.c.account_id == bindparam("account_id")
    return select(table.c.id).where(owned, among(table.c.id, "ids"))

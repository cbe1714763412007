"""Movements: goods come in, counts are corrected; each is one row of the ledger."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, select

from models import MovementKind, StockLevel, StockMovement, Variant
from services.errors import Conflict, Invalid, NotFound
from services.paging import ACCOUNT, Listing, Page, Paging
from services.records import Record, Statement, table_of
from services.stock import levels, locations
from services.stock.ledger import Change, Entry, post


class StockMovementNotFound(NotFound):
    """There is no such movement."""


class UnknownSku(Invalid):
    """No variant of the account has this SKU.

    SKUs must match exactly; `GET /v1/variants?q=` searches.
    """


class UnknownLocation(Invalid):
    """The account has no location of this id.

    `GET /v1/locations` lists them.
    """


class StockChanged(Conflict):
    """The stock is not what you expected it to be.

    `details.on_hand` is what there is now; look again and decide anew.
    """


class StockPromised(Conflict):
    """So many units cannot be taken away.

    `details.removable` units may go: the others are promised to orders or are not there.
    """


def record(
    account_id: UUID,
    *,
    actor: str,
    kind: str,
    sku: str,
    location_id: UUID,
    quantity: int,
    expected_on_hand: int | None = None,
    reference: str | None = None,
    reason: str | None = None,
    occurred_at: datetime | None = None,
) -> Record:
    """Receive units, or adjust them by a signed `quantity`; give the ledger row.

    With `expected_on_hand` nothing moves unless so many units are on hand.
    Raises UnknownSku, UnknownLocation, StockChanged, StockPromised.
    """
    pair = (_variant_id(account_id, sku), _location_id(account_id, location_id))
    level_id = levels.ensure(account_id, [pair])[pair]
    entry = Entry(MovementKind(kind), actor, reference, reason, occurred_at)
    change = Change(level_id, on_hand=quantity, expected_on_hand=expected_on_hand)
    movements = post(account_id, entry, [change])
    if not movements:
        raise _refusal(account_id, level_id, expected_on_hand)
    return {**movements[0], "sku": sku}


def get(account_id: UUID, movement_id: UUID) -> Record:
    """Give one movement.

    Raises StockMovementNotFound.
    """
    found = _by_id.one(this_account=account_id, movement_id=movement_id)
    if found is None:
        raise StockMovementNotFound(id=movement_id)
    return found


def find(account_id: UUID, paging: Paging, **filters: Any) -> Page:
    """List movements, the ledger itself."""
    if {"sku", "location_id"} <= filters.keys():  # that is one level, whose rows lie in order
        place = {"sku": filters.pop("sku"), "location_id": filters.pop("location_id")}
        filters["level"] = _level_of.value(this_account=account_id, **place)
    return LISTING.page(account_id, paging, filters)


def _shown() -> Select[Any]:
    table, variant = table_of(StockMovement), table_of(Variant)
    joined = select(table, variant.c.sku).join(variant, variant.c.id == table.c.variant_id)
    return joined.where(table.c.account_id == ACCOUNT)


def _of_sku(sku: BindParameter[str]) -> ColumnElement[bool]:
    """Whether a movement is of this SKU: of one variant, so that they come in their order."""
    table = table_of(Variant).alias()
    one = select(table.c.id).where(table.c.account_id == ACCOUNT, table.c.sku == sku)
    return table_of(StockMovement).c.variant_id == one.scalar_subquery()


def _of_level(level_id: BindParameter[UUID]) -> ColumnElement[bool]:
    return table_of(StockMovement).c.stock_level_id == level_id


LISTING = Listing(StockMovement, rows=_shown(), filters={"sku": _of_sku, "level": _of_level})


@Statement
def _level_of() -> Select[Any]:
    table, variant = table_of(StockLevel), table_of(Variant)
    joined = select(table.c.id).join(variant, variant.c.id == table.c.variant_id)
    there = table.c.location_id == bindparam("location_id")
    return joined.where(levels.of_sku(bindparam("sku")), table.c.account_id == ACCOUNT, there)


@Statement
def _by_id() -> Select[Any]:
    return _shown().where(table_of(StockMovement).c.id == bindparam("movement_id"))


@Statement
def _by_sku() -> Select[Any]:
    table = table_of(Variant)
    names = ("account_id", "sku")
    return select(table.c.id).where(*(table.c[name] == bindparam(name) for name in names))


def _variant_id(account_id: UUID, sku: str) -> UUID:
    found: UUID | None = _by_sku.value(account_id=account_id, sku=sku)
    if found is None:
        raise UnknownSku(pointer="/sku", sku=sku)
    return found


def _location_id(account_id: UUID, location_id: UUID) -> UUID:
    try:
        locations.get(account_id, location_id)
    except locations.LocationNotFound:
        raise UnknownLocation(pointer="/location_id", location_id=location_id) from None
    return location_id


def _refusal(account_id: UUID, level_id: UUID, expected: int | None) -> Conflict:
    level = levels.get(account_id, level_id)
    if expected is not None and level["on_hand"] != expected:
        why = f"{level['on_hand']} units are on hand, not {expected}."
        return StockChanged(why, on_hand=level["on_hand"], expected_on_hand=expected)
    free = level["on_hand"] + level["backorder_limit"] - level["reserved"]
    removable = max(0, min(level["on_hand"], free))
    why = f"At most {removable} of {level['on_hand']} units can be taken away."
    return StockPromised(why, on_hand=level["on_hand"], removable=removable)

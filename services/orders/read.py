"""Orders as they are shown: the order, its lines, where the units come from, its parcels."""

from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, exists, select

from models import (
    Fulfilment,
    FulfilmentLine,
    Order,
    OrderLine,
    Reservation,
    ReservationLine,
    StockLevel,
    Variant,
)
from models.among import among
from services import records
from services.orders.errors import FulfilmentNotFound, OrderNotFound
from services.orders.states import allowed_actions
from services.paging import ACCOUNT, Listing, Page, Paging
from services.records import Record, Statement, attach, table_of

EXPANDABLE = {"lines.variant": "catalogue:read"}
"""What `expand` may name, and the scope it needs."""
UNSHOWN = ("account_id", "created_at")
"""Columns of lines that nobody asks for: to read an id costs as much as to show it."""


def _has_sku(sku: BindParameter[Any]) -> ColumnElement[bool]:
    """Whether an order has a line of this SKU; of several the first finds it."""
    line, before = table_of(OrderLine), table_of(OrderLine).alias()
    of_same = (before.c.order_id == line.c.order_id, before.c.sku == line.c.sku)
    is_second = exists().where(*of_same, before.c.position < line.c.position)
    theirs = (line.c.account_id == ACCOUNT, line.c.sku == sku)
    return and_(table_of(Order).c.id == line.c.order_id, *theirs, ~is_second)


LISTING = Listing(
    Order,
    sorts=("created_at", "updated_at"),
    filters={"sku": _has_sku},
    walks={
        # A line is as old as its order.
        "sku": {
            "created_at": table_of(OrderLine).c.created_at,
            "id": table_of(OrderLine).c.order_id,
        }
    },
)
PARCELS = Listing(Fulfilment)


def get(account_id: UUID, order_id: UUID, *, expand: frozenset[str] = frozenset()) -> Record:
    """Give one order.

    Raises OrderNotFound.
    """
    order = records.get_ahead(Order, account_id, order_id, OrderNotFound)
    below = Below([order_id])
    return below.attached_to([order()], expand)[0]


def find(
    account_id: UUID, paging: Paging, *, expand: frozenset[str] = frozenset(), **filters: Any
) -> Page:
    """List orders; `sku` finds those with a line of it."""
    return LISTING.page(account_id, paging, filters, complete=lambda rows: complete(rows, expand))


def by_external_ref(account_id: UUID, channel: str | None, external_ref: str) -> Record | None:
    """Give the order that a channel sent before, if it did."""
    return _by_ref.one(account_id=account_id, channel=channel, external_ref=external_ref)


def lines_of(order_ids: list[UUID]) -> list[Record]:
    """Give the lines of orders, in order."""
    return _lines.many(order_ids=order_ids)


def reserved_of(order_ids: list[UUID]) -> list[Record]:
    """Give the reservation lines of orders, with the location of each."""
    return _reserved.many(order_ids=order_ids)


def complete(orders: list[Record], expand: frozenset[str] = frozenset()) -> list[Record]:
    """Add lines, allocations and parcels; the number of statements does not grow with rows."""
    return Below([order["id"] for order in orders]).attached_to(orders, expand)


class Below:
    """What lies below orders in other tables."""

    def __init__(self, order_ids: list[UUID]) -> None:
        self._lines: list[Record] = []
        self._allocations: list[Record] = []
        _lines.ahead(self._lines.extend, order_ids=order_ids)
        _allocations.ahead(self._allocations.extend, order_ids=order_ids)
        self._parcels = _parcels.many(order_ids=order_ids)

    def attached_to(self, orders: list[Record], expand: frozenset[str]) -> list[Record]:
        """Add it to orders, as their schema shows them."""
        if "lines.variant" in expand:
            _add_variants(self._lines)
        attach(self._lines, self._allocations, "order_line_id", "allocations")
        attach(orders, self._lines, "order_id", "lines")
        attach(orders, with_lines(self._parcels), "order_id", "fulfilments")
        return [_shown(order) for order in orders]


def assembled(order: Record, lines: list[Record], reserved: list[Record]) -> Record:
    """Put a new order together as its schema shows it."""
    attach(lines, reserved, "order_line_id", "allocations")
    return _shown({**order, "lines": lines, "fulfilments": []})


def _shown(order: Record) -> Record:
    order["customer"] = {"email": order["customer_email"], "name": order["customer_name"]}
    order["allowed_actions"] = allowed_actions(order)
    return order


def with_lines(parcels: list[Record]) -> list[Record]:
    """Add to parcels what is in them."""
    if not parcels:
        return []
    inside = _inside.many(parcel_ids=[parcel["id"] for parcel in parcels])
    attach(parcels, inside, "fulfilment_id", "lines")
    return parcels


def get_fulfilment(account_id: UUID, fulfilment_id: UUID) -> Record:
    """Give one parcel.

    Raises FulfilmentNotFound.
    """
    return with_lines([records.get(Fulfilment, account_id, fulfilment_id, FulfilmentNotFound)])[0]


def find_fulfilments(account_id: UUID, paging: Paging, **filters: Any) -> Page:
    """List parcels."""
    return PARCELS.page(account_id, paging, filters, complete=with_lines)


def _add_variants(lines: list[Record]) -> None:
    found = _variants.many(variant_ids={line["variant_id"] for line in lines})
    variants = {row["id"]: row for row in found}
    for line in lines:
        line["variant"] = variants[line["variant_id"]]


@Statement
def _by_ref() -> Select[Any]:
    table = table_of(Order)
    names = ("account_id", "channel", "external_ref")
    return select(table).where(*(table.c[name] == bindparam(name) for name in names))


@Statement
def _lines() -> Select[Any]:
    table = table_of(OrderLine)
    columns = [column for column in table.c if column.name not in UNSHOWN]
    theirs = select(*columns).where(among(table.c.order_id, "order_ids"))
    return theirs.order_by(table.c.order_id, table.c.position)


def _promised(*columns: Any) -> Select[Any]:
    """Select of the reservation lines of orders, with the level of each."""
    table, level, promise = table_of(ReservationLine), table_of(StockLevel), table_of(Reservation)
    return (
        select(*columns)
        .select_from(table)
        .join(level, level.c.id == table.c.stock_level_id)
        .join(promise, promise.c.id == table.c.reservation_id)
        .where(among(promise.c.order_id, "order_ids"))
        .order_by(table.c.id)
    )


@Statement
def _allocations() -> Select[Any]:
    table, names = table_of(ReservationLine), ("order_line_id", "quantity", "shipped", "released")
    return _promised(*(table.c[name] for name in names), table_of(StockLevel).c.location_id)


@Statement
def _reserved() -> Select[Any]:
    table, level, promise = table_of(ReservationLine), table_of(StockLevel), table_of(Reservation)
    return _promised(table, level.c.location_id, promise.c.order_id)


@Statement
def _parcels() -> Select[Any]:
    table = table_of(Fulfilment)
    return select(table).where(among(table.c.order_id, "order_ids")).order_by(table.c.id)


@Statement
def _inside() -> Select[Any]:
    table, line = table_of(FulfilmentLine), table_of(OrderLine)
    return (
        select(table, line.c.sku)
        .join(line, line.c.id == table.c.order_line_id)
        .where(among(table.c.fulfilment_id, "parcel_ids"))
        .order_by(table.c.id)
    )


@Statement
def _variants() -> Select[Any]:
    table = table_of(Variant)
    return select(table).where(among(table.c.id, "variant_ids"))

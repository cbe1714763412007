"""Orders as they are shown: the order, its lines, where the units come from, its parcels."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

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
from services import records
from services.filters import narrowed
from services.orders.errors import FulfilmentNotFound, OrderNotFound
from services.orders.states import allowed_actions
from services.paging import Page, Paging, page
from services.records import Record, grouped, many, table_of

EXPANDABLE = {"lines.variant": "catalogue:read"}
"""What `expand` may name, and the scope it needs."""


def get(account_id: UUID, order_id: UUID, *, expand: frozenset[str] = frozenset()) -> Record:
    """Give one order.

    Raises OrderNotFound.
    """
    return complete([records.get(Order, account_id, order_id, OrderNotFound)], expand)[0]


def find(
    account_id: UUID, paging: Paging, *, expand: frozenset[str] = frozenset(), **filters: Any
) -> Page:
    """List orders; `sku` finds those with a line of it."""
    table, line = table_of(Order), table_of(OrderLine)
    statement = select(table).where(table.c.account_id == account_id)
    if sku := filters.pop("sku", None):
        theirs = (line.c.account_id == account_id, line.c.sku == sku)
        statement = statement.where(table.c.id.in_(select(line.c.order_id).where(*theirs)))
    sorts = {name: table.c[name] for name in ("created_at", "updated_at")}
    return page(
        narrowed(statement, table, filters),
        paging,
        sorts=sorts,
        row_id=table.c.id,
        complete=lambda rows: complete(rows, expand),
    )


def by_external_ref(account_id: UUID, channel: str | None, external_ref: str) -> Record | None:
    """Give the order that a channel sent before, if it did."""
    table = table_of(Order)
    same = (table.c.channel == channel, table.c.external_ref == external_ref)
    return records.one(select(table).where(table.c.account_id == account_id, *same))


def lines_of(order_ids: list[UUID]) -> list[Record]:
    """Give the lines of orders, in order."""
    table = table_of(OrderLine)
    return many(
        select(table)
        .where(table.c.order_id.in_(order_ids))
        .order_by(table.c.order_id, table.c.position)
    )


def reserved_of(order_ids: list[UUID]) -> list[Record]:
    """Give the reservation lines of orders, with the location of each."""
    table, level, promise = table_of(ReservationLine), table_of(StockLevel), table_of(Reservation)
    return many(
        select(table, level.c.location_id, promise.c.order_id)
        .join(level, level.c.id == table.c.stock_level_id)
        .join(promise, promise.c.id == table.c.reservation_id)
        .where(promise.c.order_id.in_(order_ids))
        .order_by(table.c.id)
    )


def complete(orders: list[Record], expand: frozenset[str] = frozenset()) -> list[Record]:
    """Add lines, allocations and parcels; the number of statements does not grow with rows."""
    ids = [order["id"] for order in orders]
    lines = lines_of(ids)
    if "lines.variant" in expand:
        _add_variants(lines)
    by_order = grouped(lines, "order_id")
    reserved = grouped(reserved_of(ids), "order_id")
    parcels = grouped(fulfilments(ids), "order_id")
    return [
        assembled(
            order,
            by_order.get(order["id"], []),
            reserved.get(order["id"], []),
            parcels.get(order["id"], []),
        )
        for order in orders
    ]


def assembled(
    order: Record, lines: list[Record], reserved: list[Record], parcels: list[Record]
) -> Record:
    """Put the parts of an order together as its schema shows them."""
    by_line = grouped(reserved, "order_line_id")
    return {
        **order,
        "customer": {"email": order["customer_email"], "name": order["customer_name"]},
        "lines": [{**line, "allocations": by_line.get(line["id"], [])} for line in lines],
        "fulfilments": parcels,
        "allowed_actions": allowed_actions(order),
    }


def fulfilments(order_ids: list[UUID]) -> list[Record]:
    """Give the parcels of orders with their lines."""
    table = table_of(Fulfilment)
    theirs = select(table).where(table.c.order_id.in_(order_ids)).order_by(table.c.id)
    return with_lines(many(theirs))


def with_lines(parcels: list[Record]) -> list[Record]:
    """Add to parcels what is in them."""
    table, line = table_of(FulfilmentLine), table_of(OrderLine)
    ids = [parcel["id"] for parcel in parcels]
    inside = many(
        select(table, line.c.sku)
        .join(line, line.c.id == table.c.order_line_id)
        .where(table.c.fulfilment_id.in_(ids))
        .order_by(table.c.id)
    )
    by_parcel = grouped(inside, "fulfilment_id")
    return [{**parcel, "lines": by_parcel.get(parcel["id"], [])} for parcel in parcels]


def get_fulfilment(account_id: UUID, fulfilment_id: UUID) -> Record:
    """Give one parcel.

    Raises FulfilmentNotFound.
    """
    return with_lines([records.get(Fulfilment, account_id, fulfilment_id, FulfilmentNotFound)])[0]


def find_fulfilments(account_id: UUID, paging: Paging, **filters: Any) -> Page:
    """List parcels."""
    table = table_of(Fulfilment)
    statement = narrowed(select(table).where(table.c.account_id == account_id), table, filters)
    sorts = {"created_at": table.c.created_at}
    return page(statement, paging, sorts=sorts, row_id=table.c.id, complete=with_lines)


def _add_variants(lines: list[Record]) -> None:
    table = table_of(Variant)
    ids = {line["variant_id"] for line in lines}
    variants = {row["id"]: row for row in many(select(table).where(table.c.id.in_(ids)))}
    for line in lines:
        line["variant"] = variants[line["variant_id"]]

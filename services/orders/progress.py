"""Confirm and cancel: each transition is one guarded UPDATE."""

from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Update, bindparam, func, update

from models import (
    MovementKind,
    Order,
    OrderLine,
    OrderStatus,
    Reservation,
    ReservationLine,
    ReservationStatus,
    utcnow,
)
from models.among import among
from services import audit, records
from services.orders import read
from services.orders.errors import InvalidTransition, OrderNotFound
from services.orders.states import allowed_actions
from services.records import Record, Statement, table_of
from services.stock.ledger import Change, Entry, add_up, post

DONE = {"confirm": "confirmed", "cancel": "cancelled", "ship": "shipped", "complete": "completed"}
"""What is said of an action once it was done."""


def confirm(account_id: UUID, order_id: UUID) -> Record:
    """Take the order for good: its units are committed.

    Raises OrderNotFound, InvalidTransition.
    """
    status = OrderStatus.CONFIRMED
    order = move(
        account_id,
        order_id,
        "confirm",
        [OrderStatus.PENDING_PAYMENT],
        status=status,
        confirmed_at=utcnow(),
    )
    set_reservation(order_id, ReservationStatus.COMMITTED)
    return read.complete([order])[0]


def cancel(account_id: UUID, order_id: UUID, *, actor: str) -> Record:
    """Call the order off and give its units back; nothing of it may have shipped.

    Raises OrderNotFound, InvalidTransition.
    """
    before = [OrderStatus.PENDING_PAYMENT, OrderStatus.CONFIRMED]
    order = move(
        account_id,
        order_id,
        "cancel",
        before,
        unshipped=True,
        status=OrderStatus.CANCELLED,
        cancelled_at=utcnow(),
    )
    _cancel_lines.run(order_id=order_id)
    reserved = read.reserved_of([order_id])
    _release.run(ids=[row["id"] for row in reserved])
    set_reservation(order_id, ReservationStatus.RELEASED)
    entry = Entry(MovementKind.RELEASED, actor, reference=order["number"])
    changes = [Change(row["stock_level_id"], reserved=-row["quantity"]) for row in reserved]
    if not post(account_id, entry, add_up(changes)):
        raise RuntimeError("the ledger refused to give back what it had promised")
    return read.complete([order])[0]


def move(
    account_id: UUID,
    order_id: UUID,
    action: str,
    before: list[OrderStatus],
    *,
    unshipped: bool = False,
    **values: Any,
) -> Record:
    """Move an order on if it is in one of the states `before`; give the row.

    With `unshipped` nothing of it may have left. Raises OrderNotFound, InvalidTransition.
    """
    moved = _moved(tuple(values), unshipped).one(
        this_account=account_id, this_id=order_id, before=before, updated_at=utcnow(), **values
    )
    if moved is not None:
        _tell(moved, action, before)
        return moved
    order = records.get(Order, account_id, order_id, OrderNotFound)
    allowed = allowed_actions(order)
    raise InvalidTransition(
        f"An order that is {order['status']} cannot {action}.",
        status=order["status"],
        allowed_actions=allowed,
    )


def _tell(order: Record, action: str, before: list[OrderStatus]) -> None:
    """Write down that an order moved on; one that was cancelled says whether it was confirmed."""
    is_late = len(before) > 1 and order["confirmed_at"] is not None
    was = {"status": OrderStatus.CONFIRMED if is_late else before[0]}
    changes = audit.differences(was, {"status": order["status"]})
    audit.record(order["account_id"], f"order.{DONE[action]}", order["id"], changes=changes)


def set_reservation(order_id: UUID, status: ReservationStatus) -> None:
    """Say where the order's promise of stock stands."""
    _set_reservation.run(this_order=order_id, status=status, updated_at=utcnow())


@cache
def _moved(names: tuple[str, ...], unshipped: bool) -> Statement:
    table = table_of(Order)
    values: dict[str, Any] = {name: bindparam(name) for name in (*names, "updated_at")}
    values["version"] = table.c.version + 1
    if "shipped_at" in names:  # the first parcel's instant stays
        shipped_at = table.c.shipped_at
        now = bindparam("shipped_at", type_=shipped_at.type)
        values["shipped_at"] = func.coalesce(shipped_at, now)
    owned = (table.c.account_id == bindparam("this_account"), table.c.id == bindparam("this_id"))
    guards = [table.c.shipped_at.is_(None)] if unshipped else []
    moved = update(table).where(*owned, among(table.c.status, "before"), *guards)
    return Statement(lambda: moved.values(**values).returning(*table.c))


@Statement
def _set_reservation() -> Update:
    table = table_of(Reservation)
    values: Record = {"status": bindparam("status"), "updated_at": bindparam("updated_at")}
    this = table.c.order_id == bindparam("this_order")
    return update(table).where(this).values(version=table.c.version + 1, **values)


@Statement
def _cancel_lines() -> Update:
    table = table_of(OrderLine)
    theirs = table.c.order_id == bindparam("order_id")
    return update(table).where(theirs).values(cancelled=table.c.quantity)


@Statement
def _release() -> Update:
    table = table_of(ReservationLine)
    open_units = table.c.quantity - table.c.shipped
    return update(table).where(among(table.c.id, "ids")).values(released=open_units)

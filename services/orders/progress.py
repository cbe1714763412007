"""Confirm and cancel: each transition is one guarded UPDATE."""

from typing import Any
from uuid import UUID

from sqlalchemy import update

from models import (
    MovementKind,
    Order,
    OrderLine,
    OrderStatus,
    Reservation,
    ReservationLine,
    ReservationStatus,
    db,
    utcnow,
)
from services import records
from services.orders import read
from services.orders.errors import InvalidTransition, OrderNotFound
from services.orders.states import allowed_actions
from services.records import Record, table_of
from services.stock.ledger import Change, Entry, add_up, post


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
    table = table_of(Order)
    before = [OrderStatus.PENDING_PAYMENT, OrderStatus.CONFIRMED]
    order = move(
        account_id,
        order_id,
        "cancel",
        before,
        table.c.shipped_at.is_(None),
        status=OrderStatus.CANCELLED,
        cancelled_at=utcnow(),
    )
    lines = table_of(OrderLine)
    db.session.execute(
        update(lines).where(lines.c.order_id == order_id).values(cancelled=lines.c.quantity)
    )
    reserved = read.reserved_of([order_id])
    _release(reserved)
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
    *guards: Any,
    **values: Any,
) -> Record:
    """Move an order on if it is in one of the states `before`; give the row.

    Raises OrderNotFound, InvalidTransition.
    """
    table = table_of(Order)
    this = (table.c.account_id == account_id, table.c.id == order_id)
    values |= {"version": table.c.version + 1, "updated_at": utcnow()}
    moved = (
        db.session.execute(
            update(table)
            .where(*this, table.c.status.in_(before), *guards)
            .values(**values)
            .returning(*table.c)
        )
        .mappings()
        .first()
    )
    if moved is not None:
        return dict(moved)
    order = records.get(Order, account_id, order_id, OrderNotFound)
    allowed = allowed_actions(order)
    raise InvalidTransition(
        f"An order that is {order['status']} cannot {action}.",
        status=order["status"],
        allowed_actions=allowed,
    )


def set_reservation(order_id: UUID, status: ReservationStatus) -> None:
    """Say where the order's promise of stock stands."""
    table = table_of(Reservation)
    changed = {"status": status, "version": table.c.version + 1, "updated_at": utcnow()}
    db.session.execute(update(table).where(table.c.order_id == order_id).values(**changed))


def _release(reserved: list[Record]) -> None:
    table = table_of(ReservationLine)
    ids = [row["id"] for row in reserved]
    db.session.execute(
        update(table).where(table.c.id.in_(ids)).values(released=table.c.quantity - table.c.shipped)
    )

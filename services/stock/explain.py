"""Why a stock level shows the numbers it shows."""

from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, cast, func, select

from models import Order, Reservation, ReservationLine, StockMovement
from services.records import Record, many, table_of
from services.stock import levels

MOST = 50


def explain(account_id: UUID, level_id: UUID) -> Record:
    """Give a level with the movements, promises and settings that make it up.

    Movements are summed up by kind and the latest 50 listed; of the open promises the
    oldest 50. Raises StockLevelNotFound.
    """
    level = levels.get(account_id, level_id)
    return {
        "level": level,
        "available": {
            "on_hand": level["on_hand"],
            "reserved": level["reserved"],
            "safety_stock": level["safety_stock"],
            "available": level["available"],
        },
        "movements_by_kind": many(_sums(account_id, level_id)),
        "latest_movements": many(_latest(account_id, level_id)),
        "open_reservations": many(_promises(account_id, level_id)),
    }


def _sums(account_id: UUID, level_id: UUID) -> Any:
    table = table_of(StockMovement)
    return (
        select(
            table.c.kind,
            func.count().label("movements"),
            _total(table.c.delta_on_hand).label("delta_on_hand"),
            _total(table.c.delta_reserved).label("delta_reserved"),
        )
        .where(table.c.account_id == account_id, table.c.stock_level_id == level_id)
        .group_by(table.c.kind)
        .order_by(table.c.kind)
    )


def _total(column: ColumnElement[int]) -> ColumnElement[int]:
    return cast(func.sum(column), BigInteger)


def _latest(account_id: UUID, level_id: UUID) -> Any:
    table = table_of(StockMovement)
    these = (table.c.account_id == account_id, table.c.stock_level_id == level_id)
    return select(table).where(*these).order_by(table.c.sequence.desc()).limit(MOST)


def _promises(account_id: UUID, level_id: UUID) -> Any:
    line, reservation, order = table_of(ReservationLine), table_of(Reservation), table_of(Order)
    still_open = line.c.quantity - line.c.shipped - line.c.released
    return (
        select(
            order.c.id.label("order_id"),
            order.c.number.label("order_number"),
            reservation.c.status,
            still_open.label("quantity"),
        )
        .join(reservation, reservation.c.id == line.c.reservation_id)
        .join(order, order.c.id == reservation.c.order_id)
        .where(line.c.account_id == account_id, line.c.stock_level_id == level_id, still_open > 0)
        .order_by(line.c.id)
        .limit(MOST)
    )

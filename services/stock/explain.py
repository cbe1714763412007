"""Why a stock level shows the numbers it shows."""

from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, Select, Table, bindparam, cast, func, select

from models import Order, Reservation, ReservationLine, StockMovement
from services.records import Record, Statement, table_of
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
        "movements_by_kind": _sums.many(account_id=account_id, level_id=level_id),
        "latest_movements": _latest.many(account_id=account_id, level_id=level_id),
        "open_reservations": _promises.many(account_id=account_id, level_id=level_id),
    }


@Statement
def _sums() -> Select[Any]:
    table = table_of(StockMovement)
    return (
        select(
            table.c.kind,
            func.count().label("movements"),
            _total(table.c.delta_on_hand).label("delta_on_hand"),
            _total(table.c.delta_reserved).label("delta_reserved"),
        )
        .where(*_of_level(table))
        .group_by(table.c.kind)
        .order_by(table.c.kind)
    )


def _of_level(table: Table) -> tuple[ColumnElement[bool], ...]:
    owned = table.c.account_id == bindparam("account_id")
    return owned, table.c.stock_level_id == bindparam("level_id")


def _total(column: ColumnElement[int]) -> ColumnElement[int]:
    return cast(func.sum(column), BigInteger)


@Statement
def _latest() -> Select[Any]:
    table = table_of(StockMovement)
    return select(table).where(*_of_level(table)).order_by(table.c.sequence.desc()).limit(MOST)


@Statement
def _promises() -> Select[Any]:
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
        .where(*_of_level(line), still_open > 0)
        .order_by(line.c.id)
        .limit(MOST)
    )

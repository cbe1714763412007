"""Ship: promised units leave the house in parcels, one per location."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, Update, bindparam, update

from models import (
    Fulfilment,
    FulfilmentLine,
    FulfilmentStatus,
    MovementKind,
    OrderLine,
    OrderStatus,
    ReservationLine,
    ReservationStatus,
    StockLevel,
    new_id,
    utcnow,
)
from models.among import among
from services.errors import Conflict
from services.orders import read
from services.orders.errors import OrderLineUnknown, QuantityTooLarge
from services.orders.progress import move, set_reservation
from services.records import Record, Statement, create_many, grouped, table_of
from services.stock.ledger import Change, Entry, add_up, post
from services.stock.levels import shown


class NotOnHand(Conflict):
    """Promised units are not on the shelf yet.

    They were sold as backorders. Receive stock first, or ship fewer units; `details.lines`
    names what is short, with the units to ship and those on hand.
    """


def ship(
    account_id: UUID,
    order_id: UUID,
    *,
    actor: str,
    lines: list[Record] | None = None,
    carrier: str | None = None,
    tracking_number: str | None = None,
) -> Record:
    """Ship a confirmed order, or some `lines` of it: `{line_id, quantity}`.

    Makes one fulfilment per location. The order is completed when nothing is left.
    Raises OrderNotFound, InvalidTransition, OrderLineUnknown, QuantityTooLarge, NotOnHand.
    """
    order = move(account_id, order_id, "ship", [OrderStatus.CONFIRMED], shipped_at=utcnow())
    order_lines = read.lines_of([order_id])
    wanted = _wanted(order_lines, lines)
    taken = _take(read.reserved_of([order_id]), wanted)
    _record(account_id, order_id, taken, {"carrier": carrier, "tracking_number": tracking_number})
    _count(taken)
    changes = [Change(row["stock_level_id"], -row["now"], -row["now"]) for row in taken]
    entry = Entry(MovementKind.SHIPPED, actor, reference=order["number"])
    if not post(account_id, entry, add_up(changes)):
        raise NotOnHand(lines=_short(account_id, taken))
    left = sum(line["quantity"] - line["fulfilled"] for line in order_lines) - sum(wanted.values())
    if left == 0:
        order = _complete(account_id, order_id)
    return read.complete([order])[0]


def _wanted(order_lines: list[Record], asked: list[Record] | None) -> dict[UUID, int]:
    """Give the units to ship of each line: what was asked for, else all that is left."""
    left = {line["id"]: line["quantity"] - line["fulfilled"] for line in order_lines}
    if asked is None:
        return left
    wanted: dict[UUID, int] = {}
    for position, line in enumerate(asked):
        line_id, at = line["line_id"], f"/lines/{position}"
        if line_id not in left:
            raise OrderLineUnknown(pointer=f"{at}/line_id", line_id=line_id)
        wanted[line_id] = wanted.get(line_id, 0) + line["quantity"]
        if wanted[line_id] > left[line_id]:
            why = f"{left[line_id]} units of the line are left to ship."
            raise QuantityTooLarge(why, pointer=f"{at}/quantity", left=left[line_id])
    return wanted


def _take(reserved: list[Record], wanted: dict[UUID, int]) -> list[Record]:
    """Choose the promised units that leave; each row gets `now`, the units of it."""
    missing, taken = dict(wanted), []
    for row in reserved:
        still_open = row["quantity"] - row["shipped"] - row["released"]
        now = min(missing.get(row["order_line_id"], 0), still_open)
        if now > 0:
            missing[row["order_line_id"]] -= now
            taken.append({**row, "now": now})
    return taken


def _short(account_id: UUID, taken: list[Record]) -> list[Record]:
    """Name the SKUs of which a location has fewer units than should leave it."""
    wanted = {
        level_id: sum(row["now"] for row in rows)
        for level_id, rows in grouped(taken, "stock_level_id").items()
    }
    found = _levels.many(this_account=account_id, level_ids=wanted)
    return [
        {
            "sku": level["sku"],
            "location_id": str(level["location_id"]),
            "requested": wanted[level["id"]],
            "on_hand": level["on_hand"],
        }
        for level in found
        if level["on_hand"] < wanted[level["id"]]
    ]


def _record(account_id: UUID, order_id: UUID, taken: list[Record], facts: dict[str, Any]) -> None:
    """Insert a parcel per location with its lines."""
    head = {"account_id": account_id, "order_id": order_id, **facts, "shipped_at": utcnow()}
    for location_id, rows in grouped(taken, "location_id").items():
        parcel_id = new_id()
        parcel = {"id": parcel_id, "location_id": location_id, "status": FulfilmentStatus.SHIPPED}
        create_many(Fulfilment, [{**head, **parcel}])
        inside = [
            {
                "account_id": account_id,
                "fulfilment_id": parcel_id,
                "order_line_id": row["order_line_id"],
                "quantity": row["now"],
            }
            for row in rows
        ]
        create_many(FulfilmentLine, inside)


def _count(taken: list[Record]) -> None:
    """Count the units as shipped, on the promise and on the line."""
    _ship_promise.run_each([{"this": row["id"], "now": row["now"]} for row in taken])
    _fulfil_line.run_each([{"this": row["order_line_id"], "now": row["now"]} for row in taken])


def _counted(model: Any, column: str) -> Update:
    table = table_of(model)
    more = {column: table.c[column] + bindparam("now")}
    return update(table).where(table.c.id == bindparam("this")).values(**more)


@Statement
def _ship_promise() -> Update:
    return _counted(ReservationLine, "shipped")


@Statement
def _fulfil_line() -> Update:
    return _counted(OrderLine, "fulfilled")


@Statement
def _levels() -> Select[Any]:
    return shown().where(among(table_of(StockLevel).c.id, "level_ids"))


def _complete(account_id: UUID, order_id: UUID) -> Record:
    set_reservation(order_id, ReservationStatus.FULFILLED)
    status, now = OrderStatus.COMPLETED, utcnow()
    return move(
        account_id, order_id, "complete", [OrderStatus.CONFIRMED], status=status, completed_at=now
    )

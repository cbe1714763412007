"""Place an order: plan, then write everything and take the stock in one statement at the end.

If another order took the units between the plan and the take, the whole request is done again
with a new plan.
"""

from uuid import UUID

from models import (
    MovementKind,
    Order,
    OrderLine,
    OrderStatus,
    Reservation,
    ReservationLine,
    ReservationStatus,
    new_id,
    utcnow,
)
from services.last import insert_at_last, post_at_last
from services.orders import plan, read
from services.orders.errors import (
    ExternalRefExists,
    InsufficientStock,
    OrderTotalTooLarge,
)
from services.orders.numbers import new_number
from services.orders.plan import Offer, Take
from services.records import Record, table_of
from services.stock.ledger import Change, Entry, add_up

LARGEST_TOTAL = 2**53 - 1
NAMED = 3
"""SKUs that the sentence of a refusal names; its details name all."""


def place(
    account_id: UUID,
    *,
    actor: str,
    currency: str,
    customer: Record,
    lines: list[Record],
    channel: str | None = None,
    external_ref: str | None = None,
) -> Record:
    """Place an order and promise its units; give the order with its lines.

    `lines` are `{sku, quantity, location_id?}`; a SKU may come twice.
    Raises OrderedSkuUnknown, OrderLocationUnknown, OrderTotalTooLarge, NotSellable,
    ExternalRefExists, InsufficientStock.
    """
    if external_ref is not None:
        _refuse_known(account_id, channel, external_ref)
    offer = plan.look_up(account_id, lines, currency)
    takes, short = plan.make(lines, offer)
    if short:
        raise InsufficientStock(_in_words(short), lines=short)
    head = {
        "currency": currency,
        "customer_email": customer["email"],
        "customer_name": customer.get("name"),
        "channel": channel,
        "external_ref": external_ref,
    }
    order, order_lines = _priced(account_id, head, lines, offer)
    promised = _write_at_last(account_id, actor, order, order_lines, takes)
    places = [take.location_id for take in takes]
    allocations = [{**row, "location_id": at} for row, at in zip(promised, places, strict=True)]
    return read.assembled(order, order_lines, allocations)


def _write_at_last(
    account_id: UUID, actor: str, order: Record, order_lines: list[Record], takes: list[Take]
) -> list[Record]:
    """Have the order written and its stock taken when all else is done; give what is promised."""
    reservation, promised = _reserved(account_id, order, order_lines, takes)
    insert_at_last(
        (table_of(Order), [order]),
        (table_of(OrderLine), order_lines),
        (table_of(Reservation), [reservation]),
        (table_of(ReservationLine), promised),
    )
    entry = Entry(MovementKind.RESERVED, actor, reference=order["number"])
    changes = [Change(take.level_id, reserved=take.quantity) for take in takes]
    post_at_last(account_id, entry, add_up(changes))
    return promised


def _in_words(short: list[Record]) -> str:
    first = [f"{row['sku']}: {row['available']} of {row['requested']}" for row in short[:NAMED]]
    more = f" and {len(short) - NAMED} more" if len(short) > NAMED else ""
    return f"Available are {', '.join(first)}{more}."


def _refuse_known(account_id: UUID, channel: str | None, external_ref: str) -> None:
    known = read.by_external_ref(account_id, channel, external_ref)
    if known is not None:
        raise ExternalRefExists(
            f"It is order {known['number']}.", order_id=known["id"], number=known["number"]
        )


def _priced(
    account_id: UUID, head: Record, lines: list[Record], offer: Offer
) -> tuple[Record, list[Record]]:
    """Make the order and its lines."""
    now, order_id = utcnow(), new_id()
    # Its lines are as old as the order: lists of a SKU's orders are walked by them.
    theirs: Record = {"account_id": account_id, "order_id": order_id, "created_at": now}
    priced = [theirs | _line(n, line, offer) for n, line in enumerate(lines, 1)]
    subtotal = sum(line["subtotal_minor"] for line in priced)
    if subtotal > LARGEST_TOTAL:
        raise OrderTotalTooLarge(pointer="/lines", limit_minor=LARGEST_TOTAL)
    order = {
        "id": order_id,
        "account_id": account_id,
        "number": new_number(),
        "status": OrderStatus.PENDING_PAYMENT.value,
        **head,
        "subtotal_minor": subtotal,
        "tax_minor": 0,
        "total_minor": subtotal,
        "confirmed_at": None,
        "shipped_at": None,
        "completed_at": None,
        "cancelled_at": None,
        "created_at": now,
        "updated_at": now,
        "version": 1,
    }
    return order, priced


def _line(position: int, line: Record, offer: Offer) -> Record:
    variant = offer.variants[line["sku"]]
    titles = [title for title in (variant["product_title"], variant["title"]) if title]
    subtotal = line["quantity"] * variant["price_minor"]
    return {
        "id": new_id(),
        "position": position,
        "variant_id": variant["id"],
        "sku": variant["sku"],
        "title": ", ".join(titles),
        "quantity": line["quantity"],
        "unit_price_minor": variant["price_minor"],
        "subtotal_minor": subtotal,
        "tax_minor": 0,
        "total_minor": subtotal,
        "fulfilled": 0,
        "cancelled": 0,
    }


def _reserved(
    account_id: UUID, order: Record, order_lines: list[Record], takes: list[Take]
) -> tuple[Record, list[Record]]:
    """Make the reservation and its lines, one for each take."""
    owner = {"account_id": account_id}
    status = ReservationStatus.ACTIVE.value
    reservation = {**owner, "id": new_id(), "order_id": order["id"], "status": status}
    rows = [
        {
            **owner,
            "reservation_id": reservation["id"],
            "order_line_id": order_lines[take.line]["id"],
            "stock_level_id": take.level_id,
            "quantity": take.quantity,
            "shipped": 0,
            "released": 0,
        }
        for take in takes
    ]
    return reservation, rows

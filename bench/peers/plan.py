"""Where the units of an order come from: named locations first, then by priority, split."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bench.peers.common import Problem

NAMED = 3


@dataclass(slots=True)
class Shelf:
    """One level on offer; `free` goes down while the plan is made."""

    level_id: Any
    location_id: Any
    free: int
    is_active: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """One line of the order."""

    sku: str
    quantity: int
    location_id: Any = None


Take = tuple[int, Shelf, int]
"""Number of the line from 0, the shelf, units."""


def plan(lines: Sequence[Wanted], shelves: dict[str, list[Shelf]]) -> list[Take]:
    """Give what to take from where; `shelves` of a SKU are in the order of priority.

    Raises Problem (insufficient-stock).
    """
    takes: list[Take] = []
    left = [line.quantity for line in lines]
    for n in sorted(range(len(lines)), key=lambda n: lines[n].location_id is None):
        line = lines[n]
        for shelf in shelves.get(line.sku, ()):
            wanted = line.location_id
            if not (shelf.is_active if wanted is None else shelf.location_id == wanted):
                continue
            quantity = min(left[n], shelf.free)
            if quantity > 0:
                takes.append((n, shelf, quantity))
                shelf.free -= quantity
                left[n] -= quantity
    if any(left):
        raise _insufficient(lines, left)
    return takes


def _insufficient(lines: Sequence[Wanted], left: list[int]) -> Problem:
    sums: dict[str, dict[str, Any]] = {}
    for n, line in enumerate(lines):
        row = sums.setdefault(line.sku, {"sku": line.sku, "requested": 0, "available": 0})
        row["requested"] += line.quantity
        row["available"] += line.quantity - left[n]
    short = [row for row in sums.values() if row["available"] < row["requested"]]
    said = ", ".join(f"{r['sku']}: {r['available']} of {r['requested']}" for r in short[:NAMED])
    more = f" and {len(short) - NAMED} more" if len(short) > NAMED else ""
    title = "Fewer units are available than were ordered."
    return Problem(409, "insufficient-stock", title, f"Available are {said}{more}.", lines=short)


def unsold_reason(
    variant_status: str, product_status: str, price: int | None, currency: str, wanted: str
) -> str | None:
    """Say why a variant cannot be ordered, or None if it can."""
    if variant_status != "active":
        return variant_status
    if product_status != "active":
        return product_status
    if price is None:
        return "no-price"
    return None if currency == wanted else "other-currency"


def not_sellable(lines: list[dict[str, str]]) -> Problem:
    """Refuse what is not on sale."""
    title = "Something ordered is not on sale."
    return Problem(409, "not-sellable", title, lines=lines)


def sku_unknown(position: int, sku: str) -> Problem:
    """Refuse a SKU that no variant has."""
    title = "No variant of the account has this SKU."
    return Problem(422, "ordered-sku-unknown", title, sku=sku).at(f"/lines/{position}/sku")


def location_unknown(position: int, location_id: object) -> Problem:
    """Refuse a location that the account has not."""
    title = "The account has no location of this id."
    problem = Problem(422, "order-location-unknown", title, location_id=str(location_id))
    return problem.at(f"/lines/{position}/location_id")


def total_too_large(limit: int) -> Problem:
    """Refuse an order that comes to more than JSON readers keep exact."""
    title = "The order's total is larger than JSON readers keep exact."
    return Problem(422, "order-total-too-large", title, limit_minor=limit).at("/lines")


def external_ref_exists(order_id: object, number: str) -> Problem:
    """Refuse the channel's order that was placed before."""
    title, detail = "The channel's order is here already.", f"It is order {number}."
    return Problem(409, "external-ref-exists", title, detail, order_id=str(order_id), number=number)


def key_reused() -> Problem:
    """Refuse an Idempotency-Key that came with another request."""
    title = "This Idempotency-Key was sent with another request."
    return Problem(422, "idempotency-key-reused", title).at("/Idempotency-Key", "header")


def in_progress() -> Problem:
    """Refuse while another request with the same key is at work."""
    title = "A request with this Idempotency-Key is being worked on."
    return Problem(409, "request-in-progress", title)

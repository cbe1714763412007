"""An order before it is written: planned, priced, numbered, and its answer already made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bench.peers import plan
from bench.peers.common import LARGEST_TOTAL, new_id, new_number
from bench.peers.lean.shapes import write
from bench.peers.plan import Shelf, Wanted


@dataclass(frozen=True, slots=True)
class Asked:
    """A checked order with its caller and its key."""

    account_id: str
    principal: str
    key: str
    fingerprint: str
    currency: str
    email: str
    name: str | None
    channel: str | None
    external_ref: str | None
    lines: Sequence[Wanted]

    @property
    def skus(self) -> list[str]:
        """Each SKU once."""
        return list({line.sku for line in self.lines})


@dataclass(frozen=True, slots=True)
class Draft:
    """All that is to be written."""

    order_id: str
    number: str
    total: int
    now: datetime
    lines: Sequence[dict[str, Any]]
    reservation_id: str
    takes: Sequence[plan.Take]
    promised: Mapping[str, int]
    headers: dict[str, str]
    body: bytes


def utcnow() -> datetime:
    """Tell the time, in UTC."""
    return datetime.now(UTC)


def unknown_locations(asked: Asked, offer: Sequence[Mapping[str, Any]]) -> list[str]:
    """Give the locations that were named and are not on offer: they may be unknown."""
    named = {line.location_id for line in asked.lines if line.location_id is not None}
    return list(named - {row["location_id"] for row in offer}) if named else []


def refuse_locations(asked: Asked, unknown: set[str]) -> None:
    """Raise Problem if a line names one of the unknown locations."""
    for position, line in enumerate(asked.lines):
        if line.location_id in unknown:
            raise plan.location_unknown(position, line.location_id)


def sold(asked: Asked, offer: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Give a row of the offer for each SKU; raises Problem for what is not sold."""
    variants = {row["sku"]: row for row in offer}
    for position, line in enumerate(asked.lines):
        if line.sku not in variants:
            raise plan.sku_unknown(position, line.sku)
    unsold = []
    for sku, row in variants.items():
        reason = plan.unsold_reason(
            row["status"],
            row["product_status"],
            row["price_minor"],
            row["currency"],
            asked.currency,
        )
        if reason:
            unsold.append({"sku": sku, "reason": reason})
    if unsold:
        raise plan.not_sellable(unsold)
    return variants


def make(
    asked: Asked, variants: dict[str, Mapping[str, Any]], offer: Sequence[Mapping[str, Any]]
) -> Draft:
    """Plan and price an order; raises Problem."""
    shelves: dict[str, list[Shelf]] = {}
    for row in offer:
        if row["level_id"] is not None:
            shelf = Shelf(row["level_id"], row["location_id"], row["free"], row["is_active"])
            shelves.setdefault(row["sku"], []).append(shelf)
    takes = plan.plan(asked.lines, shelves)
    lines = [_line(n, line, variants[line.sku]) for n, line in enumerate(asked.lines, 1)]
    total = sum(line["total_minor"] for line in lines)
    if total > LARGEST_TOTAL:
        raise plan.total_too_large(LARGEST_TOTAL)
    promised: dict[str, int] = {}
    for n, shelf, quantity in takes:
        promised[shelf.level_id] = promised.get(shelf.level_id, 0) + quantity
        lines[n]["allocations"].append(
            {"location_id": shelf.location_id, "quantity": quantity, "shipped": 0, "released": 0}
        )
    order_id, number, now = new_id(), new_number(), utcnow()
    headers = {
        "Content-Type": "application/json",
        "ETag": '"1"',
        "Location": f"/v1/orders/{order_id}",
    }
    body = write(_shown(asked, order_id, number, now, total, lines))
    return Draft(order_id, number, total, now, lines, new_id(), takes, promised, headers, body)


def _line(position: int, line: Wanted, variant: Mapping[str, Any]) -> dict[str, Any]:
    titles = [title for title in (variant["product_title"], variant["title"]) if title]
    subtotal = line.quantity * variant["price_minor"]
    return {
        "id": new_id(),
        "position": position,
        "variant_id": variant["variant_id"],
        "sku": line.sku,
        "title": ", ".join(titles),
        "quantity": line.quantity,
        "unit_price_minor": variant["price_minor"],
        "subtotal_minor": subtotal,
        "tax_minor": 0,
        "total_minor": subtotal,
        "fulfilled": 0,
        "cancelled": 0,
        "allocations": [],
    }


def _shown(
    asked: Asked,
    order_id: str,
    number: str,
    now: datetime,
    total: int,
    lines: list[dict[str, Any]],
) -> dict[str, Any]:
    return {
        "id": order_id,
        "number": number,
        "status": "pending_payment",
        "allowed_actions": ["confirm", "cancel"],
        "currency": asked.currency,
        "customer": {"email": asked.email, "name": asked.name},
        "channel": asked.channel,
        "external_ref": asked.external_ref,
        "lines": lines,
        "fulfilments": [],
        "subtotal_minor": total,
        "tax_minor": 0,
        "total_minor": total,
        "confirmed_at": None,
        "shipped_at": None,
        "completed_at": None,
        "cancelled_at": None,
        "version": 1,
        "created_at": now,
        "updated_at": now,
    }


def place_parameters(asked: Asked, draft: Draft) -> list[Any]:
    """Give the values of `postgresql.PLACE`."""
    lines, takes, levels = draft.lines, draft.takes, sorted(draft.promised)
    return [
        draft.order_id,
        asked.account_id,
        draft.number,
        asked.currency,
        asked.email,
        asked.name,
        asked.channel,
        asked.external_ref,
        draft.total,
        draft.now,
        [line["id"] for line in lines],
        [line["variant_id"] for line in lines],
        [line["sku"] for line in lines],
        [line["title"] for line in lines],
        [line["quantity"] for line in lines],
        [line["unit_price_minor"] for line in lines],
        draft.reservation_id,
        [new_id() for _ in takes],
        [lines[n]["id"] for n, _, _ in takes],
        [shelf.level_id for _, shelf, _ in takes],
        [quantity for _, _, quantity in takes],
        new_id(),
        asked.principal,
        asked.key,
        asked.fingerprint,
        write(draft.headers).decode(),
        draft.body,
        [new_id() for _ in levels],
        levels,
        [draft.promised[level] for level in levels],
    ]

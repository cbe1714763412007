"""The rows of a shop: invented in memory, the same on either engine."""

import random
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from bench.speed.cases import SKUS, sku
from models import MovementKind, OrderStatus, ReservationStatus, new_id
from services.orders.numbers import ALPHABET

VARIANTS = ("Hardback", "Paperback")
PER_LEVEL = 400_000
"""Plenty; both levels of a SKU are still below what one line may order, so that too many can be."""
PRICE_MINOR = 1_299
ACTOR = "system"

Row = dict[str, Any]


def products(account_id: UUID, began: datetime) -> list[Row]:
    """Give the products: books, one for every two SKUs."""
    count = SKUS // len(VARIANTS)
    return [_product(account_id, n, began + timedelta(seconds=n)) for n in range(1, count + 1)]


def _product(account_id: UUID, number: int, now: datetime) -> Row:
    return {
        "id": new_id(),
        "account_id": account_id,
        "kind": "book",
        "title": f"The Ledger of the Long Shelf, Volume {number}",
        "description": f"Volume {number} of a history of what lay where, and who took it away. "
        "With a map of the warehouse and an index of names.",
        "status": "active",
        "external_ref": f"book-{number}",
        "attributes": {
            "authors": ["Jane Counter", f"Author {number % 500}"],
            "publisher": f"Publisher {number % 90}",
            "publication_year": 1950 + number % 70,
            "language": "en-GB",
            "pages": 100 + number % 700,
        },
        "created_at": now,
        "updated_at": now,
    }


def variants(books: list[Row]) -> list[Row]:
    """Give two variants of each product; SKUs count from 1."""
    found: list[Row] = []
    for book in books:
        found += [_variant(book, title, len(found) + n) for n, title in enumerate(VARIANTS, 1)]
    return found


def _variant(book: Row, title: str, number: int) -> Row:
    gtin = _isbn(number)
    return {
        "id": new_id(),
        "account_id": book["account_id"],
        "product_id": book["id"],
        "sku": sku(number),
        "title": title,
        "gtin": gtin,
        "gtin14": gtin.zfill(14),
        "price_minor": PRICE_MINOR,
        "currency": "EUR",
        "weight_grams": 400,
        "status": "active",
        "created_at": book["created_at"],
        "updated_at": book["created_at"],
    }


def _isbn(number: int) -> str:
    digits = f"978{number:09d}"
    odd, even = (sum(map(int, digits[start::2])) for start in (0, 1))
    return f"{digits}{-(odd + 3 * even) % 10}"


def levels(sold: list[Row], location_ids: list[UUID]) -> list[Row]:
    """Give a full level of each variant at each location."""
    return [
        {
            "id": new_id(),
            "account_id": variant["account_id"],
            "variant_id": variant["id"],
            "location_id": location_id,
            "on_hand": PER_LEVEL,
            "reserved": 0,
            "sequence": 1,
            "version": 2,
            "created_at": variant["created_at"],
            "updated_at": variant["created_at"],
        }
        for location_id in location_ids
        for variant in sold
    ]


def receipts(stocked: list[Row]) -> list[Row]:
    """Give the movement by which each full level was filled."""
    return [
        _movement(level, MovementKind.RECEIVED, level["created_at"], on_hand=PER_LEVEL)
        for level in stocked
    ]


def _movement(
    level: Row, kind: MovementKind, now: datetime, *, on_hand: int = 0, reserved: int = 0
) -> Row:
    return {
        "id": new_id(),
        "account_id": level["account_id"],
        "stock_level_id": level["id"],
        "variant_id": level["variant_id"],
        "location_id": level["location_id"],
        "sequence": level["sequence"],
        "kind": kind.value,
        "delta_on_hand": on_hand,
        "delta_reserved": reserved,
        "on_hand_after": level["on_hand"],
        "reserved_after": level["reserved"],
        "actor": ACTOR,
        "occurred_at": now,
        "created_at": now,
    }


class Orders:
    """Orders of three lines each, with all that placing them writes.

    Changes the levels it takes from, so make it before they are inserted.
    """

    def __init__(self, sold: list[Row], stocked: list[Row], count: int, began: datetime) -> None:
        self.orders: list[Row] = []
        self.lines: list[Row] = []
        self.reservations: list[Row] = []
        self.reservation_lines: list[Row] = []
        self.movements: list[Row] = []
        chance = random.Random(1)
        for number in range(1, count + 1):
            chosen = chance.sample(range(len(sold)), 3)
            pairs = [(sold[at], stocked[at]) for at in chosen]
            self._place(number, pairs, began + timedelta(seconds=number))

    def _place(self, number: int, pairs: list[tuple[Row, Row]], now: datetime) -> None:
        account_id = pairs[0][0]["account_id"]
        owned = {"account_id": account_id, "created_at": now}
        total = PRICE_MINOR * len(pairs)
        order = {
            **owned,
            "id": new_id(),
            "number": _number(number),
            "status": OrderStatus.PENDING_PAYMENT.value,
            "currency": "EUR",
            "customer_email": f"reader-{number % 300}@example.com",
            "customer_name": f"Reader {number % 300}",
            "subtotal_minor": total,
            "tax_minor": 0,
            "total_minor": total,
            "updated_at": now,
        }
        held = {**owned, "id": new_id(), "order_id": order["id"], "updated_at": now}
        self.orders.append(order)
        self.reservations.append({**held, "status": ReservationStatus.ACTIVE.value})
        for position, (variant, level) in enumerate(pairs, 1):
            line = _line(owned, order, position, variant)
            self.lines.append(line)
            self._promise(owned, held, line, level)

    def _promise(self, owned: Row, held: Row, line: Row, level: Row) -> None:
        self.reservation_lines.append(
            {
                **owned,
                "id": new_id(),
                "reservation_id": held["id"],
                "order_line_id": line["id"],
                "stock_level_id": level["id"],
                "quantity": 1,
            }
        )
        level["reserved"] += 1
        level["sequence"] += 1
        level["version"] += 1
        level["updated_at"] = owned["created_at"]
        moved = _movement(level, MovementKind.RESERVED, owned["created_at"], reserved=1)
        self.movements.append(moved)


def _number(count: int) -> str:
    digits = "".join(ALPHABET[(count >> shift) & 31] for shift in range(55, -1, -5))
    return "-".join((digits[:4], digits[4:8], digits[8:]))


def _line(owned: Row, order: Row, position: int, variant: Row) -> Row:
    return {
        **owned,
        "id": new_id(),
        "order_id": order["id"],
        "position": position,
        "variant_id": variant["id"],
        "sku": variant["sku"],
        "title": f"The Ledger of the Long Shelf, {variant['title']}",
        "quantity": 1,
        "unit_price_minor": PRICE_MINOR,
        "subtotal_minor": PRICE_MINOR,
        "tax_minor": 0,
        "total_minor": PRICE_MINOR,
    }

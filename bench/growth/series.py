"""The statements that write the numbered rows of a step, for either engine."""

from dataclasses import dataclass
from typing import NamedTuple

from bench.growth.rows import Dialect, Places

Columns = dict[str, str]
"""Column name to the SQL of its value."""

RECEIVED, HOT_RECEIVED = 1_000, 1_000_000
PRICE = 999
IS_SHIPPED = "n % 10 = 5"
SHIPPED_UNITS = "(CASE WHEN n % 10 = 5 THEN 1 ELSE 0 END)"
UNITS = "(1 + CASE WHEN n % 2 = 0 THEN 1 ELSE 0 END + CASE WHEN n % 10 = 0 THEN 1 ELSE 0 END)"


class Line(NamedTuple):
    """A line that some orders have, and what its movement makes of the level."""

    part: int
    only: str
    sku: str
    variant_id: str
    level_id: str
    sequence: str
    reserved_after: str
    shipped: str
    received: int


@dataclass(frozen=True, slots=True)
class Step:
    """Words the rows with numbers above `above`, up to `up_to`."""

    d: Dialect
    places: Places
    above: int
    up_to: int

    def statements(self) -> list[str]:
        """Give one statement per table and kind of row, parents first."""
        ordered = [statement for line in self._lines() for statement in self._line(line)]
        rest = [*self._shipments(), self._told(), self._hot()]
        return [*self._catalogue(), *self._orders(), *ordered, *rest]

    def _insert(
        self, table: str, columns: Columns, only: str = "TRUE", *, kept: bool = True
    ) -> str:
        born = {"account_id": self.d.value(self.places.account_id), "created_at": self.d.at()}
        changes = {"updated_at": self.d.at(), "version": "1"} if kept else {}
        every = {**born, **changes, **columns}
        return (
            f"INSERT INTO {table} ({', '.join(every)}) SELECT {', '.join(every.values())} "
            f"FROM {self.d.numbers(self.above, self.up_to)} WHERE {only}"
        )

    def _catalogue(self) -> list[str]:
        product = {
            "id": self.d.id("products"),
            "kind": "'general'",
            "title": f"'Thing ' || {self.d.padded('n', 8)}",
            "status": "'active'",
            "external_ref": "'erp-' || n",
            "attributes": "'{}'",
        }
        variant = {
            "id": self.d.id("variants"),
            "product_id": self.d.id("products"),
            "sku": _sku(self.d, "n"),
            "gtin": self.d.gtin(),
            "gtin14": f"'0' || {self.d.gtin()}",
            "price_minor": str(PRICE),
            "currency": "'EUR'",
            "status": "'active'",
        }
        level = {
            "id": self.d.id("stock_levels"),
            "variant_id": self.d.id("variants"),
            "location_id": self.d.value(self.places.location_id),
            "on_hand": f"{RECEIVED} - {SHIPPED_UNITS}",
            "reserved": f"1 + n % 2 - {SHIPPED_UNITS}",
            "safety_stock": "0",
            "backorder_limit": "0",
            "sequence": f"2 + n % 2 + {SHIPPED_UNITS}",
        }
        receipt = self._movement(*self._own(), "received", RECEIVED, 0, "1")
        after = {"on_hand_after": str(RECEIVED), "reserved_after": "0", "reference": "NULL"}
        received = {**receipt, **after, "id": self.d.id("stock_movements")}
        return [
            self._insert("products", product),
            self._insert("variants", variant),
            self._insert("stock_levels", level),
            self._insert("stock_movements", received, kept=False),
        ]

    def _orders(self) -> list[str]:
        total = f"{PRICE} * {UNITS}"
        shipped_at = f"CASE WHEN {IS_SHIPPED} THEN {self.d.at()} END"
        order = {
            "id": self.d.id("orders"),
            "number": _number(self.d),
            "status": f"CASE WHEN {IS_SHIPPED} THEN 'completed' ELSE 'confirmed' END",
            "currency": "'EUR'",
            "customer_email": "'reader-' || (n / 10) || '@example.com'",
            "channel": "CASE WHEN n % 2 = 0 THEN 'web' END",
            "external_ref": "CASE WHEN n % 2 = 0 THEN 'ref-' || n END",
            "subtotal_minor": total,
            "tax_minor": "0",
            "total_minor": total,
            "confirmed_at": self.d.at(),
            "shipped_at": shipped_at,
            "completed_at": shipped_at,
        }
        reservation = {
            "id": self.d.id("reservations"),
            "order_id": self.d.id("orders"),
            "status": f"CASE WHEN {IS_SHIPPED} THEN 'fulfilled' ELSE 'committed' END",
        }
        return [self._insert("orders", order), self._insert("reservations", reservation)]

    def _lines(self) -> list[Line]:
        d, hot = self.d, self.places
        own = (_sku(d, "n"), d.id("variants"), d.id("stock_levels"))
        before = (_sku(d, "n - 1"), *(d.id(t, 0, "n - 1") for t in ("variants", "stock_levels")))
        best = (f"'{hot.hot_sku}'", d.value(hot.hot_variant_id), d.value(hot.hot_level_id))
        return [
            Line(1, "TRUE", *own, "2", "1", SHIPPED_UNITS, RECEIVED),
            Line(2, "n % 2 = 0", *before, "3", "2", "0", RECEIVED),
            Line(3, "n % 10 = 0", *best, "1 + n / 10", "n / 10", "0", HOT_RECEIVED),
        ]

    def _line(self, line: Line) -> list[str]:
        ordered = {
            "id": self.d.id("order_lines", line.part),
            "order_id": self.d.id("orders"),
            "position": str(line.part),
            "variant_id": line.variant_id,
            "sku": line.sku,
            "title": "'Thing'",
            "quantity": "1",
            "unit_price_minor": str(PRICE),
            "subtotal_minor": str(PRICE),
            "tax_minor": "0",
            "total_minor": str(PRICE),
            "fulfilled": line.shipped,
            "cancelled": "0",
        }
        promised = {
            "id": self.d.id("reservation_lines", line.part),
            "reservation_id": self.d.id("reservations"),
            "order_line_id": self.d.id("order_lines", line.part),
            "stock_level_id": line.level_id,
            "quantity": "1",
            "shipped": line.shipped,
            "released": "0",
        }
        moved = {
            **self._movement(line.level_id, line.variant_id, "reserved", 0, 1, line.sequence),
            "id": self.d.id("stock_movements", line.part),
            "on_hand_after": str(line.received),
            "reserved_after": line.reserved_after,
        }
        return [
            self._insert("order_lines", ordered, line.only, kept=False),
            self._insert("reservation_lines", promised, line.only, kept=False),
            self._insert("stock_movements", moved, line.only, kept=False),
        ]

    def _shipments(self) -> list[str]:
        parcel = {
            "id": self.d.id("fulfilments"),
            "order_id": self.d.id("orders"),
            "location_id": self.d.value(self.places.location_id),
            "status": "'shipped'",
            "shipped_at": self.d.at(),
        }
        inside = {
            "id": self.d.id("fulfilment_lines"),
            "fulfilment_id": self.d.id("fulfilments"),
            "order_line_id": self.d.id("order_lines", 1),
            "quantity": "1",
        }
        moved = {
            **self._movement(*self._own(), "shipped", -1, -1, "4"),
            "id": self.d.id("stock_movements", 4),
            "on_hand_after": str(RECEIVED - 1),
            "reserved_after": "1",
            "created_at": self.d.at("n + 1"),  # after that of order n + 1, which is number 3
        }
        return [
            self._insert("fulfilments", parcel, IS_SHIPPED),
            self._insert("fulfilment_lines", inside, IS_SHIPPED, kept=False),
            self._insert("stock_movements", moved, IS_SHIPPED, kept=False),
        ]

    def _told(self) -> str:
        entry = {
            "id": self.d.id("audit_log"),
            "principal": "'system'",
            "action": "'order.confirmed'",
            "resource_type": "'order'",
            "resource_id": self.d.id("orders"),
            "changes": "'[]'",
        }
        return self._insert("audit_log", entry, kept=False)

    def _own(self) -> tuple[str, str]:
        """Say the level and the variant of a number."""
        return self.d.id("stock_levels"), self.d.id("variants")

    def _movement(
        self,
        level_id: str,
        variant_id: str,
        kind: str,
        on_hand: int,
        reserved: int,
        sequence: str,
    ) -> Columns:
        return {
            "stock_level_id": level_id,
            "variant_id": variant_id,
            "location_id": self.d.value(self.places.location_id),
            "sequence": sequence,
            "kind": f"'{kind}'",
            "delta_on_hand": str(on_hand),
            "delta_reserved": str(reserved),
            "reference": _number(self.d),
            "actor": "'system'",
            "occurred_at": self.d.at(),
        }

    def _hot(self) -> str:
        sold = self.up_to // 10
        return (
            f"UPDATE stock_levels SET reserved = {sold}, sequence = {1 + sold} "
            f"WHERE id = {self.d.value(self.places.hot_level_id)}"
        )


def _sku(dialect: Dialect, number: str) -> str:
    return f"'GROW-' || {dialect.padded(number, 8)}"


def _number(dialect: Dialect) -> str:
    return f"'NO-' || {dialect.padded('n', 8)}"

"""The rows of a shop in numbers: row n of every table follows from n alone.

Variant n lies at one location, 1,000 units received. Order n buys variant n; an even one buys
variant n - 1 too, every tenth a unit of the `hot` variant. Order 5, 15, 25 ... is shipped.
Every level agrees with its ledger and its promises; the audit log tells of each order that was
confirmed. Steps begin and end at multiples of ten.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

FIRST = datetime(2026, 1, 1, tzinfo=UTC)
"""When row 0 was made; each row is a second younger than the one before."""
GTIN_PREFIX = 29
TABLES = (
    *("products", "variants", "stock_levels", "orders", "order_lines", "reservations"),
    *("reservation_lines", "fulfilments", "fulfilment_lines", "stock_movements"),
    "audit_log",
)


@dataclass(frozen=True, slots=True)
class Places:
    """Ids of what the numbered rows refer to."""

    account_id: UUID
    location_id: UUID
    hot_variant_id: UUID
    hot_level_id: UUID
    hot_sku: str


def sku_of(number: int) -> str:
    """Name the variant of a number."""
    return f"GROW-{number:08}"


def gtin_of(number: int) -> str:
    """Give the GTIN-13 of a variant; the last digit is its check digit."""
    digits = f"{GTIN_PREFIX}{number:010}"
    single, triple = (sum(int(digit) for digit in digits[start::2]) for start in (0, 1))
    return f"{digits}{-(single + 3 * triple) % 10}"


def made_at(number: int) -> datetime:
    """Tell when a row was made, whichever table it is in."""
    return FIRST + timedelta(seconds=number)


def id_of(table: str, number: int, part: int = 0) -> UUID:
    """Give the UUIDv7 of a row; `part` tells rows apart that one order has several of."""
    instant = int(made_at(number).timestamp()) * 1_000
    return UUID(f"{instant:012x}7{TABLES.index(table) * 16 + part:03x}8{number:015x}")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How an engine says the same, over a number that is called n in the statement."""

    name: str

    @property
    def is_sqlite(self) -> bool:
        """Whether it is the engine of one file."""
        return self.name == "sqlite"

    def id(self, table: str, part: int = 0, number: str = "n") -> str:
        """Say `id_of`."""
        tag, start = TABLES.index(table) * 16 + part, int(FIRST.timestamp()) * 1_000
        instant = f"{start} + ({number}) * 1000"
        if self.is_sqlite:
            return f"printf('%012x7%03x8%015x', {instant}, {tag}, {number})"
        hexed = f"lpad(to_hex({instant}), 12, '0') || '7{tag:03x}8'"
        return f"({hexed} || lpad(to_hex({number}), 15, '0'))::uuid"

    def at(self, number: str = "n") -> str:
        """Say `made_at`."""
        start = int(FIRST.timestamp())
        if self.is_sqlite:
            return f"strftime('%Y-%m-%d %H:%M:%S.000000', {start} + {number}, 'unixepoch')"
        return f"to_timestamp({start} + {number})"

    def padded(self, number: str, width: int) -> str:
        """Say a number with leading zeros."""
        if self.is_sqlite:
            return f"printf('%0{width}d', {number})"
        return f"lpad(({number})::text, {width}, '0')"

    def gtin(self) -> str:
        """Say `gtin_of`."""
        start = sum(int(d) * (3 if at % 2 else 1) for at, d in enumerate(str(GTIN_PREFIX)))
        weighed = [f"n / {10**at} % 10 * {1 if at % 2 else 3}" for at in range(10)]
        check = f"((10 - ({start} + {' + '.join(weighed)}) % 10) % 10)"
        return f"'{GTIN_PREFIX}' || {self.padded('n', 10)} || {check}"

    def for_driver(self, statement: str) -> str:
        """Say a statement without values as the driver wants it."""
        return statement if self.is_sqlite else statement.replace("%", "%%")

    def value(self, identifier: UUID) -> str:
        """Write an id."""
        return f"'{identifier.hex}'" if self.is_sqlite else f"'{identifier}'::uuid"

    def numbers(self, above: int, up_to: int) -> str:
        """Say the table of the numbers n of a step."""
        if self.is_sqlite:
            return (
                f"(WITH RECURSIVE c(n) AS (SELECT {above + 1} UNION ALL SELECT n + 1 FROM c "
                f"WHERE n < {up_to}) SELECT n FROM c) AS s"
            )
        return f"generate_series({above + 1}::bigint, {up_to}) AS s(n)"

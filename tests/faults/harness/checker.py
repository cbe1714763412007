"""Compares what the clients were told with what is stored; each objection is a sentence."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, create_engine, text

from tests.faults.harness import books
from tests.faults.harness.record import Record

ORDERS = """
SELECT id, number, status, currency, customer_name AS key, channel, external_ref,
       subtotal_minor, tax_minor, total_minor FROM orders
"""
LINES = """
SELECT id, order_id, position, sku, title, quantity, unit_price_minor, subtotal_minor, tax_minor,
       total_minor FROM order_lines
"""
RECEIPTS = "SELECT id, reference, kind, delta_on_hand FROM stock_movements WHERE kind = 'received'"
KEPT = "SELECT key, status FROM idempotency_keys"
MONEY = ("subtotal_minor", "tax_minor", "total_minor")
OF_A_LINE = ("position", "sku", "title", "quantity", "unit_price_minor", *MONEY)
Row = dict[str, Any]


def check(url: str, told: Record) -> list[str]:
    """Give all objections to what the database at `url` has."""
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            return [*told.wrong, *objections(connection, told)]
    finally:
        engine.dispose()


def objections(connection: Connection, told: Record) -> Iterator[str]:
    """Give the objections to what is seen through a connection."""
    yield from _orders(connection, told)
    yield from _receipts(connection, told)
    yield from _doubles(connection, told)
    yield from books.objections(connection)


def _orders(connection: Connection, told: Record) -> Iterator[str]:
    """Every acknowledged order is stored, as it was answered."""
    stored = {_hex(row["id"]): row for row in rows(connection, ORDERS)}
    lines: dict[str, list[Row]] = {}
    for line in rows(connection, LINES):
        lines.setdefault(_hex(line["order_id"]), []).append(line)
    for ordered in list(told.orders.values()):
        answer, number = ordered.answer, ordered.answer["number"]
        row = stored.get(_hex(answer["id"]))
        if row is None:
            yield f"order {number} was acknowledged and is not stored"
            continue
        if row["status"] not in ordered.may_be(later=told.is_past):
            yield f"order {number} is {row['status']}, acknowledged as {answer['status']}"
        for name in ("number", "currency", "channel", "external_ref", *MONEY):
            if row[name] != answer[name]:
                yield f"order {number}: {name} is {row[name]!r}, answered {answer[name]!r}"
        if _lines(lines.get(_hex(answer["id"]), [])) != _lines(answer["lines"]):
            yield f"order {number} has other lines than were answered"


def _lines(found: list[Row]) -> list[Any]:
    told = [(_hex(line["id"]), *(line[name] for name in OF_A_LINE)) for line in found]
    return sorted(told)


def _receipts(connection: Connection, told: Record) -> Iterator[str]:
    """Every acknowledged receipt is in the ledger, with its quantity."""
    stored = {_hex(row["id"]): row for row in rows(connection, RECEIPTS)}
    for reference, answer in list(told.receipts.items()):
        row = stored.get(_hex(answer["id"]))
        if row is None:
            yield f"receipt {reference} was acknowledged and is not in the ledger"
        elif (row["reference"], row["delta_on_hand"]) != (reference, answer["delta_on_hand"]):
            yield f"receipt {reference} is not as it was answered"


def _doubles(connection: Connection, told: Record) -> Iterator[str]:
    """Nothing was done twice, and nothing that nobody asked for."""
    orders = rows(connection, ORDERS)
    yield from _twice("key", (row["key"] for row in orders))
    yield from _twice("order number", (row["number"] for row in orders))
    yield from _twice("external reference", (row["external_ref"] for row in orders))
    received = [row["reference"] for row in rows(connection, RECEIPTS)]
    yield from _twice("receipt", (name for name in received if name in told.asked))
    for row in orders:
        if told.asked and row["key"] is not None and row["key"] not in told.asked:
            yield f"order {row['number']} was asked for by nobody"
    kept = {row["key"] for row in rows(connection, KEPT) if row["status"] == 201}
    for row in orders:
        if row["key"] in told.asked and row["key"] not in kept:
            yield f"order {row['number']} is stored without its idempotency key"


def _twice(what: str, values: Any) -> Iterator[str]:
    for value, times in Counter(values).items():
        if value is not None and times > 1:
            yield f"{what} {value} is there {times} times"


def rows(connection: Connection, query: str) -> list[Row]:
    """Read rows as they are stored."""
    return [dict(row) for row in connection.execute(text(query)).mappings()]


def _hex(value: Any) -> str:
    """SQLite keeps ids without hyphens, PostgreSQL as what they are."""
    return str(value).replace("-", "")

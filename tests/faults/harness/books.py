"""What must hold of the books at every commit, told by the database alone."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, text

from models import Base

LEVELS = """
SELECT id, account_id, on_hand, reserved, sequence, backorder_limit FROM stock_levels
"""
LEDGER = """
SELECT stock_level_id, sequence, delta_on_hand, delta_reserved, on_hand_after, reserved_after
FROM stock_movements ORDER BY stock_level_id, sequence
"""
PROMISED = """
SELECT stock_level_id, sum(quantity - shipped - released) AS units
FROM reservation_lines GROUP BY stock_level_id
"""
TOTALS = """
SELECT o.number FROM orders o LEFT JOIN order_lines l ON l.order_id = o.id
GROUP BY o.id, o.number, o.total_minor HAVING o.total_minor <> coalesce(sum(l.total_minor), -1)
"""
UNPROMISED = """
SELECT o.number FROM orders o JOIN order_lines l ON l.order_id = o.id
LEFT JOIN (SELECT order_line_id, sum(quantity - released) AS units
           FROM reservation_lines GROUP BY order_line_id) r ON r.order_line_id = l.id
WHERE coalesce(r.units, 0) <> l.quantity - l.cancelled
"""


def objections(connection: Connection) -> Iterator[str]:
    """Give what does not hold."""
    yield from _levels(connection)
    for (number,) in connection.execute(text(TOTALS)):
        yield f"order {number} does not cost what its lines do"
    for (number,) in connection.execute(text(UNPROMISED)):
        yield f"order {number} has other units promised than were bought"
    yield from _strangers(connection)
    if connection.dialect.name == "sqlite":
        yield from _damage(connection)


def _levels(connection: Connection) -> Iterator[str]:
    """Levels equal the ledger, whose rows continue each other; and nothing is negative."""
    ledger = _added_up(connection)
    promised: dict[Any, int] = {row[0]: row[1] for row in connection.execute(text(PROMISED))}
    for level in connection.execute(text(LEVELS)).mappings():
        level_id = level["id"]
        on_hand, reserved, sequence, is_broken = ledger.pop(level_id, (0, 0, 0, False))
        if is_broken:
            yield f"level {level_id}: a row of the ledger does not continue the one before"
        if (level["on_hand"], level["reserved"]) != (on_hand, reserved):
            has, says = f"{level['on_hand']}/{level['reserved']}", f"{on_hand}/{reserved}"
            yield f"level {level_id} has {has} on hand/reserved, its ledger says {says}"
        if level["sequence"] != sequence:
            yield f"level {level_id} counts {level['sequence']} movements, its ledger {sequence}"
        if level["reserved"] != int(promised.get(level_id) or 0):
            yield f"level {level_id} reserves {level['reserved']}, promised {promised[level_id]}"
        if min(level["on_hand"], level["reserved"]) < 0:
            yield f"level {level_id} is negative"
        if level["reserved"] > level["on_hand"] + level["backorder_limit"]:
            yield f"level {level_id} is oversold"
    for level_id in ledger:
        yield f"the ledger has rows of a level {level_id} that is not there"


def _added_up(connection: Connection) -> dict[Any, tuple[int, int, int, bool]]:
    """Add the ledger up by level: on hand, reserved, rows, and whether a row breaks the chain."""
    sums: dict[Any, tuple[int, int, int, bool]] = {}
    for level_id, sequence, on_hand, reserved, *after in connection.execute(text(LEDGER)):
        before = sums.get(level_id, (0, 0, 0, False))
        now = (before[0] + on_hand, before[1] + reserved)
        is_broken = before[3] or sequence != before[2] + 1 or tuple(after) != now
        sums[level_id] = (*now, before[2] + 1, is_broken)
    return sums


def _strangers(connection: Connection) -> Iterator[str]:
    """No row refers to a row of another account."""
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_key_constraints if "account_id" in table.c else ():
            parent = key.referred_table
            if "account_id" not in parent.c:
                continue
            pairs = [f"a.{part.parent.name} = b.{part.column.name}" for part in key.elements]
            joined = f"{table.name} a JOIN {parent.name} b ON {' AND '.join(pairs)}"
            query = f"SELECT count(*) FROM {joined} WHERE a.account_id <> b.account_id"
            if strangers := connection.execute(text(query)).scalar():
                yield f"{strangers} rows of {table.name} refer to another account's {parent.name}"


def _damage(connection: Connection) -> Iterator[str]:
    for (said,) in connection.execute(text("PRAGMA integrity_check")):
        if said != "ok":
            yield f"SQLite finds damage: {said}"
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        yield f"SQLite finds a row of {row[0]} that refers to nothing"

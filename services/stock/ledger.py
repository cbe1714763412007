"""The ledger: the one place where `on_hand` and `reserved` change.

Check, change and ledger row are one statement on PostgreSQL (levels locked in ascending id,
so that orders cannot deadlock) and one write transaction on SQLite. The update is relative
and guarded; nobody ever writes a counter that was read before. Why: docs/decisions/0003.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import TextualSelect, Uuid, bindparam, text

from models import MovementKind, StockLevel, StockMovement, new_id, utcnow
from models.base import UtcDateTime
from models.inserts import insert_rows
from models.work import current
from services.records import Record, Statement, create_many, table_of

MOVEMENTS = table_of(StockMovement)


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to one level; `expected_on_hand` makes it a compare-and-swap."""

    level_id: UUID
    on_hand: int = 0
    reserved: int = 0
    expected_on_hand: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What the rows of one posting have in common."""

    kind: MovementKind
    actor: str
    reference: str | None = None
    reason: str | None = None
    occurred_at: datetime | None = None


# Promising keeps the safety stock; everything else only keeps promises made before.
FITS = """
    l.on_hand + w.d_on_hand >= 0
    AND l.reserved + w.d_reserved >= 0
    AND l.reserved + w.d_reserved <= l.on_hand + w.d_on_hand + l.backorder_limit
        - CASE WHEN w.d_reserved > 0 THEN l.safety_stock ELSE 0 END
    AND (w.expected IS NULL OR l.on_hand = w.expected)
"""

# Said so that no index fits: else both engines may walk all levels of the account, where a
# look-up by id for each level of the order is enough.
OWN = "(l.account_id = :account_id) IS TRUE"

MOVED = """
    on_hand = l.on_hand + w.d_on_hand,
    reserved = l.reserved + w.d_reserved,
    sequence = l.sequence + 1,
    version = l.version + 1,
    updated_at = :now
"""

# NO KEY: other orders' rows refer to the levels, and so hold their keys shared. Were the lock a
# full one, every two orders over one level would wait for each other.
WITH = f"""
wanted AS (
    SELECT * FROM json_to_recordset(:changes) AS w (
        movement_id uuid, level_id uuid, d_on_hand bigint, d_reserved bigint, expected bigint
    )
), locked AS (
    SELECT l.id, w.*, ({FITS}) AS fits
    FROM stock_levels l JOIN wanted w ON w.level_id = l.id
    WHERE {OWN} AND {{when}}
    ORDER BY l.id
    FOR NO KEY UPDATE OF l
), fitting AS (
    SELECT (count(*) = :wanted AND bool_and(fits)) {{otherwise}} AS all_fit FROM locked
), moved AS (
    UPDATE stock_levels l SET {MOVED}
    FROM locked w
    WHERE l.id = w.id AND (SELECT all_fit FROM fitting)
    RETURNING w.movement_id, l.id AS stock_level_id, l.variant_id, l.location_id, l.sequence,
        w.d_on_hand, w.d_reserved, l.on_hand, l.reserved
)
"""  # noqa: S608 - constants of this file
"""Check, change and lock: `{when}` it may begin, and what else if the changes do not fit."""

WRITE = f"""
INSERT INTO stock_movements (
    id, account_id, stock_level_id, variant_id, location_id, sequence, kind, delta_on_hand,
    delta_reserved, on_hand_after, reserved_after, reference, reason, actor, occurred_at, created_at
)
SELECT movement_id, :account_id, stock_level_id, variant_id, location_id, sequence, :kind,
    d_on_hand, d_reserved, on_hand, reserved, :reference, :reason, :actor, :occurred_at, :now
FROM moved
WHERE (SELECT all_fit FROM fitting)
RETURNING {", ".join(MOVEMENTS.c.keys())}
"""  # noqa: S608 - our names


def statement(*, before: str = "", when: str = "TRUE", otherwise: str = "") -> TextualSelect:
    """Give PostgreSQL's statement, after the common table expressions `before`."""
    written = f"WITH {before}{WITH.format(when=when, otherwise=otherwise)}{WRITE}"
    instants = (bindparam(name, type_=UtcDateTime()) for name in ("now", "occurred_at"))
    bound = text(written).bindparams(bindparam("account_id", type_=Uuid()), *instants)
    return bound.columns(*MOVEMENTS.c)


POSTGRESQL = Statement(statement)

LEVEL = {
    name: table_of(StockLevel).c[name]
    for name in ("id", "variant_id", "location_id", "sequence", "on_hand", "reserved")
}
"""What SQLite says of a level after it moved."""

SQLITE = Statement(
    lambda: (
        text(f"""
UPDATE stock_levels AS l SET {MOVED}
FROM (
    SELECT value ->> 'level_id' AS level_id, value ->> 'd_on_hand' AS d_on_hand,
        value ->> 'd_reserved' AS d_reserved, value ->> 'expected' AS expected
    FROM json_each(:changes)
) AS w
WHERE l.id = w.level_id AND {OWN} AND {FITS}
RETURNING {", ".join(LEVEL)}
""")  # noqa: S608 - all parts are constants of this file
        .bindparams(bindparam("account_id", type_=Uuid()))
        .columns(*LEVEL.values())
    )
)


def post(account_id: UUID, entry: Entry, changes: Sequence[Change]) -> list[Record]:
    """Change levels and write the ledger rows; all of `changes` or none.

    Each level may appear once. Gives the movements in ascending level id; an empty list
    means that some level would break its promises (or is not as expected): nothing may be
    kept of the transaction then.
    """
    ordered = sorted(changes, key=lambda change: change.level_id)
    if current().dialect.name == "sqlite":
        return _post_sqlite(account_id, entry, ordered)
    return _post_postgresql(account_id, entry, ordered)


def open_levels(account_id: UUID, entry: Entry, units: Mapping[tuple[UUID, UUID], int]) -> None:
    """Make the level of each (variant, location) with its units, and the movement that says so.

    Nobody else can have a level that is only being made: there is nothing to check and nothing
    to lock. Where one is there already, its unique constraint refuses all of them.
    """
    common = _common(entry)
    levels = [
        _opened(account_id, place, units[place], common["now"]) for place in sorted(units, key=_key)
    ]
    movements = [
        _movement(account_id, Change(level["id"], level["on_hand"]), level, common)
        for level in levels
        if level["sequence"]
    ]
    insert_rows((table_of(StockLevel), levels), (MOVEMENTS, movements))


def add_up(changes: list[Change]) -> list[Change]:
    """Add changes up by level: an order may name a SKU twice."""
    sums: dict[UUID, Change] = {}
    for change in changes:
        before = sums.get(change.level_id, Change(change.level_id))
        sums[change.level_id] = Change(
            change.level_id, before.on_hand + change.on_hand, before.reserved + change.reserved
        )
    return list(sums.values())


def _post_postgresql(account_id: UUID, entry: Entry, changes: list[Change]) -> list[Record]:
    rows = POSTGRESQL.many(**parameters(account_id, entry, changes))
    return sorted(rows, key=lambda row: row["stock_level_id"])


def parameters(account_id: UUID, entry: Entry, changes: Sequence[Change]) -> Record:
    """Give the values of PostgreSQL's statement."""
    wanted = [_wanted(change, movement_id=new_id(), level_id=change.level_id) for change in changes]
    written = orjson.dumps(wanted).decode()
    common = _common(entry)
    return {"changes": written, "account_id": account_id, "wanted": len(changes), **common}


def _post_sqlite(account_id: UUID, entry: Entry, changes: list[Change]) -> list[Record]:
    wanted = [_wanted(change, level_id=change.level_id.hex) for change in changes]
    common = _common(entry)
    values = {"changes": orjson.dumps(wanted).decode(), "account_id": account_id}
    moved = SQLITE.many(**values, now=_sqlite_time(common["now"]))
    after = {row["id"]: row for row in moved}
    if len(after) < len(changes):
        return []
    movements = [
        _movement(account_id, change, after[change.level_id], common) for change in changes
    ]
    create_many(StockMovement, movements)
    return movements


def _wanted(change: Change, **ids: object) -> Record:
    return {
        **ids,
        "d_on_hand": change.on_hand,
        "d_reserved": change.reserved,
        "expected": change.expected_on_hand,
    }


def _key(place: tuple[UUID, UUID]) -> tuple[int, int]:
    """The order of the ids; by their numbers, since Python compares a UUID in Python."""
    return place[0].int, place[1].int


def _opened(account_id: UUID, place: tuple[UUID, UUID], units: int, now: datetime) -> Record:
    return {
        "id": new_id(),
        "account_id": account_id,
        "variant_id": place[0],
        "location_id": place[1],
        "on_hand": units,
        "reserved": 0,
        "sequence": 1 if units else 0,
        "created_at": now,
        "updated_at": now,
    }


def _movement(account_id: UUID, change: Change, level: Record, common: dict[str, Any]) -> Record:
    return {
        "id": new_id(),
        "account_id": account_id,
        "stock_level_id": change.level_id,
        "variant_id": level["variant_id"],
        "location_id": level["location_id"],
        "sequence": level["sequence"],
        "delta_on_hand": change.on_hand,
        "delta_reserved": change.reserved,
        "on_hand_after": level["on_hand"],
        "reserved_after": level["reserved"],
        "created_at": common["now"],
        **{name: value for name, value in common.items() if name != "now"},
    }


def _common(entry: Entry) -> dict[str, Any]:
    now = utcnow()
    return {
        "kind": entry.kind.value,
        "reference": entry.reference,
        "reason": entry.reason,
        "actor": entry.actor,
        "occurred_at": entry.occurred_at or now,
        "now": now,
    }


def _sqlite_time(instant: datetime) -> str:
    return instant.strftime("%Y-%m-%d %H:%M:%S.%f")

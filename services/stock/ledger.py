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

from models import MovementKind, StockLevel, StockMovement, new_id, utcnow
from models.inserts import insert_rows
from models.work import current
from services.constraints import explained
from services.errors import TryAgain
from services.records import Record, create_many, table_of
from services.stock.posting import MOVEMENTS, POSTGRESQL, PROMISES, SQLITE


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
    with explained(**dict.fromkeys(PROMISES, TryAgain)):
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

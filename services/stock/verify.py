"""Prove the books: every level against its ledger and its promises."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from models import BookCheck, ReservationLine, StockLevel, StockMovement, Variant
from models.work import current
from services.records import Record, many, table_of

MOST = 100
CHECKS = {
    BookCheck.ON_HAND: "on_hand equals the sum of the ledger's delta_on_hand",
    BookCheck.RESERVED: "reserved equals the sum of the ledger's delta_reserved",
    BookCheck.PROMISED: "reserved equals what is open in reservations",
    BookCheck.SEQUENCE: "the ledger is numbered 1, 2, 3 ... up to the level's sequence",
    BookCheck.CHAIN: "each row's after-values continue those of the row before",
}

SUMS = (BookCheck.ON_HAND, BookCheck.RESERVED, BookCheck.PROMISED, BookCheck.SEQUENCE)
"""Checks that compare a level with a sum; the chain compares rows with each other."""


def verify(account_id: UUID) -> dict[str, Any]:
    """Check every level of the account; list up to 100 differences, `ok` if there are none."""
    level, movement = table_of(StockLevel), table_of(StockMovement)
    differences = [*_sums(account_id), *_chains(account_id)]
    return {
        "ok": not differences,
        "levels_checked": _count(level, account_id),
        "movements_checked": _count(movement, account_id),
        "differences": differences[:MOST],
    }


def _count(table: Any, account_id: UUID) -> int:
    counted = select(func.count()).select_from(table).where(table.c.account_id == account_id)
    return current().execute(counted).scalar() or 0


def _sums(account_id: UUID) -> list[Record]:
    """Compare the numbers of each level with what the ledger and the promises add up to."""
    level, variant = table_of(StockLevel), table_of(Variant)
    ledger, promised = _ledger_sums(account_id), _promised(account_id)
    expected = {
        "on_hand": func.coalesce(ledger.c.on_hand, 0),
        "reserved": func.coalesce(ledger.c.reserved, 0),
        "promised": func.coalesce(promised.c.units, 0),
        "sequence": func.coalesce(ledger.c.rows, 0),
    }
    actual = {
        "on_hand": level.c.on_hand,
        "reserved": level.c.reserved,
        "promised": level.c.reserved,
        "sequence": level.c.sequence,
    }
    wrong = [expected[check] != actual[check] for check in expected]
    columns = [expected[check].label(f"{check}_expected") for check in expected]
    columns += [actual[check].label(f"{check}_actual") for check in actual]
    rows = many(
        select(level.c.id, variant.c.sku, ledger.c.last, *columns)
        .join(variant, variant.c.id == level.c.variant_id)
        .outerjoin(ledger, ledger.c.stock_level_id == level.c.id)
        .outerjoin(promised, promised.c.stock_level_id == level.c.id)
        .where(level.c.account_id == account_id)
        .where(wrong[0] | wrong[1] | wrong[2] | wrong[3])
        .order_by(level.c.id)
        .limit(MOST)
    )
    return [found for row in rows for found in _differences(row)]


def _differences(row: Record) -> list[Record]:
    return [
        _difference(row, check, int(row[f"{check}_expected"]), row[f"{check}_actual"])
        for check in SUMS
        if row[f"{check}_expected"] != row[f"{check}_actual"]
    ]


def _difference(row: Record, check: BookCheck, expected: int, actual: int) -> Record:
    facts = {"stock_level_id": row["id"], "sku": row["sku"], "check": check}
    return {**facts, "detail": CHECKS[check], "expected": expected, "actual": actual}


def _ledger_sums(account_id: UUID) -> Any:
    table = table_of(StockMovement)
    return (
        select(
            table.c.stock_level_id,
            func.sum(table.c.delta_on_hand).label("on_hand"),
            func.sum(table.c.delta_reserved).label("reserved"),
            func.count().label("rows"),
            func.max(table.c.sequence).label("last"),
        )
        .where(table.c.account_id == account_id)
        .group_by(table.c.stock_level_id)
        .subquery()
    )


def _promised(account_id: UUID) -> Any:
    table = table_of(ReservationLine)
    units = func.sum(table.c.quantity - table.c.shipped - table.c.released)
    return (
        select(table.c.stock_level_id, units.label("units"))
        .where(table.c.account_id == account_id)
        .group_by(table.c.stock_level_id)
        .subquery()
    )


def _chains(account_id: UUID) -> list[Record]:
    """Find ledger rows whose number or after-values do not continue the row before."""
    links = _links(account_id).subquery()
    level, variant = table_of(StockLevel), table_of(Variant)
    rows = many(
        select(level.c.id, variant.c.sku, links)
        .join(level, level.c.id == links.c.stock_level_id)
        .join(variant, variant.c.id == level.c.variant_id)
        .where(
            (links.c.sequence != links.c.sequence_before + 1)
            | (links.c.on_hand_after != links.c.on_hand_before + links.c.delta_on_hand)
            | (links.c.reserved_after != links.c.reserved_before + links.c.delta_reserved)
        )
        .order_by(level.c.id, links.c.sequence)
        .limit(MOST)
    )
    return [_difference(row, BookCheck.CHAIN, *_broken_link(row)) for row in rows]


def _broken_link(row: Record) -> tuple[int, int]:
    """Give the first number that does not continue the row before: as expected, as found."""
    pairs = [
        (row["sequence_before"] + 1, row["sequence"]),
        (row["on_hand_before"] + row["delta_on_hand"], row["on_hand_after"]),
        (row["reserved_before"] + row["delta_reserved"], row["reserved_after"]),
    ]
    return next(pair for pair in pairs if pair[0] != pair[1])


def _links(account_id: UUID) -> Select[Any]:
    table = table_of(StockMovement)

    def before(column: Any) -> Any:
        previous = func.lag(column).over(
            partition_by=table.c.stock_level_id, order_by=table.c.sequence
        )
        return func.coalesce(previous, 0)

    return select(
        table.c.stock_level_id,
        table.c.sequence,
        table.c.delta_on_hand,
        table.c.delta_reserved,
        table.c.on_hand_after,
        table.c.reserved_after,
        before(table.c.sequence).label("sequence_before"),
        before(table.c.on_hand_after).label("on_hand_before"),
        before(table.c.reserved_after).label("reserved_before"),
    ).where(table.c.account_id == account_id)

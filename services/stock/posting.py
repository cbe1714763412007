"""The statements of the ledger: check, change and row at once, or one by one on SQLite."""

from sqlalchemy import TextualSelect, Uuid, bindparam, text

from models import StockLevel, StockMovement
from models.base import UtcDateTime
from services.records import Statement, table_of

MOVEMENTS = table_of(StockMovement)

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

PROMISES = tuple(
    f"ck_stock_levels_{name}"
    for name in ("on_hand_not_negative", "reserved_not_negative", "never_oversold")
)
"""PostgreSQL holds a new row against these as it would be from what was there when the statement
began, and only then looks at what others have committed since: units that were given back while
the level was waited for are not seen. Nothing is wrong with such a change, so it is done again."""

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
"""  # noqa: S608 - constants of this file  # nosec B608
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
"""  # noqa: S608 - our names  # nosec B608


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
""")  # noqa: S608 - all parts are constants of this file  # nosec B608
        .bindparams(bindparam("account_id", type_=Uuid()))
        .columns(*LEVEL.values())
    )
)

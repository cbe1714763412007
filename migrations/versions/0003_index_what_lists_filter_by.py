"""Index what lists filter by, in each of their orders, and tell the planners what to expect.

Each of these filters, where it found few rows, read every row of the account; and where it found
many, so did one that the list was not sorted for.

Revision: 0003, after 0002.
"""

import sqlalchemy as sa
from alembic import op

from migrations.statistics import tell_sqlite

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

NEW = {
    "products": [
        ("account_id", "kind", "updated_at", "id"),
        ("account_id", "kind", "title", "id"),
        ("account_id", "status", "created_at", "id"),
        ("account_id", "status", "updated_at", "id"),
        ("account_id", "status", "title", "id"),
    ],
    "product_kinds": [("account_id", "created_at", "id")],
    "variants": [
        ("account_id", "status", "created_at", "id"),
        ("account_id", "status", "sku", "id"),
    ],
    "stock_levels": [
        ("location_id", "account_id", "created_at", "id"),
        ("location_id", "account_id", "updated_at", "id"),
    ],
    "stock_movements": [
        ("account_id", "kind", "created_at", "id"),
        ("account_id", "reference", "created_at", "id"),
        ("stock_level_id", "created_at", "id"),
    ],
    "orders": [
        ("account_id", "status", "updated_at", "id"),
    ],
    "fulfilments": [("location_id", "account_id", "created_at", "id")],
}
NEW_WHERE_KNOWN = [
    # of rows that have no such value there is nothing to find
    ("variants", "gtin14", ("account_id", "gtin14")),
    ("orders", "external_ref", ("account_id", "external_ref")),
    ("orders", "channel", ("account_id", "channel", "created_at", "id")),
    ("orders", "channel", ("account_id", "channel", "updated_at", "id")),
]
COVERED = {
    # a new index begins with the same columns
    "stock_levels": ("location_id",),
    "stock_movements": ("account_id", "reference"),
    "fulfilments": ("location_id",),
}
VALUES = {
    # how many values each has, though nearly all rows may have the same
    "products": {"status": 3, "kind": 10},
    "variants": {"status": 2},
    "stock_levels": {"location_id": 10},
    "stock_movements": {"kind": 5},
    "orders": {"status": 4, "channel": 10},
    "fulfilments": {"location_id": 10},
}


def upgrade() -> None:
    for table, indexes in NEW.items():
        for columns in indexes:
            op.create_index(_name(table, columns), table, columns)
    for table, known, columns in NEW_WHERE_KNOWN:
        condition = sa.text(f"{known} IS NOT NULL")
        where = {"sqlite_where": condition, "postgresql_where": condition}
        op.create_index(_name(table, columns), table, columns, **where)
    for table, columns in COVERED.items():
        op.drop_index(_name(table, columns), table)
    if _is_sqlite():
        tell_sqlite(op.get_bind())
        return
    _count_values(
        {t: {c: f"SET (n_distinct = {n})" for c, n in v.items()} for t, v in VALUES.items()}
    )


def downgrade() -> None:
    if _is_sqlite():
        op.execute("DROP TABLE sqlite_stat1")
    else:
        _count_values({t: dict.fromkeys(v, "RESET (n_distinct)") for t, v in VALUES.items()})
    for table, columns in COVERED.items():
        op.create_index(_name(table, columns), table, columns)
    for table, _, columns in NEW_WHERE_KNOWN:
        op.drop_index(_name(table, columns), table)
    for table, indexes in NEW.items():
        for columns in indexes:
            op.drop_index(_name(table, columns), table)


def _count_values(settings: dict[str, dict[str, str]]) -> None:
    for table, columns in settings.items():
        changes = ", ".join(f"ALTER COLUMN {name} {what}" for name, what in columns.items())
        op.execute(f"ALTER TABLE {table} {changes}")
        op.execute(f"ANALYZE {table}")


def _is_sqlite() -> bool:
    return bool(op.get_bind().dialect.name == "sqlite")


def _name(table: str, columns: tuple[str, ...]) -> str:
    return f"ix_{table}_{'_'.join(columns)}"

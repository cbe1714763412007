"""What the planners are told of a shop's rows, whatever there is yet: statistics by design.

Plans that follow the data change without anybody's doing, and both engines plan without knowing
the values. Told nothing, SQLite believes that an account has ten rows of a table and walks all of
them for one; PostgreSQL takes for granted that a status which every row has finds every row.
"""

import sqlalchemy as sa

ROWS = 1_000_000
FEW_ROWS = 100
SMALL = {"accounts", "users", "api_keys", "product_kinds", "locations"}
FEW_VALUES = {
    "status": 4,
    "outcome": 5,
    "kind": 5,
    "channel": 10,
    "location_id": 10,
    "priority": 10,
    "principal": 10,
    "action": 20,
    "resource_type": 10,
}
"""Columns with few values, of which some are rare: rows are a million, values so many."""
SHARED = {
    *("product_id", "variant_id", "stock_level_id", "order_id", "order_line_id", "reservation_id"),
    *("fulfilment_id", "job_id", "user_id", "family_id", "created_by", "reference"),
    *("customer_email", "sku", "resource_id"),
}
"""Columns of which about ten rows have the same value."""
TEN = 10
LEDGER_OF_A_VARIANT = 100
"""Rows of the ledger for one variant: more than for one order, or one level."""


def tell_sqlite(connection: sa.Connection) -> None:
    """State the statistics of every index there is; a migration that makes one calls it anew."""
    run = connection.exec_driver_sql
    run("ANALYZE alembic_version")  # makes the table of statistics
    run("DELETE FROM sqlite_stat1")
    found = run(
        'SELECT t.name, i.name, i."unique" FROM sqlite_master t JOIN pragma_index_list(t.name) i '
        "WHERE t.type = 'table' AND t.name NOT IN ('alembic_version') AND t.name NOT LIKE 'sqlite%'"
    ).all()
    for table, index, is_unique in found:
        columns = [row[2] for row in run(f"PRAGMA index_info('{index}')")]
        stated = " ".join(map(str, shares(table, columns, is_unique=bool(is_unique))))
        run("INSERT INTO sqlite_stat1 VALUES (?, ?, ?)", (table, index, stated))
    run("ANALYZE sqlite_master")  # reads what was just written


def shares(table: str, columns: list[str], *, is_unique: bool) -> list[int]:
    """Give the rows of a table, and those that share the first 1, 2 ... columns of an index."""
    rows = FEW_ROWS if table in SMALL else ROWS
    stated = [rows]
    for column in columns:
        alike = stated[-1]
        if column in FEW_VALUES:
            alike = max(1, alike // FEW_VALUES[column])
        elif (table, column) == ("stock_movements", "variant_id"):
            alike = min(alike, LEDGER_OF_A_VARIANT)
        elif column in SHARED:
            alike = min(alike, TEN)
        elif column != "account_id":
            alike = 1
        stated.append(alike)
    return [*stated[:-1], 1] if is_unique else stated

"""Let a stock level change in place: no index holds what every sale changes.

With one on `updated_at` each sale wrote a new entry into every index of the table, and a best
seller left thousands of dead ones for its next buyers to wade through. On PostgreSQL a page keeps
room for new versions, which are then found from the old ones (heap-only tuples).

Revision: 0005, after 0004.
"""

from alembic import op

from migrations.statistics import tell_sqlite

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

CHANGING = (
    ("account_id", "updated_at", "id"),
    ("location_id", "account_id", "updated_at", "id"),
)


def upgrade() -> None:
    for columns in CHANGING:
        op.drop_index(_name(columns), "stock_levels")
    if op.get_bind().dialect.name == "sqlite":
        tell_sqlite(op.get_bind())
    else:
        op.execute("ALTER TABLE stock_levels SET (fillfactor = 70)")


def downgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        op.execute("ALTER TABLE stock_levels RESET (fillfactor)")
    for columns in CHANGING:
        op.create_index(_name(columns), "stock_levels", columns)


def _name(columns: tuple[str, ...]) -> str:
    return f"ix_stock_levels_{'_'.join(columns)}"

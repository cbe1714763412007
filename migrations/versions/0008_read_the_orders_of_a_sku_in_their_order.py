"""Read the orders of a SKU in their order: by its lines, which are as old as their orders.

Revision: 0008, after 0007.
"""

from alembic import op

from migrations.statistics import tell_sqlite

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

OLD, NEW = ("account_id", "sku"), ("account_id", "sku", "created_at", "order_id")
AGE_OF_ORDER = "SELECT created_at FROM orders o WHERE o.id = order_id"


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL statement_timeout = 0")  # there may be many lines
    op.execute(f"UPDATE order_lines SET created_at = ({AGE_OF_ORDER})")  # nosec B608
    _replace(OLD, NEW)


def downgrade() -> None:
    _replace(NEW, OLD)


def _replace(old: tuple[str, ...], new: tuple[str, ...]) -> None:
    op.drop_index(_name(old), "order_lines")
    op.create_index(_name(new), "order_lines", new)
    if op.get_bind().dialect.name == "sqlite":
        tell_sqlite(op.get_bind())


def _name(columns: tuple[str, ...]) -> str:
    return f"ix_order_lines_{'_'.join(columns)}"

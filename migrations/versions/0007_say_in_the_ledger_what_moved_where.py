"""Say in the ledger what moved, and where, so that its lists are read in their order.

Rows get the pair of their level, and refer to the level and its pair at once: neither can be
another's. For this once the triggers of 0002 stand aside.

Revision: 0007, after 0006.
"""

import sqlalchemy as sa
from alembic import op

from migrations.statistics import tell_sqlite

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TABLE = "stock_movements"
PAIR = ("variant_id", "location_id")
LEVEL = ("stock_level_id", *PAIR)
OF_THE_LEVEL = ("variant_id", "location_id", "id")
NEW = (
    ("variant_id", "created_at", "id"),
    ("location_id", "account_id", "created_at", "id"),
)
MESSAGE = "the stock ledger is append-only"
PAIR_OF_LEVEL = "SELECT variant_id, location_id FROM stock_levels l WHERE l.id = stock_level_id"


def upgrade() -> None:
    if not _is_sqlite():
        op.execute("SET LOCAL statement_timeout = 0")  # the ledger may be long
    op.create_index(_name("stock_levels", OF_THE_LEVEL), "stock_levels", OF_THE_LEVEL, unique=True)
    op.drop_index(_name("stock_levels", ("variant_id",)), "stock_levels")
    for name in PAIR:
        op.add_column(TABLE, sa.Column(name, sa.Uuid(), nullable=True))
    _let_change()
    op.execute(f"UPDATE {TABLE} SET (variant_id, location_id) = ({PAIR_OF_LEVEL})")  # nosec B608
    with op.batch_alter_table(TABLE) as table:  # which SQLite writes anew
        for name in PAIR:
            table.alter_column(name, existing_type=sa.Uuid(), nullable=False)
        table.drop_constraint(f"fk_{TABLE}_stock_level_id", type_="foreignkey")
        table.create_foreign_key(_key(LEVEL), "stock_levels", LEVEL, ("id", *PAIR))
    _refuse_change()
    for columns in NEW:
        op.create_index(_name(TABLE, columns), TABLE, columns)
    if _is_sqlite():
        tell_sqlite(op.get_bind())
        return
    op.execute(f"ALTER TABLE {TABLE} ALTER COLUMN location_id SET (n_distinct = 10)")
    op.execute(f"ANALYZE {TABLE}, stock_levels")


def downgrade() -> None:
    for columns in NEW:
        op.drop_index(_name(TABLE, columns), TABLE)
    _let_change()
    with op.batch_alter_table(TABLE) as table:
        table.drop_constraint(_key(LEVEL), type_="foreignkey")
        table.create_foreign_key(_key(("stock_level_id",)), "stock_levels", LEVEL[:1], ("id",))
        for name in PAIR:
            table.drop_column(name)
    _refuse_change()
    op.create_index(_name("stock_levels", ("variant_id",)), "stock_levels", ("variant_id",))
    op.drop_index(_name("stock_levels", OF_THE_LEVEL), "stock_levels")
    if _is_sqlite():
        tell_sqlite(op.get_bind())


def _let_change() -> None:
    if _is_sqlite():
        for event in ("update", "delete"):
            op.execute(f"DROP TRIGGER {TABLE}_no_{event}")
        return
    op.execute(f"DROP TRIGGER {TABLE}_append_only ON {TABLE}")


def _refuse_change() -> None:
    if _is_sqlite():
        for event in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {TABLE}_no_{event.lower()} BEFORE {event} ON {TABLE} "
                f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
            )
        return
    op.execute(
        f"CREATE TRIGGER {TABLE}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE "
        f"ON {TABLE} FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change()"
    )


def _is_sqlite() -> bool:
    return bool(op.get_bind().dialect.name == "sqlite")


def _key(columns: tuple[str, ...]) -> str:
    return f"fk_{TABLE}_{'_'.join(columns)}"


def _name(table: str, columns: tuple[str, ...]) -> str:
    return f"ix_{table}_{'_'.join(columns)}"

"""Keep each row within its account: foreign keys name whose the other row is, too.

What a request may name by an id (a user, a product, a variant, a location, a job) is of the
account of whoever names it, or the database refuses. SQLite writes a table anew to change a key
of it, and so loses its triggers.

Revision: 0012, after 0011.
"""

from alembic import op

from migrations.statistics import tell_sqlite

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

NAMED = ("users", "products", "variants", "locations", "jobs")
OWNER = ("account_id", "id")
KEYS = [
    ("api_keys", "created_by", "users"),
    ("refresh_tokens", "user_id", "users"),
    ("password_resets", "user_id", "users"),
    ("variants", "product_id", "products"),
    ("stock_levels", "variant_id", "variants"),
    ("stock_levels", "location_id", "locations"),
    ("order_lines", "variant_id", "variants"),
    ("fulfilments", "location_id", "locations"),
    ("job_rows", "job_id", "jobs"),
]
LEDGER, LEVELS = "stock_movements", "stock_levels"
PAIR = ("variant_id", "location_id")
NAME, NEW_NAME = f"fk_{LEDGER}_stock_level_id_variant_id_location_id", f"fk_{LEDGER}_level"


def upgrade() -> None:
    for table in NAMED:
        op.create_index(_index(table, OWNER), table, OWNER, unique=True)
    for table, column, named in KEYS:
        _replace_key(table, column, named, within=True)
    _refer_to_levels(NAME, PAIR, NEW_NAME, (*PAIR, "account_id"))
    if _is_sqlite():
        tell_sqlite(op.get_bind())


def downgrade() -> None:
    _refer_to_levels(NEW_NAME, (*PAIR, "account_id"), NAME, PAIR)
    for table, column, named in KEYS:
        _replace_key(table, column, named, within=False)
    for table in NAMED:
        op.drop_index(_index(table, OWNER), table)
    if _is_sqlite():
        tell_sqlite(op.get_bind())


def _refer_to_levels(old: str, by: tuple[str, ...], new: str, instead: tuple[str, ...]) -> None:
    """Let the ledger refer to its levels by other columns beside the id."""
    op.create_index(_index(LEVELS, (*instead, "id")), LEVELS, (*instead, "id"), unique=True)
    with op.batch_alter_table(LEDGER) as changed:
        changed.drop_constraint(old, type_="foreignkey")
        changed.create_foreign_key(new, LEVELS, ("stock_level_id", *instead), ("id", *instead))
    if _is_sqlite():
        _refuse_change_again()
    op.drop_index(_index(LEVELS, (*by, "id")), LEVELS)


def _replace_key(table: str, column: str, named: str, *, within: bool) -> None:
    """Let a foreign key say whose the other row is, or not any more."""
    alone, owned = (column,), ("account_id", column)
    old, new = (alone, owned) if within else (owned, alone)
    with op.batch_alter_table(table) as changed:
        changed.drop_constraint(_key(table, old), type_="foreignkey")
        changed.create_foreign_key(_key(table, new), named, new, OWNER if within else ("id",))


def _refuse_change_again() -> None:
    for event in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {LEDGER}_no_{event.lower()} BEFORE {event} ON {LEDGER} "
            "BEGIN SELECT RAISE(ABORT, 'the stock ledger is append-only'); END"
        )


def _is_sqlite() -> bool:
    return bool(op.get_bind().dialect.name == "sqlite")


def _key(table: str, columns: tuple[str, ...]) -> str:
    return f"fk_{table}_{'_'.join(columns)}"


def _index(table: str, columns: tuple[str, ...]) -> str:
    return f"ix_{table}_{'_'.join(columns)}"

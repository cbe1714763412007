"""Keep an audit log: who changed what. No row of it is changed or taken away, by anybody.

A later migration that rebuilds `audit_log` on SQLite must create the triggers again.

Revision: 0009, after 0008.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.statistics import tell_sqlite

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TABLE = "audit_log"
MESSAGE = "the audit log is append-only"
FILTERS = ((), ("action",), ("resource_type",), ("resource_id",), ("principal",))
VALUES = {"action": 20, "resource_type": 10, "principal": 10}
"""How many values each has, though nearly all rows may have the same."""


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("principal", sa.String(length=60), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("request_id", sa.String(length=64), nullable=True),
        sa.Column("remote_address", sa.String(length=45), nullable=True),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("resource_type", sa.String(length=40), nullable=False),
        sa.Column("resource_id", sa.Uuid(), nullable=False),
        sa.Column(
            "changes",
            sa.JSON().with_variant(postgresql.JSONB(), "postgresql"),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_audit_log_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_log")),
    )
    for found_by in FILTERS:
        columns = ("account_id", *found_by, "created_at", "id")
        op.create_index(f"ix_{TABLE}_{'_'.join(columns)}", TABLE, columns)
    if op.get_bind().dialect.name == "sqlite":
        _refuse_change_on_sqlite()
        tell_sqlite(op.get_bind())
    else:
        _refuse_change_on_postgresql()
        settings = (f"ALTER COLUMN {name} SET (n_distinct = {n})" for name, n in VALUES.items())
        op.execute(f"ALTER TABLE {TABLE} {', '.join(settings)}")


def downgrade() -> None:
    op.drop_table(TABLE)
    if op.get_bind().dialect.name == "sqlite":
        tell_sqlite(op.get_bind())
    else:
        op.execute("DROP FUNCTION refuse_audit_change()")


def _refuse_change_on_sqlite() -> None:
    for event in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {TABLE}_no_{event.lower()} BEFORE {event} ON {TABLE} "
            f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        )


def _refuse_change_on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'restrict_violation'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {TABLE}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE "
        f"ON {TABLE} FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()"
    )

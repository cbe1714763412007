"""Remember who wrote when, for reads from replicas.

PostgreSQL neither logs nor replicates the table; a crash may empty it.
"""

import sqlalchemy as sa
from alembic import op

from migrations.statistics import tell_sqlite

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "writers",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("principal", sa.String(length=60), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_writers_account_id")
        ),
        sa.PrimaryKeyConstraint("account_id", "principal", name=op.f("pk_writers")),
        prefixes=["UNLOGGED"] if op.get_bind().dialect.name == "postgresql" else [],
    )
    if op.get_bind().dialect.name == "sqlite":
        tell_sqlite(op.get_bind())


def downgrade() -> None:
    op.drop_table("writers")

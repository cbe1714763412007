"""Keep one password reset for each user.

Revision: 0011, after 0010.
"""

import sqlalchemy as sa
from alembic import op

from migrations.statistics import tell_sqlite

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TABLE = "password_resets"


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '2s'")  # the foreign keys lock accounts and users
    op.create_table(
        TABLE,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f(f"fk_{TABLE}_account_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f(f"fk_{TABLE}_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint("token_hash", name=op.f(f"uq_{TABLE}_token_hash")),
        sa.UniqueConstraint("user_id", name=op.f(f"uq_{TABLE}_user_id")),
    )
    op.create_index(op.f(f"ix_{TABLE}_account_id"), TABLE, ["account_id"])
    if op.get_bind().dialect.name == "sqlite":
        tell_sqlite(op.get_bind())


def downgrade() -> None:
    op.drop_table(TABLE)

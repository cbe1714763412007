"""Remember when sessions began, and what an API key's secret was before it was rotated.

Columns that may be null alone: a server of the version before goes on meanwhile.

Revision: 0010, after 0009.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

NEW = {
    "refresh_tokens": [("started_at", sa.DateTime(timezone=True))],
    "api_keys": [
        ("rotated_at", sa.DateTime(timezone=True)),
        ("former_hash", sa.String(length=64)),
        ("former_until", sa.DateTime(timezone=True)),
    ],
}
BEGAN = (
    "SELECT min(f.created_at) FROM refresh_tokens f WHERE f.family_id = refresh_tokens.family_id"
)
GOES_ON = "used_at IS NULL AND revoked_at IS NULL"


def upgrade() -> None:
    for table, columns in NEW.items():
        for name, kind in columns:
            op.add_column(table, sa.Column(name, kind, nullable=True))
    op.execute(f"UPDATE refresh_tokens SET started_at = ({BEGAN}) WHERE {GOES_ON}")  # nosec B608


def downgrade() -> None:
    for table, columns in NEW.items():
        for name, _ in columns:
            op.drop_column(table, name)

"""Run migrations in one transaction, on the database of the app."""

from typing import Any

from alembic import context
from flask import current_app

from models import Base, db
from models.base import UtcDateTime


def render_item(kind: str, item: Any, _autogen: Any) -> str | bool:
    """Write our types as plain ones, so that an old migration needs no model."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def run() -> None:
    """Migrate; SQLite needs its foreign keys off while a table is rebuilt."""
    configuration = current_app.extensions["migrate"].configure_args
    with db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_item=render_item,
            **configuration,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()

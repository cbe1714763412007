"""Run migrations in one transaction, on the database of the app, one instance at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from migrations import locks
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
    with db.engine.connect() as connection, _foreign_keys_off(connection):
        if connection.dialect.name == "sqlite":
            connection.begin()  # before it is asked which revision there is
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_item=render_item,
            **configuration,
        )
        with context.begin_transaction():
            locks.alone(connection)
            context.run_migrations()
        connection.commit()


@contextmanager
def _foreign_keys_off(connection: Connection) -> Iterator[None]:
    """On SQLite dropping the old table would count as deleting its rows."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.driver_connection  # SQLite heeds it outside transactions
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        connection.rollback()
        driver.execute("PRAGMA foreign_keys=ON")


locks.insisting(run)

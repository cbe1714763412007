"""What a role of PostgreSQL has set, where a pooler stands before it."""

from typing import Any

from psycopg import sql
from sqlalchemy import Engine

from config import Settings
from models.engine import session_settings


def settle_role(engine: Engine, settings: Settings) -> dict[str, Any]:
    """Give the role the settings of a session, where it uses this database; give them."""
    settled = session_settings(settings)
    with engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        where = sql.Identifier(raw.execute("SELECT current_database()").fetchone()[0])
        for name, value in settled.items():
            what = (where, sql.Identifier(name), sql.Literal(value))
            raw.execute(sql.SQL("ALTER ROLE CURRENT_USER IN DATABASE {} SET {} = {}").format(*what))
    return settled

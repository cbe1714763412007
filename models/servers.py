"""Whether the servers behind the settings are what the settings say, and what a role has set."""

from typing import Any

from psycopg import sql
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import DBAPIError

from config import Settings, UnusableConfiguration
from models.engine import options_of, prepare, session_settings

HAS = text("SELECT lower(name), setting FROM pg_settings WHERE lower(name) = ANY(:names)")
IS = text("""
SELECT pg_is_in_recovery() AS is_replica,
       (SELECT system_identifier FROM pg_control_system()) AS cluster
""")
POOLER = (
    "{name} leads to a pooler, which does not pass on what a session asks for. "
    "Set DB_BEHIND_POOLER=true."
)
ROLE = (
    "Behind the pooler of {name} a session does not have {missing}. "
    "Run: flask --app wsgi db-role. Then let the pooler RECONNECT."
)
NO_REPLICA = "DATABASE_REPLICA_URLS names a server that is no replica, number {number}."
STRANGER = "DATABASE_REPLICA_URLS names a replica of another primary, number {number}."


def check(settings: Settings) -> None:
    """Look at every server that answers; one that is away may come later.

    Raises UnusableConfiguration.
    """
    if not settings.database_url.startswith("postgresql"):
        return
    primary = _looked_at("DATABASE_URL", settings.database_url, settings)
    for number, url in enumerate(settings.database_replica_urls, start=1):
        replica = _looked_at("DATABASE_REPLICA_URLS", url, settings)
        if replica and not replica["is_replica"]:
            raise UnusableConfiguration(NO_REPLICA.format(number=number))
        if replica and primary and replica["cluster"] != primary["cluster"]:
            raise UnusableConfiguration(STRANGER.format(number=number))


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


def _looked_at(name: str, url: str, settings: Settings) -> dict[str, Any] | None:
    engine = create_engine(url, **options_of(settings))
    prepare(engine)
    wanted = {key: str(value) for key, value in session_settings(settings).items()}
    try:
        with engine.connect() as connection:
            found = {row[0]: row[1] for row in connection.execute(HAS, {"names": [*wanted]})}
            facts = dict(connection.execute(IS).mappings().one())
    except DBAPIError as error:
        if "unsupported startup parameter" in str(error):
            raise UnusableConfiguration(POOLER.format(name=name)) from error
        return None
    finally:
        engine.dispose()
    if found != wanted:
        missing = ", ".join(f"{key}={wanted[key]}" for key in wanted if found[key] != wanted[key])
        words = ROLE if settings.db_behind_pooler else POOLER
        raise UnusableConfiguration(words.format(name=name, missing=missing))
    return facts

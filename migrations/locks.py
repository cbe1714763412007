"""One migration at a time, and none for which callers wait for long.

Whoever waits for a table of PostgreSQL's has all behind them who come later, even to read. So a
migration gives way after two seconds, lets everybody pass, and tries again.
"""

import logging
import sqlite3
from collections.abc import Callable

from sqlalchemy import Connection, text
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt, wait_random

LOCK_TIMEOUT_MS = 2_000
ATTEMPTS = 60
PAUSE_SECONDS = (0.5, 2.0)
NUMBER = 0x6261636B73746F63
"""Of the advisory lock that stands for migrating this database."""
GIVING_WAY = {"55P03", "40P01"}
"""Lock not available, deadlock (PostgreSQL, appendix A)."""

log = logging.getLogger("backstock.migrations")


def insisting(migrate: Callable[[], None]) -> None:
    """Migrate; all of it again if somebody held what it needs."""
    Retrying(
        retry=retry_if_exception(_is_locked_out),
        stop=stop_after_attempt(ATTEMPTS),
        wait=wait_random(*PAUSE_SECONDS),
        after=_say,
        reraise=True,
    )(migrate)


def alone(connection: Connection) -> None:
    """Wait until nobody else migrates, and from here on never long for a lock.

    Statements may take as long as they need: a large table is large. On SQLite the write lock
    is taken when the transaction opens, and is all there is.
    """
    if connection.dialect.name != "postgresql":
        return
    for name in ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout"):
        connection.execute(text(f"SET LOCAL {name} = 0"))
    connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": NUMBER})
    connection.execute(text(f"SET LOCAL lock_timeout = {LOCK_TIMEOUT_MS}"))


def _is_locked_out(error: BaseException) -> bool:
    said = getattr(error, "orig", error)  # as the driver said it
    if isinstance(said, sqlite3.OperationalError):
        return said.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
    return getattr(said, "sqlstate", None) in GIVING_WAY


def _say(attempt: RetryCallState) -> None:
    log.warning("somebody holds what the migration needs; attempt %s", attempt.attempt_number)

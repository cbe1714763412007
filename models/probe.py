"""Asking a database how it is, on a connection of its own which never waits for long.

Not by way of the pool, whose connections may all be taken or hang; that must show, not spread.
"""

import select
import sqlite3
import time
from contextlib import closing
from typing import Any

import psycopg
from psycopg.pq import ConnStatus, ExecStatus
from sqlalchemy import Engine

REVISIONS = "SELECT version_num FROM alembic_version"
PATIENCE_SECONDS = 0.8
"""For the answer; and, of SQLite, for a lock."""
CONNECT_SECONDS = 2
"""For a connection; psycopg takes no less. Whoever asks need not wait for that."""
WORDS = {
    "too many clients": "takes no more connections",
    "remaining connection slots": "takes no more connections",
    "too many connections": "takes no more connections",
    "starting up": "is starting or stopping",
    "shutting down": "is starting or stopping",
    "authentication failed": "does not let us in",
    "no password supplied": "does not let us in",
    "does not exist": "does not let us in",
}
"""Before there is a session PostgreSQL's errors have no code, only their text."""


class Unanswered(Exception):
    """The database did not say; the message says why, without addresses or names."""


class NoSuchTable(Unanswered):
    """The database answers, and was never migrated."""


def revisions_of(engine: Engine) -> set[str]:
    """Give the revisions that a database says it has; none where it was never migrated.

    Raises Unanswered.
    """
    try:
        return set(asked(engine, REVISIONS))
    except NoSuchTable:
        return set()


def asked(engine: Engine, question: str) -> list[str]:
    """Give the first column of what a question finds, as text.

    Raises Unanswered.
    """
    if engine.dialect.name == "sqlite":
        return _of_file(engine.url.database or "", question)
    _, given = engine.dialect.create_connect_args(engine.url)
    return _of_server({**given, "connect_timeout": CONNECT_SECONDS}, question)


def _of_file(name: str, question: str) -> list[str]:
    """Ask SQLite; a file that is not there is not made."""
    try:
        address = f"file:{name}?mode=rw"
        with closing(sqlite3.connect(address, uri=True, timeout=PATIENCE_SECONDS)) as connection:
            return [str(row[0]) for row in connection.execute(question)]
    except sqlite3.OperationalError as error:
        if "no such table" in str(error):
            raise NoSuchTable("was never migrated") from error
        words = "is locked" if "locked" in str(error) else "cannot be opened"
        raise Unanswered(words) from error
    except sqlite3.DatabaseError as error:
        raise Unanswered("is no database") from error


def _of_server(given: dict[str, Any], question: str) -> list[str]:
    try:
        with closing(psycopg.connect(autocommit=True, **given)) as connection:
            result = _answer(connection.pgconn, question)
    except psycopg.errors.ConnectionTimeout as error:
        raise Unanswered("does not answer") from error
    except psycopg.Error as error:
        words = next((words for part, words in WORDS.items() if part in str(error)), None)
        raise Unanswered(words or "cannot be reached") from error
    if result.status == ExecStatus.TUPLES_OK:
        return [_text(result.get_value(row, 0)) for row in range(result.ntuples)]
    refusal = psycopg.errors.error_from_result(result)
    if isinstance(refusal, psycopg.errors.UndefinedTable):
        raise NoSuchTable("was never migrated") from refusal
    raise Unanswered("cannot be read") from refusal


def _answer(libpq: Any, question: str) -> Any:
    """Ask, and wait no longer than PATIENCE_SECONDS: libpq itself would wait for ever."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    socket = select.poll()
    socket.register(libpq.socket, select.POLLIN)
    libpq.send_query(question.encode())
    while libpq.is_busy():
        left = deadline - time.monotonic()
        if left <= 0 or not socket.poll(left * 1_000):
            raise Unanswered("does not answer")
        libpq.consume_input()
    result = libpq.get_result()
    if result is None or libpq.status != ConnStatus.OK:
        raise Unanswered("hung up")
    return result


def _text(value: bytes | None) -> str:
    return (value or b"").decode()

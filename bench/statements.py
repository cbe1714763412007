"""What is sent to the database, noted at the driver: whoever sends it, and in whatever way."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from sqlalchemy import Engine, event

AROUND = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA", "SET ", "SELECT 1", ";")
"""How a statement begins that opens, ends or sets up what others run in."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement with its values; on SQLite they stand in the text.

    `is_numbered`: values are named $1, $2 ... in the text, else as psycopg does (%s, %(name)s).
    """

    text: str
    values: Any = None
    is_numbered: bool = False


@contextmanager
def noted(engine: Engine) -> Iterator[list[Statement]]:
    """Collect the statements that are sent on the connections of `engine` meanwhile."""
    found: list[Statement] = []
    listen = _listen_sqlite if engine.dialect.name == "sqlite" else _listen_postgresql

    def connected(connection: Any, *_: object) -> None:
        listen(connection, found)

    engine.dispose()  # every connection from here on is a new one, and listened to
    event.listen(engine, "connect", connected)
    try:
        yield found
    finally:
        event.remove(engine, "connect", connected)
        engine.dispose()


def _listen_sqlite(connection: Any, found: list[Statement]) -> None:
    def note(text: str) -> None:
        # What a trigger does comes as a comment: it is no statement of anybody's.
        if not text.lstrip().upper().startswith((*AROUND, "--")):
            found.append(Statement(text))

    connection.set_trace_callback(note)


def _listen_postgresql(connection: Any, found: list[Statement]) -> None:
    given: type[psycopg.Cursor[Any]] = connection.cursor_factory

    class Noting(given):  # type: ignore[misc, valid-type]
        """The cursor of the app, which notes what it is told."""

        def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
            note(self, query, params)
            return super().execute(query, params, **options)

        def executemany(self, query: Any, params_seq: Any, **options: Any) -> Any:
            note(self, query, None)
            return super().executemany(query, params_seq, **options)

    def note(cursor: Any, query: Any, values: Any) -> None:
        text = query.decode() if isinstance(query, bytes) else str(query)
        if not text.lstrip().upper().startswith(AROUND):
            found.append(Statement(text, values, isinstance(cursor, psycopg.RawCursor)))

    connection.cursor_factory = Noting

"""What is sent to the database, noted at the driver: whoever sends it, and in whatever way."""

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from sqlalchemy import Engine, event

from models import libpq

AROUND = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA", "SET ", "SELECT 1", ";")
"""How a statement begins that opens, ends or sets up what others run in."""

SENDING = (
    (libpq.Cursor, "execute", lambda text, values: [(text, values)]),
    (libpq.Cursor, "execute_together", lambda calls: calls),
    (psycopg.Cursor, "execute", lambda text, values=None: [(text, values)]),
    (psycopg.Cursor, "executemany", lambda text, _: [(text, None)]),
)
"""How cursors of PostgreSQL send, and what: text and values of each statement."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement with its values; on SQLite they stand in the text.

    `is_numbered`: values are named $1, $2 ... in the text, else as psycopg does (%s, %(name)s).
    `trip`: number of the round trip to the server; on SQLite there are none.
    """

    text: str
    values: Any = None
    is_numbered: bool = False
    trip: int = 0


@contextmanager
def noted(engine: Engine) -> Iterator[list[Statement]]:
    """Collect the statements that are sent on the connections of `engine` meanwhile."""
    found: list[Statement] = []
    noting = _noted_sqlite if engine.dialect.name == "sqlite" else _noted_postgresql
    with noting(engine, found):
        yield found


@contextmanager
def _noted_sqlite(engine: Engine, found: list[Statement]) -> Iterator[None]:
    def note(text: str) -> None:
        # What a trigger does comes as a comment: it is no statement of anybody's.
        if _is_work(text) and not text.startswith("--"):
            found.append(Statement(text))

    def taken(connection: Any, *_: object) -> None:
        connection.set_trace_callback(note)

    def given_back(connection: Any, *_: object) -> None:
        if connection is not None:  # which is what is given back of a lost one
            connection.set_trace_callback(None)

    with _listening(engine, checkout=taken, checkin=given_back):
        yield


@contextmanager
def _noted_postgresql(engine: Engine, found: list[Statement]) -> Iterator[None]:
    """Note at the classes of all cursors: how the app makes its own is its own business."""
    taken: list[Any] = []
    trips = itertools.count(1)

    def noting(send: Callable[..., Any], calls: Callable[..., Any]) -> Callable[..., Any]:
        def method(cursor: Any, *what: Any, **options: Any) -> Any:
            trip = next(trips)
            for query, values in calls(*what):
                text = query.decode() if isinstance(query, bytes) else str(query)
                if cursor.connection in taken and _is_work(text):
                    is_numbered = isinstance(cursor, libpq.Cursor)
                    found.append(Statement(text, values, is_numbered, trip))
            return send(cursor, *what, **options)

        return method

    were = [(kind, name, getattr(kind, name), calls) for kind, name, calls in SENDING]
    with _listening(engine, checkout=lambda connection, *_: taken.append(connection)):
        for kind, name, send, calls in were:
            setattr(kind, name, noting(send, calls))
        try:
            yield
        finally:
            for kind, name, send, _ in were:
                setattr(kind, name, send)


@contextmanager
def _listening(engine: Engine, **listeners: Callable[..., None]) -> Iterator[None]:
    for name, listener in listeners.items():
        event.listen(engine, name, listener)
    try:
        yield
    finally:
        for name, listener in listeners.items():
            event.remove(engine, name, listener)


def _is_work(text: str) -> bool:
    return not text.lstrip().upper().startswith(AROUND)

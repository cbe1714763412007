"""The unit of work: one connection, taken when it is first needed, and its one transaction.

A statement whose text is made once (`models.statements`) runs on the driver's own cursor,
any other through SQLAlchemy's connection; both are the same transaction.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import psycopg
from sqlalchemy import Connection, CursorResult, Engine, Executable
from sqlalchemy.exc import DBAPIError

_current: ContextVar["Work"] = ContextVar("work")


class Work:
    """What one request, or one batch, does to the database."""

    def __init__(self, engine: Engine) -> None:
        self.dialect = engine.dialect
        self.is_committing = False
        """Whether its fate is in the database's hands: a lost connection does not tell it."""
        self._engine = engine
        self._connection: Connection | None = None
        self._cursor: Any = None
        self._is_open = False
        self._is_outside = False
        self._last: list[Callable[[], None]] = []

    def execute(
        self,
        statement: Executable,
        values: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None,
    ) -> CursorResult[Any]:
        """Run any statement of SQLAlchemy."""
        return self._begun().execute(statement, values)

    def run(self, text: str, values: Sequence[Any]) -> Any:
        """Run a text in the driver's own words; give the driver's cursor.

        Raises sqlalchemy.exc.DBAPIError, as SQLAlchemy does.
        """
        cursor = self._ready()
        try:
            cursor.execute(text, values)
        except self.dialect.loaded_dbapi.Error as error:
            raise self._explained(error, text) from error
        return cursor

    def run_each(self, text: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run a text in the driver's own words for each row of values."""
        cursor = self._ready()
        try:
            cursor.executemany(text, rows)
        except self.dialect.loaded_dbapi.Error as error:
            raise self._explained(error, text) from error

    @contextmanager
    def outside(self) -> Iterator[None]:
        """Run what is asked in here before the transaction opens: it locks and holds nothing."""
        self._is_outside = True
        try:
            yield
        finally:
            self._is_outside = False

    def at_last(self, action: Callable[[], None]) -> None:
        """Do `action` when all else is done, right before the commit: it takes hot locks."""
        self._last.append(action)

    def commit(self) -> None:
        """Keep everything; nothing to do where nothing was asked."""
        last, self._last = self._last, []
        for action in last:
            action()
        if self._is_open:
            self.is_committing = True
            self._begun().commit()
            self._is_open = False

    def release(self) -> None:
        """Undo what was not committed, and hold no connection until the next statement."""
        connection, self._connection, self._cursor = self._connection, None, None
        self._is_open, self._last = False, []
        if connection is not None:
            connection.close()

    def _ready(self) -> Any:
        if not (self._is_open or self._is_outside):
            self._begun()
        if self._cursor is None:
            self._cursor = _cursor(self._connected())
        return self._cursor

    def _connected(self) -> Connection:
        if self._connection is None:
            self._connection = self._engine.connect()
        return self._connection

    def _begun(self) -> Connection:
        connection = self._connected()
        if not self._is_open:
            connection.begin()
            self._is_open = True
        return connection

    def _explained(self, error: Any, text: str) -> Any:
        """Give an error of the driver as SQLAlchemy would; a lost connection leaves the pool."""
        connection = self._connected()
        lost = self.dialect.is_disconnect(error, connection.connection, self._cursor)
        if lost:
            connection.invalidate(error)
            self._engine.dispose()  # a server that went away took the others along
        base = self.dialect.loaded_dbapi.Error
        return DBAPIError.instance(
            text,
            None,
            error,
            base,
            hide_parameters=True,
            connection_invalidated=lost,
            dialect=self.dialect,
        )


def current() -> Work:
    """Give the work that is being done; LookupError outside of any."""
    return _current.get()


def execute(
    statement: Executable, values: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None
) -> CursorResult[Any]:
    """Run any statement of SQLAlchemy in the current work."""
    return current().execute(statement, values)


@contextmanager
def doing(work: Work) -> Iterator[Work]:
    """Make `work` the current one; what it did not commit is undone at the end."""
    token = _current.set(work)
    try:
        yield work
    finally:
        _current.reset(token)
        work.release()


def _cursor(connection: Connection) -> Any:
    raw: Any = connection.connection.driver_connection
    if isinstance(raw, psycopg.Connection):
        return psycopg.RawCursor(raw)
    return raw.cursor()

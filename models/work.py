"""The unit of work: one connection, taken when it is first needed, and its one transaction.

A statement whose text is made once (`models.statements`) runs on the driver's own cursor,
any other through SQLAlchemy's connection; both are the same transaction.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from typing import Any, Protocol, TypeVar

import psycopg
from sqlalchemy import Connection, CursorResult, Engine, Executable
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from models import libpq
from models.actor import Actor, system
from models.outages import is_stale

_current: ContextVar["Work"] = ContextVar("work")


class Last(Protocol):
    """What a work leaves to its end, to lock hot rows for the commit alone."""

    def write(self) -> None:
        """Write all of it."""


L = TypeVar("L", bound=Last)
Asked = tuple[str, Sequence[Any], Callable[[libpq.Rows], None]]
"""A text that only reads, its values, and who gets the rows."""


class Work:
    """What one request, or one batch, does to the database."""

    def __init__(self, engine: Engine) -> None:
        self.dialect = engine.dialect
        self.actor: Callable[[], Actor] = system
        """Who has it done; found out only where somebody writes it down."""
        self.is_committing = False
        """Whether its fate is in the database's hands: a lost connection does not tell it."""
        self._engine = engine
        self._connection: Connection | None = None
        self._cursor: Any = None
        self._is_open = False
        self._is_outside = False
        # A read of PostgreSQL sees what is committed, in a transaction as out of one. On SQLite
        # the transaction is what makes two reads agree, and a write wait for its turn.
        self._reads_open = engine.dialect.name == "sqlite"
        self._at_first: Callable[[], None] | None = None
        self._at_last: Last | None = None
        self._when_kept: tuple[Callable[[], None], ...] = ()
        self._has_written = False  # or may have locked what others write
        self._asked: list[Asked] = []

    def execute(
        self,
        statement: Executable,
        values: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None,
    ) -> CursorResult[Any]:
        """Run any statement of SQLAlchemy."""
        self.settle()
        self._has_written = True
        return self._begun().execute(statement, values)

    def run(self, text: str, values: Sequence[Any], *, writes: bool = True) -> Any:
        """Run a text in the driver's own words; give the driver's cursor.

        What `writes`, or locks, opens the transaction. Raises sqlalchemy.exc.DBAPIError.
        """
        if writes:
            self.settle()
            self._has_written = True
        cursor = self._ready(writes)
        try:
            if self._asked:
                self._ask(cursor, (text, values))
            else:
                cursor.execute(text, values)
        except self.dialect.loaded_dbapi.Error as error:
            raise self._explained(error, text) from error
        return cursor

    def ahead(self, text: str, values: Sequence[Any], then: Callable[[libpq.Rows], None]) -> None:
        """Read along with what is read next: both are one round trip, where the driver can.

        `then` gets the rows before the next reader gets its own, and may raise in its place.
        """
        if self._reads_open:
            then(self.run(text, values, writes=False).fetchall())
        else:
            self._asked.append((text, values, then))

    def settle(self) -> None:
        """Read what waits for a next reader now: none may come, or it is going to write."""
        if not self._asked:
            return
        try:
            self._ask(self._ready(False))
        except self.dialect.loaded_dbapi.Error as error:
            self._asked = []  # who asked may not be there any more when it is asked again
            raise self._explained(error, "what was asked ahead") from error

    @contextmanager
    def settled(self) -> Iterator[None]:
        """Leave nothing waiting at the end, also where that is a refusal."""
        try:
            yield
        finally:
            self.settle()

    def run_each(self, text: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run a text in the driver's own words for each row of values."""
        self.settle()
        self._has_written = True
        cursor = self._ready(True)
        try:
            cursor.executemany(text, rows)
        except self.dialect.loaded_dbapi.Error as error:
            raise self._explained(error, text) from error

    @contextmanager
    def outside(self) -> Iterator[None]:
        """Run what is asked in here out of any transaction: it locks and holds nothing."""
        was, self._is_outside = self._is_outside, True
        try:
            yield
        finally:
            self._is_outside = was

    def at_first(self, action: Callable[[], None]) -> None:
        """Do `action` as soon as a transaction is open, if ever one is."""
        if self._is_open:
            action()
        else:
            self._at_first = action

    def at_last(self, kind: Callable[[], L]) -> L:
        """Give what is written when all else is done; made by `kind` when first asked for."""
        if self._at_last is None:
            self._at_last = kind()
        return self._at_last  # type: ignore[return-value]

    def when_kept(self, action: Callable[[], None]) -> None:
        """Do `action` once all is committed, if it ever is; it must not fail, nor take long."""
        self._when_kept += (action,)

    def commit(self) -> None:
        """Keep everything; nothing to do where nothing was asked.

        What is written at last is one statement on PostgreSQL: where nothing was written before,
        it is a transaction of its own.
        """
        last, self._at_last = self._at_last, None
        if last is not None and self._is_open:
            last.write()
        elif last is not None:
            self.is_committing = not self._reads_open
            with nullcontext() if self._reads_open else self.outside():
                last.write()
        if self._is_open:
            self.is_committing = True
            self._begun().commit()
            self._is_open = False
        self._has_written = False
        for action in self._when_kept:
            action()
        self._when_kept = ()

    def rest(self) -> None:
        """Hold no lock and no connection while something else takes its time.

        What was written stays, and then they are held for it.
        """
        self.settle()
        if not self._has_written:
            self._give_back()

    def release(self) -> None:
        """Undo what was not committed, and hold no connection until the next statement."""
        self._at_first, self._at_last, self._when_kept = None, None, ()
        self._has_written = False
        self._give_back()

    def _give_back(self) -> None:
        if self._is_open and isinstance(self._cursor, libpq.Cursor):
            self._cursor.roll_back()
        connection, self._connection, self._cursor = self._connection, None, None
        self._is_open = False
        if connection is not None:
            connection.close()

    def _ask(self, cursor: libpq.Cursor, *last: libpq.Call) -> None:
        asked = self._asked
        results = cursor.execute_together([*((text, values) for text, values, _ in asked), *last])
        self._asked = []  # not before: what failed is asked again
        for (_, _, then), result in zip(asked, results, strict=False):
            then(cursor.rows(result))
        cursor.result = results[-1]

    def _ready(self, writes: bool) -> Any:
        if not (self._is_open or self._is_outside) and (writes or self._reads_open):
            self._begun()
        if self._cursor is None:
            self._cursor = _cursor(self._connected())
        return self._cursor

    def _connected(self) -> Connection:
        if self._connection is None:
            try:
                self._connection = self._engine.connect()
            except SQLAlchemyError:
                self._asked = []  # once is enough to wait for a connection
                raise
        return self._connection

    def _begun(self) -> Connection:
        connection = self._connected()
        if not self._is_open:
            try:
                connection.begin()
            except self.dialect.loaded_dbapi.Error as error:  # of `engine._begin`, as it came
                raise self._explained(error, "BEGIN") from error
            self._is_open = True
            first, self._at_first = self._at_first, None
            if first is not None:
                first()
        return connection

    def _explained(self, error: Any, text: str) -> Any:
        """Give an error of the driver as SQLAlchemy would; a lost connection leaves the pool."""
        connection = self._connected()
        gone = self.dialect.is_disconnect(error, connection.connection, self._cursor)
        lost = gone or is_stale(error)
        if lost or self._is_open:  # the work is done again, or not at all
            self._asked = []
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
        prepares = raw.prepare_threshold is not None  # None where a pooler stands before it
        return libpq.Cursor(raw, connection.info.setdefault("prepared", {}) if prepares else None)
    return raw.cursor()

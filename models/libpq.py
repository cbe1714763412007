"""PostgreSQL's own client library, for statements whose text is made once.

psycopg's cursor looks at every value and every statement anew to find out what is already known
of ours: that the text is prepared, and how values are written. Connections, transactions, types
of results and errors are psycopg's.
"""

import select
from binascii import hexlify
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
import psycopg
from psycopg.adapt import Transformer
from psycopg.pq import ConnStatus, ExecStatus
from psycopg.types.json import Jsonb

MOST_PREPARED = 500
"""Statements that a connection keeps prepared; callers decide how many ways to ask there are."""
Call = tuple[str, Sequence[Any]]
"""A text and its values."""
Rows = list[tuple[Any, ...]]
DONE = (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK)


class Cursor:
    """Runs texts with `$1`, `$2` ... on one connection; `prepared` lives as long as that does."""

    def __init__(
        self, connection: psycopg.Connection[Any], prepared: dict[str, bytes] | None
    ) -> None:
        self.connection = connection
        self._libpq = connection.pgconn
        self._results = Transformer(connection)
        self._prepared = prepared
        self.result: Any = None
        """Of what was run last."""

    def execute(self, text: str, values: Sequence[Any]) -> None:
        """Run a text; raises psycopg.Error."""
        name, written = self._name_of(text), _written(values)
        if name is None:
            result = self._libpq.exec_params(text.encode(), written)
        else:
            result = self._libpq.exec_prepared(name, written)
        if result.status not in DONE:
            raise self._error(result)
        self.result = result

    def execute_together(self, calls: Sequence[Call]) -> list[Any]:
        """Run texts that only read in one round trip; give the result of each.

        Where no transaction is open they share one. Raises psycopg.Error for the first that fails.
        """
        named = [(self._name_of(text), text, _written(values)) for text, values in calls]
        self._libpq.enter_pipeline_mode()
        for name, text, written in named:
            if name is None:
                self._libpq.send_query_params(text.encode(), written)
            else:
                self._libpq.send_query_prepared(name, written)
        self._libpq.pipeline_sync()
        results = self._received(len(named))
        self._libpq.exit_pipeline_mode()
        for result in results:
            if result.status not in DONE:
                raise self._error(result)
        return results

    def roll_back(self) -> None:
        """Undo the transaction; psycopg's own way would forget all that is prepared."""
        if self._libpq.status == ConnStatus.OK:  # else there is nothing left of it
            self._libpq.exec_(b"ROLLBACK")

    def executemany(self, text: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run a text for each row of values."""
        for values in rows:
            self.execute(text, values)

    def fetchall(self) -> Rows:
        """Give all rows of what was run last."""
        return self.rows(self.result)

    def fetchone(self) -> tuple[Any, ...] | None:
        """Give the first row."""
        rows = self.fetchall()
        return rows[0] if rows else None

    @property
    def rowcount(self) -> int:
        """Count the rows that were changed, or given."""
        return self.result.command_tuples or 0

    def rows(self, result: Any) -> Rows:
        """Give the rows of a result, each value as psycopg reads its type."""
        self._results.set_pgresult(result)
        return self._results.load_rows(0, result.ntuples, tuple)

    def _received(self, number: int) -> list[Any]:
        """Wait, without holding others up, for so many results and the end of the pipeline."""
        socket = select.poll()
        socket.register(self._libpq.socket, select.POLLIN | select.POLLOUT)
        while self._libpq.flush():
            socket.poll()
            self._libpq.consume_input()
        socket.modify(self._libpq.socket, select.POLLIN)
        results: list[Any] = []
        while len(results) <= number:
            while self._libpq.is_busy():
                socket.poll()
                self._libpq.consume_input()
            if (result := self._libpq.get_result()) is not None:
                results.append(result)
            elif self._libpq.status != ConnStatus.OK:  # nothing comes any more
                raise psycopg.OperationalError(self._libpq.get_error_message())
        return results[:number]

    def _name_of(self, text: str) -> bytes | None:
        """Give the name under which a text is prepared; None where it is not."""
        if self._prepared is None:
            return None
        name = self._prepared.get(text)
        if name is None and len(self._prepared) < MOST_PREPARED:
            name = b"backstock_%d" % len(self._prepared)
            result = self._libpq.prepare(name, text.encode())
            if result.status not in DONE:
                raise self._error(result)
            self._prepared[text] = name
        return name

    def _error(self, result: Any) -> psycopg.Error:
        error = psycopg.errors.error_from_result(result)
        if isinstance(error, psycopg.errors.InvalidSqlStatementName) and self._prepared:
            self._prepared.clear()  # somebody deallocated; the work is done again
        return error


def _written(values: Sequence[Any]) -> Any:
    return [None if value is None else WRITE[type(value)](value) for value in values]


def _text(value: str) -> bytes:
    written = value.encode()
    if b"\0" in written:  # where libpq would take it for the end
        raise psycopg.DataError("PostgreSQL text fields cannot contain NUL (0x00) bytes")
    return written


class _Write(dict[type, Callable[[Any], bytes]]):
    """How values are written, by their type."""

    def __missing__(self, kind: type) -> Callable[[Any], bytes]:
        """Write a kind of text, such as an enum, as text."""
        if not issubclass(kind, str):
            raise TypeError(f"nobody knows how to write a {kind.__name__}")
        self[kind] = _text
        return _text


WRITE = _Write(
    {
        str: _text,
        int: lambda value: b"%d" % value,
        bool: lambda value: b"t" if value else b"f",
        UUID: lambda value: value.hex.encode(),
        datetime: lambda value: value.isoformat().encode(),
        bytes: lambda value: b"\\x" + hexlify(value),
        psycopg.Binary: lambda value: b"\\x" + hexlify(value.obj),
        Jsonb: lambda value: orjson.dumps(value.obj),
    }
)

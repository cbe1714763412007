"""What is written when all else of a work is done: rows, then stock, all of it or none.

On PostgreSQL this is one statement. Hot stock levels are locked at its end and until it commits,
and a request that writes nothing else needs no other transaction.
"""

from collections.abc import Sequence
from functools import cache
from uuid import UUID

from sqlalchemy import Table, text
from sqlalchemy.exc import DBAPIError

from models.inserts import Batch, as_json, completed, insert_rows, inserted
from models.statements import Record, Statement
from models.work import current
from services.constraints import explained
from services.errors import Refusal, TryAgain
from services.stock import ledger, posting
from services.stock.ledger import Change, Entry

IN_PROGRESS = "BS001"
"""SQLSTATE of a key that another request holds; classes beginning with I to Z are free."""
SERIALISATION_FAILURE = "40001"
UNIQUE = (
    "uq_orders_account_id_number",
    "uq_orders_account_id_channel_external_ref",
    "uq_idempotency_keys_account_id_principal_key",
)
"""What somebody else may have written meanwhile; next time it is found and named."""


def insert_at_last(*batches: Batch) -> None:
    """Insert rows when all else is done; foreign keys point to batches before."""
    current().at_last(Ending).insert(batches)


def post_at_last(account_id: UUID, entry: Entry, changes: Sequence[Change]) -> None:
    """Post to the ledger when all else is done; once per work.

    If the changes do not fit by then, all of the work is done again.
    """
    current().at_last(Ending).post(account_id, entry, changes)


def hold_at_last(number: int, refusal: type[Refusal]) -> None:
    """Hold the advisory lock `number` while the end is written; `refusal` if another does."""
    current().at_last(Ending).lock = (number, refusal)


class Ending:
    """The end of a work, gathered while it is done."""

    def __init__(self) -> None:
        self.lock: tuple[int, type[Refusal]] | None = None
        self._batches: list[tuple[Table, list[Record]]] = []
        self._posting: tuple[UUID, Entry, Sequence[Change]] | None = None

    def insert(self, batches: Sequence[Batch]) -> None:
        """Add rows, completed by the defaults of their columns."""
        for table, rows in batches:
            filled = [completed(table, row) for row in rows]
            if self._batches and self._batches[-1][0] is table:  # one more of the same
                self._batches[-1][1].extend(filled)
            else:
                self._batches.append((table, filled))

    def post(self, account_id: UUID, entry: Entry, changes: Sequence[Change]) -> None:
        """Add a posting to the ledger."""
        if self._posting is not None:
            raise RuntimeError("a work posts once at its end")
        self._posting = (account_id, entry, sorted(changes, key=lambda change: change.level_id))

    def write(self) -> None:
        """Write all of it."""
        if self._posting is not None and not self._batches:
            raise RuntimeError("a posting at the end comes with the rows that it is for")
        if not self._batches:  # a lock alone holds nothing together
            return
        with explained(**dict.fromkeys((*UNIQUE, *posting.PROMISES), TryAgain)):
            if current().dialect.name == "sqlite":
                self._write_in_turn()
            else:
                self._write_at_once()

    def _write_in_turn(self) -> None:
        insert_rows(*self._batches)
        if self._posting is not None and not ledger.post(*self._posting):
            raise TryAgain("stock moved between the plan and the take")

    def _write_at_once(self) -> None:
        tables = tuple(table for table, _ in self._batches)
        values = as_json(self._batches)
        if self.lock is not None:
            values["lock"] = self.lock[0]
        if self._posting is not None:
            values |= ledger.parameters(*self._posting)
        try:
            _statement(tables, self.lock is not None, self._posting is not None).run(**values)
        except DBAPIError as error:
            if self.lock is not None and getattr(error.orig, "sqlstate", None) == IN_PROGRESS:
                raise self.lock[1]() from error
            raise


@cache
def _statement(tables: tuple[Table, ...], locks: bool, posts: bool) -> Statement:
    """Write the statement of an ending: the lock, the rows, and the stock when those are in."""
    mine = "WHERE (SELECT is_mine FROM turn)" if locks else ""
    parts = [
        f"t{n} AS ({inserted(table, n, f'{mine} RETURNING 1')})" for n, table in enumerate(tables)
    ]
    if locks:
        held = f"pg_try_advisory_xact_lock(:lock) OR refuse('{IN_PROGRESS}')"
        parts.insert(0, f"turn AS (SELECT {held} AS is_mine)")
    before = ", ".join(parts)
    numbers = range(len(tables))
    done = " + ".join(f"(SELECT count(*) FROM t{n})" for n in numbers)  # noqa: S608 # nosec B608
    if not posts:
        return Statement(lambda: text(f"WITH {before} SELECT {done}"))
    overtaken = f"OR refuse('{SERIALISATION_FAILURE}')"
    return Statement(
        lambda: posting.statement(before=f"{before}, ", when=f"{done} >= 0", otherwise=overtaken)
    )

"""Reads from streaming replicas, never older for a caller than the caller's own last write.

Of each replica it is known up to which instant of the primary's clock it has everything. A
caller is remembered, on the primary, with the instant of their last write; a replica serves
whoever wrote before its own instant. Why: docs/decisions/0016.
"""

import itertools
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import NamedTuple
from uuid import UUID

import psycopg
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from models.work import Work

MARK_SECONDS = 1.0
"""A process notes a caller's writes at most this often; each note holds for as long."""
PROOF_SECONDS = 0.5
"""How often a process asks a replica how far it is, while the replica keeps up."""
ASK_SECONDS = 0.05
"""How often it asks while the replica does not."""
ASIDE_SECONDS = 5.0
"""How long a replica is left alone that could not answer."""
CALLERS_KEPT = 10_000

# The clock is read before the position: what was acknowledged by then lies below it.
SITUATION = """
SELECT extract(epoch FROM now())::float8,
       CASE WHEN NOT pg_is_in_recovery() THEN pg_current_wal_flush_lsn()::text END,
       (SELECT extract(epoch FROM written_at)::float8
        FROM writers WHERE account_id = $1 AND principal = $2)
"""
HAS_REPLAYED = "SELECT pg_is_in_recovery() AND pg_last_wal_replay_lsn() >= $1::pg_lsn"
MARK = """
INSERT INTO writers (account_id, principal, written_at) VALUES ($1, $2, now())
ON CONFLICT (account_id, principal) DO UPDATE SET written_at = now()
WHERE writers.written_at < now()
"""


class Caller(NamedTuple):
    """Who reads what they wrote."""

    account_id: UUID
    principal: str


class Position(NamedTuple):
    """An instant of the primary's clock (seconds), and where its log was then or later."""

    at: float
    lsn: str


@dataclass(eq=False)
class Replica:
    """One replica, as this process knows it."""

    engine: Engine
    proven_at: float = 0.0
    """It has everything that was acknowledged up to this instant of the primary's clock."""
    _asked_for: Position | None = None
    _ask_again: float = 0.0
    _lock: Lock = field(default_factory=Lock)

    def leave_alone(self) -> None:
        """Ask nothing of it for some seconds, and then how far it is."""
        self.proven_at, self._asked_for = 0.0, None
        self._ask_again = time.monotonic() + ASIDE_SECONDS
        self.engine.dispose()

    def prove(self, now: Position) -> None:
        """Find out how far it is, if that is due and nobody else is at it."""
        if time.monotonic() < self._ask_again or not self._lock.acquire(blocking=False):
            return
        try:
            self._ask(now)
        except DBAPIError:
            self.leave_alone()
        finally:
            self._lock.release()

    def _ask(self, now: Position) -> None:
        asked_for = self._asked_for = self._asked_for or now
        work = Work(self.engine)
        try:
            has_replayed = work.run(HAS_REPLAYED, [asked_for.lsn], writes=False).fetchone()[0]
        finally:
            work.release()
        if has_replayed:
            self.proven_at, self._asked_for = asked_for.at, None
        self._ask_again = time.monotonic() + (PROOF_SECONDS if has_replayed else ASK_SECONDS)


class Replicas:
    """The replicas of one primary, and which of them a caller may read from."""

    def __init__(self, engines: list[Engine], *, lag_seconds: float) -> None:
        self.all = [Replica(engine) for engine in engines]
        self._lag_seconds = lag_seconds
        self._turns = itertools.count()
        self._marked: dict[Caller, float] = {}

    def note_write(self, primary: Engine, caller: Caller) -> None:
        """Remember that the caller wrote; call it after the commit, before the answer."""
        started = time.monotonic()
        if started < self._marked.get(caller, -MARK_SECONDS) + MARK_SECONDS:
            return
        work = Work(primary)
        try:
            with work.outside():
                work.run(MARK, caller)
        finally:
            work.release()
        if len(self._marked) >= CALLERS_KEPT:
            self._marked.clear()
        self._marked[caller] = started

    def choose(self, primary: Work, caller: Caller) -> Replica | None:
        """Give a replica that has all that the caller wrote, if there is one."""
        at, lsn, written_at = primary.run(SITUATION, caller).fetchone()
        if written_at is None:  # a caller never seen, or a crash emptied the table
            primary.run(MARK, caller)
            return None
        if lsn is None:
            return None
        needed = max(written_at + MARK_SECONDS, at - self._lag_seconds)
        turn = next(self._turns)
        for n in range(len(self.all)):
            replica = self.all[(turn + n) % len(self.all)]
            replica.prove(Position(at, lsn))
            if replica.proven_at >= needed:
                return replica
        return None


class ReplicaWork(Work):
    """Work that reads: it asks the primary who is calling, and the rest of a replica."""

    def __init__(
        self, primary: Engine, replicas: Replicas, caller: Callable[[], Caller | None]
    ) -> None:
        super().__init__(primary)
        self.replica: Replica | None = None
        """Where it reads; None: from the primary."""
        self._replicas, self._caller = replicas, caller

    @contextmanager
    def outside(self) -> Iterator[None]:
        """Ask the primary: whose session ended a moment ago hears so."""
        with super().outside():
            yield
            caller = self._caller()
            if caller is not None and self.replica is None:
                self.replica = self._replicas.choose(self, caller)
        if self.replica is not None:
            self.release()
            self._engine = self.replica.engine


def is_too_slow(error: DBAPIError) -> bool:
    """Whether a statement took too long, which it would elsewhere, too."""
    return isinstance(error.orig, psycopg.errors.QueryCanceled)


def is_away(error: DBAPIError) -> bool:
    """Whether the replica, not the statement, is why there is no answer."""
    return isinstance(error.orig, psycopg.OperationalError) and not is_too_slow(error)

"""What the clients were told: the half that the checker compares with what is stored."""

import time
from collections import Counter
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Any

LATER = {"pending_payment": ("confirmed", "cancelled"), "confirmed": ("cancelled",)}


@dataclass(slots=True)
class Ordered:
    """An order as it was last acknowledged; `asked` is the status it may have got unseen."""

    key: str
    answer: dict[str, Any]
    asked: str | None = None

    def may_be(self, *, later: bool) -> set[str]:
        """Give the states that it may have now, or if it may have gone on since."""
        status = self.answer["status"]
        states = {status, self.asked or status}
        return states.union(*(LATER.get(state, ()) for state in states)) if later else states


@dataclass
class Record:
    """Acknowledged answers, and what else the clients met; many threads write it."""

    orders: dict[str, Ordered] = field(default_factory=dict)
    """By the Idempotency-Key that each was placed with."""
    receipts: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Acknowledged movements, by their reference."""
    asked: set[str] = field(default_factory=set)
    """Every key and reference that was sent at least once, answered or not."""
    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    """What no client may meet, whatever happens to the server."""
    is_past: bool = False
    """Whether more may have happened since, as to what a backup holds."""
    longest_outage: float = 0.0
    slowest: float = 0.0
    _answered_at: float = field(default_factory=time.monotonic)
    _lock: Lock = field(default_factory=Lock)

    def so_far(self) -> "Record":
        """Give what was acknowledged until now, to be compared with what is stored later."""
        orders = {key: replace(ordered) for key, ordered in list(self.orders.items())}
        return Record(orders, dict(self.receipts), self.asked, is_past=True)

    def count(self, what: str) -> None:
        """Count an event."""
        with self._lock:
            self.counts[what] += 1

    def object(self, sentence: str) -> None:
        """Note something that must not happen."""
        with self._lock:
            self.wrong.append(sentence)

    def answered(self, seconds: float) -> None:
        """Note that somebody got an answer that is none of distress, after `seconds`."""
        with self._lock:
            now = time.monotonic()
            self.longest_outage = max(self.longest_outage, now - self._answered_at)
            self.slowest = max(self.slowest, seconds)
            self._answered_at = now

"""Counting in the memory of one process: fixed windows, bounded, safe among threads."""

import time
from collections import defaultdict
from collections.abc import Callable
from threading import Lock

from api.limits.policies import WINDOW_SECONDS, Charge, Spent

MOST = 50_000
"""Windows of one policy, some 10 MB; beyond, the oldest are forgotten."""


class Windows:
    """How much was taken from each policy by each partition in its current window."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._of: dict[str, dict[str, list[float]]] = defaultdict(dict)
        """When it ends and what was taken, by policy and partition, the first to end first."""

    def take(self, charges: list[Charge]) -> list[Spent]:
        """Take all charges, or none if one does not fit."""
        with self._lock:
            now = self._clock()
            found = [(one, self._window(one, now)) for one in charges]
            short = [one.policy for one, (_, used) in found if used + one.units > one.policy.quota]
            if not short:
                for one, window in found:
                    self._add(one, window, now)
            return [
                Spent(policy, policy.quota - int(used), ends - now, policy not in short)
                for (policy, _, _), (ends, used) in found
            ]

    def give_back(self, charges: list[Charge]) -> None:
        """Undo charges that were taken, as far as their windows have not ended."""
        with self._lock:
            now = self._clock()
            for one in charges:
                window = self._window(one, now)
                window[1] = max(0, window[1] - one.units)

    def __len__(self) -> int:
        """Count the windows that are kept."""
        return sum(map(len, self._of.values()))

    def _window(self, charge: Charge, now: float) -> list[float]:
        window = self._of[charge.policy.name].get(charge.partition)
        return window if window and window[0] > now else [now + WINDOW_SECONDS, 0]

    def _add(self, charge: Charge, window: list[float], now: float) -> None:
        if not window[1]:
            self._keep(charge, window, now)
        window[1] += charge.units

    def _keep(self, charge: Charge, window: list[float], now: float) -> None:
        """Keep a window; those that ended make room, since all are equally long."""
        windows = self._of[charge.policy.name]
        windows.pop(charge.partition, None)
        while windows:
            oldest = next(iter(windows))
            if windows[oldest][0] > now and len(windows) < MOST:
                break
            del windows[oldest]
        windows[charge.partition] = window

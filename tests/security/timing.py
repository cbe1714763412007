"""How far the times of several requests lie apart, on a machine that does a lot else."""

import statistics
import time
from collections.abc import Callable, Mapping
from typing import Any

SAMPLES = 11
TRIES = 15


def spread(acts: Mapping[str, Callable[[], Any]], within: float = 0.025) -> float:
    """Give the seconds between the fastest and the slowest median; a few tries to be quiet.

    The acts take turns, so that whatever else the machine does meets all of them.
    """
    for act in acts.values():
        act()
    best = float("inf")
    for _ in range(TRIES):
        medians = [statistics.median(times) for times in _in_turns(acts).values()]
        best = min(best, max(medians) - min(medians))
        if best < within:
            break
    return best


def _in_turns(acts: Mapping[str, Callable[[], Any]]) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {name: [] for name in acts}
    for _ in range(SAMPLES):
        for name, act in acts.items():
            started = time.perf_counter()
            act()
            times[name].append(time.perf_counter() - started)
    return times

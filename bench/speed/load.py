"""Load: wrk where it is installed, else a generator of our own."""

import json
import shutil
import subprocess
import tempfile
from dataclasses import dataclass

from bench.speed import fallback
from bench.speed.requests import Plan, lua

PATIENCE_SECONDS = 30


class LoadFailed(Exception):
    """Some request was refused or lost, so that the figures mean nothing."""


@dataclass(frozen=True, slots=True)
class Load:
    """What came of one measurement; `refused` counts answers of 400 and more."""

    requests: int
    seconds: float
    p50_ms: float
    p99_ms: float
    refused: int = 0
    lost: int = 0

    @property
    def per_second(self) -> float:
        """Requests answered in a second."""
        return self.requests / self.seconds


def run(plan: Plan, seconds: int) -> Load:
    """Send for so many seconds, or longer if not one answer came within them.

    Raises LoadFailed.
    """
    send = wrk if has_wrk() else fallback_load
    load = send(plan, seconds)
    while not (load.requests or load.lost) and (seconds := 2 * seconds) <= PATIENCE_SECONDS:
        load = send(plan, seconds)
    if load.refused or load.lost or not load.requests:
        raise LoadFailed(
            f"{plan.method} {plan.paths[0]}: of {load.requests} requests "
            f"{load.refused} were refused and {load.lost} lost"
        )
    return load


def has_wrk() -> bool:
    """Whether wrk is installed."""
    return shutil.which("wrk") is not None


def wrk(plan: Plan, seconds: int) -> Load:
    """Send with wrk: one thread, connections kept."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(lua(plan))
        script.flush()
        command = ["wrk", "-t1", f"-c{plan.clients}", f"-d{seconds}s"]
        command += [f"--timeout={PATIENCE_SECONDS}s", "-s", script.name]
        url = f"http://{plan.host}:{plan.port}"
        done = subprocess.run([*command, url], capture_output=True, text=True, check=True)
    return parse(done.stdout)


def parse(output: str) -> Load:
    """Read the JSON object that wrk's script ends with.

    Raises LoadFailed.
    """
    last = output.strip().rpartition("\n")[2]
    if not last.startswith("{"):
        raise LoadFailed(f"wrk said: {output.strip()[-500:]}")
    return Load(**json.loads(last))


def fallback_load(plan: Plan, seconds: int) -> Load:
    """Send with our own generator: slower than wrk, so that fast servers look alike."""
    took, refused, elapsed = fallback.send(plan, seconds)
    took.sort()
    return Load(
        requests=len(took),
        seconds=elapsed,
        p50_ms=percentile(took, 50) * 1000,
        p99_ms=percentile(took, 99) * 1000,
        refused=refused,
    )


def percentile(ascending: list[float], percent: float) -> float:
    """Give the nearest-rank percentile; 0 of nothing."""
    if not ascending:
        return 0.0
    rank = -int(-len(ascending) * percent // 100)
    return ascending[max(0, rank - 1)]

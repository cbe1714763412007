"""pgbench: the same order as one transaction, without a server in between."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import psycopg

from bench.speed.cases import Case
from bench.speed.figures import Figure
from config import ROOT

SCRIPTS = ROOT / "bench" / "peers" / "pgbench"
FILES = {"order": "order_spread.sql", "order_hot": "order_hot.sql"}
RATE = re.compile(r"^tps = ([\d.]+)", re.MULTILINE)
FAILED = re.compile(r"^number of failed transactions: ([1-9]\d*)", re.MULTILINE)


class PgbenchFailed(Exception):
    """pgbench could not do the transaction."""


def is_there() -> bool:
    """Whether pgbench is installed."""
    return shutil.which("pgbench") is not None


def script(case: Case) -> Path | None:
    """Give the script that does in the database what the case does; None: there is none."""
    return SCRIPTS / FILES[case.name] if case.name in FILES else None


def prepare(url: str) -> None:
    """Make what the scripts call, in a schema of its own that no server looks at."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute((SCRIPTS / "setup.sql").read_bytes())


def run(case: Case, url: str, seconds: int, cores: frozenset[int]) -> Figure:
    """Place orders for so many seconds; pgbench takes the core of the server.

    Raises PgbenchFailed.
    """
    clients = ["-c", str(case.clients), "-j", str(case.workers)]
    options = ["--no-vacuum", "--protocol=prepared", "-T", str(seconds), "-f", str(script(case))]
    options += ["-D", f"skus={case.skus}"]
    done = subprocess.run(
        ["pgbench", *clients, *options, url],
        capture_output=True,
        text=True,
        preexec_fn=lambda: os.sched_setaffinity(0, cores),
    )
    if done.returncode or FAILED.search(done.stdout):
        raise PgbenchFailed((done.stdout + done.stderr)[-1_000:])
    return parse(done.stdout)


def parse(output: str) -> Figure:
    """Read transactions per second; the latency it tells is a mean, so it is left out."""
    found = RATE.search(output)
    if found is None:
        raise PgbenchFailed(f"pgbench said: {output[-500:]}")
    return Figure(per_second=float(found[1]))

"""The import: 10,000 rows of a CSV through `flask import`, into a fresh database."""

import csv
import os
import re
import subprocess
import tempfile
from pathlib import Path

from bench.speed import data, databases, servers
from bench.speed.cases import sku
from config import ROOT

ROWS = 10_000
RATE = re.compile(r"([\d,]+) rows/s")


class ImportFailed(Exception):
    """The command refused the file, or a row of it."""


def run(engine: databases.Engine, cores: frozenset[int], rows: int = ROWS) -> float:
    """Import so many rows on these cores; give rows per second, as the command tells them.

    Raises ImportFailed.
    """
    with engine.fresh() as url, tempfile.TemporaryDirectory() as folder:
        with databases.app_on(url):
            data.open_shop()
        path = Path(folder) / "catalogue.csv"
        write(path, rows)
        done = subprocess.run(
            [f"{servers.BIN}/flask", "--app", "wsgi", "import", str(path), "--account", data.OWNER],
            cwd=ROOT,
            env=servers.environment(url, servers.free_port(), 1),
            capture_output=True,
            text=True,
            preexec_fn=lambda: os.sched_setaffinity(0, cores),
        )
    found = RATE.search(done.stdout)
    if done.returncode or found is None:
        raise ImportFailed((done.stdout + done.stderr)[-1_000:])
    return float(found[1].replace(",", ""))


def write(path: Path, rows: int) -> None:
    """Write a catalogue: every second row is another variant of the product before."""
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(["sku", "product_ref", "title", "variant_title", "price", "stock.warehouse"])
        for n in range(1, rows + 1):
            book = (n + 1) // 2
            title = "Hardback" if n % 2 else "Paperback"
            lines.writerow([sku(n), f"book-{book}", f"Volume {book}", title, "12.99", n % 50])

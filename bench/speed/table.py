"""What was measured, as Markdown; between two markers of a document, if one is named."""

import os
import platform
from pathlib import Path
from typing import Any

from bench.speed.cases import IMPORT, Case
from bench.speed.figures import RATIOS, Figures

TITLES = {
    "backstock": "Backstock",
    "fastapi": "FastAPI, idiomatic",
    "fastapi_tuned": "FastAPI, tuned",
    "floor": "floor",
    "pgbench": "pgbench",
}
FIGURES = (
    "| case | server | req/s | p50 ms | p99 ms | server CPU us | database CPU us |\n"
    "| --- | --- | ---: | ---: | ---: | ---: | ---: |"
)
COMPARED = "| case | compared with | by | ratio | goal | |\n| --- | --- | --- | ---: | ---: | --- |"


class NoMarkers(Exception):
    """The document has no place for the table."""


def machine(database: str, away_ms: float = 0) -> str:
    """Say what it was measured on, e.g. `2 cores, PostgreSQL 15, Python 3.11`."""
    python = ".".join(platform.python_version_tuple()[:2])
    where = f" {away_ms:g} ms away" if away_ms else ""
    return f"{os.cpu_count()} cores, {database}{where}, Python {python}"


def render(words: str, cases: list[Case], figures: Figures, found: dict[str, Any]) -> str:
    """Give the tables: what was measured, then the ratios beside their goals."""
    parts = [f"Measured on {words}."]
    measured = [line for case in cases for line in _measured(case, figures)]
    if measured:
        parts.append("\n".join([FIGURES, *measured]))
    compared = [line for case in cases for line in _compared(case, found[case.name])]
    if compared:
        parts.append("\n".join([COMPARED, *compared]))
    if IMPORT in found:
        parts.append(_imported(found[IMPORT]))
    return "\n\n".join(parts)


def write(path: Path, marker: str, table: str) -> None:
    """Put the table between the markers of its engine.

    Raises NoMarkers.
    """
    document = path.read_text("utf-8")
    begin, end = f"<!-- {marker} -->", f"<!-- /{marker} -->"
    before, found, rest = document.partition(begin)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise NoMarkers(f"{path} has no {begin} and {end}")
    path.write_text(f"{before}{begin}\n\n{table}\n\n{end}{after}", "utf-8")


def _measured(case: Case, figures: Figures) -> list[str]:
    return [
        f"| {case.title} | {TITLES[name]} | {figure.per_second:,.0f} | {_number(figure.p50_ms, 1)} "
        f"| {_number(figure.p99_ms, 1)} | {_number(figure.server_us)} "
        f"| {_number(figure.database_us)} |"
        for name, figure in figures.get(case.name, {}).items()
    ]


def _compared(case: Case, found: dict[str, Any]) -> list[str]:
    lines = []
    for name, (server, unit) in RATIOS.items():
        if name in found:
            goal = found["goals"].get(name)
            lines.append(
                f"| {case.title} | {TITLES[server]} | {unit} | {found[name]:,.2f} "
                f"| {'' if goal is None else f'{goal:g}'} | {_verdict(found[name], goal)} |"
            )
    return lines


def _imported(found: dict[str, Any]) -> str:
    rate, goal = found["rows_per_second"], found["goal"]
    told = "" if goal is None else f" (goal {goal:,.0f}) {_verdict(rate, goal)}"
    return f"Import of a catalogue: {rate:,} rows/s{told}".strip()


def _verdict(value: float, goal: float | None) -> str:
    return "**below**" if goal is not None and value < goal else ""


def _number(value: float | None, digits: int = 0) -> str:
    return "" if value is None else f"{value:,.{digits}f}"

"""What was measured: one figure per round, their median, and how two servers compare."""

from dataclasses import asdict, dataclass, fields
from statistics import median
from typing import Any

from bench.speed.cases import Case


@dataclass(frozen=True, slots=True)
class Figure:
    """One measurement, or the medians of several; None: not known.

    Requests per second, latencies in ms, CPU in microseconds per request.
    """

    per_second: float
    p50_ms: float | None = None
    p99_ms: float | None = None
    server_us: float | None = None
    database_us: float | None = None


Figures = dict[str, dict[str, Figure]]
"""Medians by case, then by server."""

RATIOS: dict[str, tuple[str, str]] = {
    "fastapi": ("fastapi", "req/s"),
    "fastapi_cpu": ("fastapi", "CPU"),
    "fastapi_tuned": ("fastapi_tuned", "req/s"),
    "fastapi_tuned_cpu": ("fastapi_tuned", "CPU"),
    "floor": ("floor", "CPU"),
    "pgbench": ("pgbench", "req/s"),
}
"""Each ratio: whom Backstock is compared with, and by what; more than 1 is better than they."""


def middle(rounds: list[Figure]) -> Figure:
    """Give the median of each figure over the rounds."""
    found: dict[str, float | None] = {}
    for member in fields(Figure):
        values = [getattr(figure, member.name) for figure in rounds]
        found[member.name] = None if None in values else median(values)
    return Figure(**found)  # type: ignore[arg-type]


def ratios(by_server: dict[str, Figure]) -> dict[str, float]:
    """Compare Backstock with each other server of one case, two digits after the point.

    By requests it is ours over theirs, by server CPU theirs over ours.
    """
    ours = by_server.get("backstock")
    if ours is None:
        return {}
    found = {}
    for name, (server, unit) in RATIOS.items():
        compare = _faster if unit == "req/s" else _leaner
        if server in by_server and (ratio := compare(ours, by_server[server])) is not None:
            found[name] = round(ratio, 2)
    return found


def _faster(ours: Figure, theirs: Figure) -> float | None:
    return ours.per_second / theirs.per_second if theirs.per_second else None


def _leaner(ours: Figure, theirs: Figure) -> float | None:
    if not ours.server_us or theirs.server_us is None:
        return None
    return theirs.server_us / ours.server_us


def summary(
    figures: Figures, cases: list[Case], *, has_goals: bool, rows: float | None, rows_goal: float
) -> dict[str, Any]:
    """Give the ratios of each case with its goals; `goal` is that of `fastapi`.

    `rows`: rows per second of the import; None: it was not run.
    """
    found: dict[str, Any] = {}
    for case in cases:
        goals = case.goals if has_goals else {}
        found[case.name] = {
            **ratios(figures.get(case.name, {})),
            "goal": goals.get("fastapi"),
            "goals": goals,
        }
    if rows is not None:
        goal = rows_goal if has_goals else None
        found["import"] = {"rows_per_second": round(rows), "goal": goal}
    return found


def plain(figures: Figures) -> dict[str, Any]:
    """Give all medians as JSON takes them."""
    return {
        case: {server: asdict(figure) for server, figure in by_server.items()}
        for case, by_server in figures.items()
    }

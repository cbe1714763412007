"""The growth of each request, as a table for people and as JSON for programs."""

from dataclasses import asdict

from bench.growth.asked import Ask
from bench.growth.measure import Cost

Costs = dict[str, dict[int, Cost]]
"""What each request cost at each size."""
FLAT = 1.5
"""The most that a request at the largest size may cost of what it costs at the smallest."""


def ratio(costs: dict[int, Cost]) -> float:
    """Tell how many times the wall time of the smallest size the largest takes."""
    return costs[max(costs)].wall_us / costs[min(costs)].wall_us


def lines(asked: list[Ask], costs: Costs, sizes: list[int]) -> list[str]:
    """Word the table: microseconds of wall time and, behind a slash, of this process's CPU."""
    head = f"{'wall/CPU us':<33}" + "".join(f"{size:>21,}" for size in sizes) + f"{'ratio':>8}"
    return [head, *(_line(ask, costs[ask.name]) for ask in asked)]


def _line(ask: Ask, costs: dict[int, Cost]) -> str:
    cells = "".join(f"{f'{c.wall_us:,.0f}/{c.cpu_us:,.0f}':>21}" for c in costs.values())
    grown = ratio(costs)
    mark = ""
    if grown > FLAT:
        mark = "  grows, as is known" if ask.is_known_to_grow else "  GROWS"
    return f"{ask.name:<33}{cells}{grown:>8.2f}{mark}"


def as_json(engine: str, costs: Costs) -> dict[str, object]:
    """Give everything that was measured."""
    requests = {
        name: {"ratio": round(ratio(at), 2), "sizes": {n: asdict(cost) for n, cost in at.items()}}
        for name, at in costs.items()
    }
    return {"engine": engine, "requests": requests}

"""The replay: fill the shelf, sell the year, count the shelf."""

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.replay import sales, shelf
from bench.replay.crew import Crew
from bench.replay.sales import Line
from bench.replay.server import Refused, Server

CHANNEL = "replay"
MADE = "made"
ALREADY_THERE = "already there"


@dataclass(frozen=True, slots=True)
class Options:
    """What is replayed, where, and how."""

    data: Path
    server: Server
    threads: int = 4
    limit: int | None = None
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """What came of it; `differences` is empty if every unit is accounted for."""

    invoices: int
    lines: int
    units: int
    made: int
    already_there: int
    units_sold: int
    setup_seconds: float
    seconds: float
    differences: list[str] = field(default_factory=list)

    @property
    def orders_per_second(self) -> float:
        """How many orders were placed, confirmed and shipped in a second."""
        return self.invoices / self.seconds


def replay(options: Options) -> Result:
    """Send every chosen invoice as an order, confirm and ship it, then check every unit.

    Whatever is there already is left alone, so an interrupted replay can be run again. A limit
    below that of an earlier run finds more units gone than it sold, and says so.
    """
    server, crew = options.server, Crew(options.threads, options.quiet)
    survey = sales.survey(options.data, options.limit)
    started = time.monotonic()
    location_id = shelf.fill(server, crew, survey)
    filled = time.monotonic()
    words = crew.each(
        "orders",
        sales.invoices(options.data, options.limit),
        lambda lines: sell(server, location_id, lines),
        survey.invoices,
    )
    ended = time.monotonic()
    stocked = shelf.levels(server, location_id)
    return Result(
        invoices=survey.invoices,
        lines=survey.lines,
        units=survey.units,
        made=words[MADE],
        already_there=words[ALREADY_THERE],
        units_sold=sum(shelf.gone(stocked, survey).values()),
        setup_seconds=filled - started,
        seconds=ended - filled,
        differences=shelf.differences(server, stocked, survey),
    )


def sell(server: Server, location_id: str, lines: list[Line]) -> str:
    """See one invoice through: place it or find it placed, confirm it, ship it."""
    try:
        order, word = server.post("/v1/orders", _order(location_id, lines)), MADE
    except Refused as refusal:
        if refusal.code != "external-ref-exists":
            raise
        order_id = refusal.problem["details"]["order_id"]
        order, word = server.get(f"/v1/orders/{order_id}"), ALREADY_THERE
    for action in ("confirm", "ship"):
        if action in order["allowed_actions"]:
            order = server.post(f"/v1/orders/{order['id']}/{action}")
    if order["status"] != "completed":
        raise RuntimeError(f"invoice {lines[0].invoice} ended as {order['status']}")
    return word


def _order(location_id: str, lines: list[Line]) -> dict[str, Any]:
    customer = lines[0].customer or "unknown"
    return {
        "currency": shelf.CURRENCY,
        "customer": {"email": f"customer-{customer}@example.com"},
        "channel": CHANNEL,
        "external_ref": lines[0].invoice,
        "lines": [
            {"sku": line.code, "quantity": line.quantity, "location_id": location_id}
            for line in lines
        ],
    }

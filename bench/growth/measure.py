"""How long requests take in this process, and what they have the database do."""

import random
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
from flask import Flask

from bench.growth import plans
from bench.growth.asked import Ask, Request
from bench.growth.plans import Plan
from bench.growth.shop import Shop
from bench.statements import Statement, noted
from models import db

WARM_UP = 5
PLACING = ("POST", "/v1/orders")
"""The one request that writes, and so cannot be explained by doing it again."""
MOST_SECONDS = 3.0
"""How long a shop is asked one thing again, after which fewer times must do."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one request takes in microseconds; the CPU's is without the database server's.

    Of so many times the tenth part that was fastest, which is what it takes on a quiet machine:
    on a busy one the median tells what the others were doing.
    """

    wall_us: float
    cpu_us: float


def costs(shops: list[Shop], ask: Ask, repeats: int) -> list[Cost]:
    """Ask each shop so often, another thing each time.

    The shops take turns, so that what else the machine does is the same for all.
    """
    chances = [random.Random(1) for _ in shops]
    times: list[list[tuple[float, float]]] = [[] for _ in shops]
    started = time.monotonic()
    for turn in range(WARM_UP + repeats):
        if turn > 2 * WARM_UP and time.monotonic() - started > MOST_SECONDS * len(shops):
            break
        for shop, chance, timed in zip(shops, chances, times, strict=True):
            timed.append(_timed(shop, ask.make(shop, chance)))
    return [_quiet(timed[WARM_UP:]) for timed in times]


def _timed(shop: Shop, request: Request) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    shop.call(*request)
    return time.perf_counter() - wall, time.process_time() - cpu


def _quiet(times: list[tuple[float, float]]) -> Cost:
    walls, cpus = zip(*times, strict=True)
    tenths = (statistics.quantiles(kind, n=10, method="inclusive") for kind in (walls, cpus))
    return Cost(*(found[0] * 1e6 for found in tenths))


def plans_of(shop: Shop, ask: Ask) -> list[Plan]:
    """Give the plan of every reading statement of a request."""
    with shop.app.app_context():
        engine = db.engine
    request = ask.make(shop, random.Random(1))
    if request[:2] == PLACING:
        return []
    with noted(engine) as statements:
        shop.call(*request)
    with planner(shop.app) as plan:
        return [plan(statement) for statement in statements if reads(statement)]


@contextmanager
def planner(app: Flask, *, avoid_scans: bool = False) -> Iterator[plans.Planner]:
    """Give a function that plans statements on a connection of its own.

    `avoid_scans`: PostgreSQL reads a table whole only where no index will do, however small it is.
    """
    with app.app_context():
        engine = db.engine
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            raw = connection.connection.driver_connection
            yield lambda statement: plans.of_sqlite(raw, statement)
        return
    url = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"SET enable_seqscan = {'off' if avoid_scans else 'on'}")
        yield lambda statement: plans.of_postgresql(connection, statement)


def reads(statement: Statement) -> bool:
    """Whether a statement asks, so that it may be run again."""
    return statement.text.lstrip().upper().startswith(("SELECT", "WITH"))

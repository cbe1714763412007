"""Measure what an order and a read cost: CPU of the server and of PostgreSQL, WAL, bytes kept."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from statistics import median

from sqlalchemy import make_url

from bench.speed import data, databases, load, requests, servers
from bench.speed.cases import CASES
from bench.speed.cpu import Meter
from tests.scale.cluster import Cluster, cluster

SETTINGS = ("max_wal_size=4GB", "checkpoint_timeout=30min", "shared_buffers=256MB")
GROWING = (
    "orders",
    "order_lines",
    "reservations",
    "reservation_lines",
    "stock_movements",
    "idempotency_keys",
)
SIZE = "SELECT " + " + ".join(f"pg_total_relation_size('{table}')" for table in GROWING)
POSITION = "SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint"
CATCH_UP_SECONDS = 2


@dataclass(frozen=True, slots=True)
class Cost:
    """What one request costs, in microseconds of CPU and in bytes.

    `per_second`: how many there were. `kept_bytes`: of tables and indexes that grow by orders.
    """

    per_second: float
    server_us: float
    primary_us: float
    replica_us: float
    wal_bytes: float
    kept_bytes: float


def middle(rounds: list[Cost]) -> Cost:
    """Give the median of each figure over the rounds."""
    return Cost(*(median(getattr(cost, one.name) for cost in rounds) for one in fields(Cost)))


class Site:
    """A primary, its replica, and a shop to order from."""

    def __init__(self, made: Cluster, shop: data.Shop) -> None:
        self._cluster, self._shop = made, shop

    def cost(self, name: str, seconds: int, *, replica: bool = False) -> Cost:
        """Send the requests of a case to a server of its own; let it read from the replica."""
        case = next(case for case in CASES if case.name == name)
        more = {"DATABASE_REPLICA_URLS": self._url("replica")} if replica else {}
        with servers.running(
            "backstock",
            self._shop.url,
            workers=case.workers,
            cores=frozenset(os.sched_getaffinity(0)),
            more=more,
        ) as server:
            plan = requests.plan(case, self._shop, server.port)
            load.run(plan, CATCH_UP_SECONDS)  # plans are made; the caller is known
            before = [self._ask(question) for question in (POSITION, SIZE)]
            meters = [Meter(pid) for pid in (server.pid, *self._pids())]
            sent = load.run(plan, seconds)
            used = [meter.seconds() * 1_000_000 / sent.requests for meter in meters]
            after = [self._ask(question) for question in (POSITION, SIZE)]
        bytes_each = [(b - a) / sent.requests for a, b in zip(before, after, strict=True)]
        return Cost(sent.per_second, *used, *bytes_each)

    def _pids(self) -> list[int]:
        return [self._cluster.servers[name].pid for name in ("primary", "replica")]

    def _ask(self, question: str) -> int:
        found: int = self._cluster.ask("primary", question, database=self._database)
        return found

    def _url(self, name: str) -> str:
        return self._cluster.url(name, self._database)

    @property
    def _database(self) -> str:
        return str(make_url(self._shop.url).database)


@contextmanager
def site() -> Iterator[Site]:
    """Give a primary with its replica and a filled database; it syncs what it commits."""
    with cluster(SETTINGS) as made:
        engine = databases.Engine("postgresql", made.url("primary"))
        with engine.fresh() as url:
            shop = data.fill(url)
            made.catch_up()
            yield Site(made, shop)

"""Rounds: every server does every case in turn, again and again, so that noise meets all."""

from collections import defaultdict
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import make_url

from bench.speed import databases, load, postgres_bench, requests, servers
from bench.speed.cases import Case
from bench.speed.cpu import Meter
from bench.speed.data import Shop
from bench.speed.figures import Figure, Figures, middle
from bench.speed.pinning import Cores, Say
from bench.speed.servers import Server
from bench.speed.verify import verify

WARM_UP_SECONDS = 1


@dataclass(frozen=True, slots=True)
class Bench:
    """All that a measurement needs to know."""

    shop: Shop
    cores: Cores
    postmaster: int | None
    servers: list[str]
    rounds: int
    seconds: int
    say: Say
    servers_url: str
    """Where the servers find the database of `shop`."""

    def run(self, cases: list[Case]) -> Figures:
        """Measure the cases; give the medians of all rounds."""
        if "pgbench" in self.servers:
            postgres_bench.prepare(self.shop.url)
        by_workers = sorted(cases, key=lambda case: case.workers)
        found: Figures = {}
        for workers, group in groupby(by_workers, key=lambda case: case.workers):
            found |= self._group(list(group), workers)
        return found

    def _group(self, cases: list[Case], workers: int) -> Figures:
        """Measure the cases that have as many workers: their servers stay up for all rounds."""
        with ExitStack() as stack:
            started = {
                name: stack.enter_context(self._server(name, workers))
                for name in self.servers
                if name != "pgbench"
            }
            verify(self.shop, started, self.say)
            return self._rounds(cases, started)

    def _server(self, name: str, workers: int) -> AbstractContextManager[Server]:
        self.say(f"starting {name}, workers: {workers}")
        return servers.running(name, self.servers_url, workers=workers, cores=self.cores.server)

    def _rounds(self, cases: list[Case], started: dict[str, Server]) -> Figures:
        figures: dict[str, dict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
        for case in cases:
            for name in self._takers(case):
                self._once(case, name, started, WARM_UP_SECONDS)
        for number in range(self.rounds):
            for case in cases:
                for name in in_turn(self._takers(case), number):
                    figure = self._once(case, name, started, self.seconds)
                    figures[case.name][name].append(figure)
                    self.say(_line(number + 1, case, name, figure))
        return {
            case: {name: middle(found) for name, found in by_server.items()}
            for case, by_server in figures.items()
        }

    def _takers(self, case: Case) -> list[str]:
        """Give the servers that can do a case."""
        scripted = postgres_bench.script(case) is not None
        return [name for name in self.servers if name != "pgbench" or scripted]

    def _once(self, case: Case, name: str, started: dict[str, Server], seconds: int) -> Figure:
        databases.settle(self.shop.url)
        if name == "pgbench":
            meter = self._database_meter()
            figure = postgres_bench.run(case, self.shop.url, seconds, self.cores.server)
            done = figure.per_second * seconds
            return Figure(figure.per_second, database_us=per_request(meter.seconds(), done))
        plan = requests.plan(case, self.shop, started[name].port)
        server, database = Meter(started[name].pid), self._database_meter()
        try:
            sent = load.run(plan, seconds)
        except load.LoadFailed as failure:
            raise load.LoadFailed(f"{name}, {case.title}: {failure}") from failure
        worked_on = sent.requests + case.clients / 2  # what was under way at the end: half done
        return Figure(
            sent.per_second,
            sent.p50_ms,
            sent.p99_ms,
            per_request(server.seconds(), worked_on),
            None if self.postmaster is None else per_request(database.seconds(), worked_on),
        )

    def _database_meter(self) -> Meter:
        return Meter(self.postmaster, make_url(self.shop.url).database)


def in_turn(names: list[str], number: int) -> list[str]:
    """Let another server go first in each round."""
    first = number % len(names) if names else 0
    return names[first:] + names[:first]


def per_request(seconds: float, requests_done: float) -> float:
    """Give CPU microseconds per request."""
    return seconds * 1_000_000 / requests_done


def _line(number: int, case: Case, name: str, figure: Figure) -> str:
    return f"round {number}: {case.name}: {name}: {figure.per_second:,.0f} req/s"

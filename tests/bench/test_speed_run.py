"""A whole run, small: a real shop, a real server, pgbench where it is installed."""

import os
from dataclasses import replace

import pytest

from bench.speed import data, databases, pinning, postgres_bench, rows
from bench.speed.cases import CASES
from bench.speed.rounds import Bench

SKUS = 60
HERE = frozenset(os.sched_getaffinity(0))
SMALL = [
    replace(case, skus=min(case.skus, SKUS), clients=2, workers=1)
    for case in CASES
    if case.name in ("product", "order")
]


@pytest.fixture(params=databases.ENGINES)
def engine(request, postgres_server, monkeypatch):
    monkeypatch.setattr(rows, "SKUS", SKUS)
    monkeypatch.setattr(data, "ORDERS", 20)
    monkeypatch.setattr(data, "SHOWN", 10)
    return databases.Engine(
        request.param, postgres_server if request.param == "postgresql" else None
    )


def test_measures_servers_and_leaves_true_books(engine):
    has_pgbench = engine.name == "postgresql" and postgres_bench.is_there()
    names = ["backstock", *(["pgbench"] if has_pgbench else [])]
    said = []
    with engine.fresh() as url:
        shop = data.fill(url)
        root = pinning.postmaster(engine.server_url, said.append)
        bench = Bench(shop, pinning.Cores(HERE, HERE), root, names, 1, 1, said.append, url)
        figures = bench.run(SMALL)
        with databases.app_on(url) as app:
            bearer = {"Authorization": f"Bearer {shop.token}"}
            books = app.test_client().get("/v1/stock/verify", headers=bearer).json

    assert {case: list(found) for case, found in figures.items()} == {
        "product": ["backstock"],
        "order": names,
    }
    ours = figures["order"]["backstock"]
    assert ours.per_second > 0
    assert 0 < ours.p50_ms <= ours.p99_ms
    assert ours.server_us > 0
    assert (ours.database_us is None) == (engine.name == "sqlite")
    assert all(found.per_second > 0 for found in figures["order"].values())
    assert books["ok"]

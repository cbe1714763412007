"""The programs that are measured, and in which order."""

import os

import pytest

from bench.speed import databases, imports, postgres_bench, servers
from bench.speed.cases import CASES
from bench.speed.rounds import in_turn, per_request

PGBENCH = """pgbench (15.8)
number of transactions actually processed: 6200
number of failed transactions: {} (0.000%)
latency average = 7.741 ms
initial connection time = 12.345 ms
tps = 2066.858402 (without initial connection time)
"""


def test_another_server_goes_first_in_each_round():
    names = ["a", "b", "c"]

    assert [in_turn(names, number) for number in range(4)] == [
        ["a", "b", "c"],
        ["b", "c", "a"],
        ["c", "a", "b"],
        ["a", "b", "c"],
    ]


def test_cpu_is_told_in_microseconds_per_request():
    assert per_request(1.5, 3_000) == 500.0


@pytest.mark.parametrize("name", [name for name in servers.SERVERS if name != "pgbench"])
def test_every_server_is_told_its_workers(name):
    command = servers.command(name, 8_123, 2)
    environment = servers.environment("sqlite://", 8_123, 2)

    told = " ".join(command)
    assert "--port 8123 --workers 2" in told or name == "backstock"
    assert (environment["PORT"], environment["WORKERS"]) == ("8123", "2")


@pytest.mark.parametrize("name", databases.ENGINES)
def test_imports_a_catalogue_in_a_database_of_its_own(name, postgres_server):
    engine = databases.Engine(name, postgres_server if name == "postgresql" else None)

    assert imports.run(engine, frozenset(os.sched_getaffinity(0)), rows=20) > 0


def test_a_catalogue_has_as_many_rows_as_asked_for(tmp_path):
    imports.write(tmp_path / "file.csv", 3)

    assert (tmp_path / "file.csv").read_text().splitlines() == [
        "sku,product_ref,title,variant_title,price,stock.warehouse",
        "SKU-00001,book-1,Volume 1,Hardback,12.99,1",
        "SKU-00002,book-1,Volume 1,Paperback,12.99,2",
        "SKU-00003,book-2,Volume 2,Hardback,12.99,3",
    ]


def test_reads_orders_per_second_of_pgbench():
    assert postgres_bench.parse(PGBENCH.format(0)).per_second == 2066.858402


def test_knows_when_pgbench_failed():
    assert postgres_bench.FAILED.search(PGBENCH.format(0)) is None
    assert postgres_bench.FAILED.search(PGBENCH.format(12)) is not None
    with pytest.raises(postgres_bench.PgbenchFailed, match="no such function"):
        postgres_bench.parse("no such function")


def test_only_orders_have_a_script():
    scripted = [case.name for case in CASES if postgres_bench.script(case) is not None]

    assert scripted == ["order", "order_hot"]

"""From costs to needs: exact sums; and costs that a real order has."""

import pytest

from bench.scale import __main__ as command
from bench.scale.measure import Cost, middle, site
from bench.scale.needs import Needs, needs

ORDER = Cost(
    per_second=200,
    server_us=1_500,
    primary_us=900,
    replica_us=100,
    wal_bytes=12_288,
    kept_bytes=6_144,
)


def test_needs_follow_from_what_one_order_costs():
    found = needs(
        60_000,
        server_us=1_500,
        database_us=500,
        wal_bytes=10_000,
        kept_bytes=5_000,
        connections_of_worker=6,
    )

    assert found == Needs(
        per_minute=60_000,
        server_cores=3.0,
        database_cores=1.0,
        connections=18,
        wal_bytes_a_second=10_000_000,
        kept_bytes_a_day=432_000_000_000,
    )


def test_a_row_tells_the_costs():
    assert command._row("order", ORDER) == "| order | 200 | 1,500 | 900 | 100 | 12,288 | 6,144 |"


def test_the_needs_of_a_rate_are_told_in_cores_and_bytes():
    told = command._needed(1_000, ORDER)

    assert told == "| 1,000 | 0.05 | 0.03 | 6 | 0.195 MiB/s | 8.24 GiB |"


def test_the_middle_is_that_of_each_figure():
    others = [Cost(100, 1, 9, 5, 7, 3), Cost(300, 3, 1, 6, 8, 2), Cost(200, 2, 5, 4, 9, 1)]

    assert middle(others) == Cost(200, 2, 5, 5, 8, 2)


@pytest.fixture(scope="module")
def measured():
    with site() as made:
        yield made


@pytest.mark.parametrize(("name", "replica"), [("order", False), ("product", True)])
def test_what_is_measured_is_real(measured, name, replica):
    cost = measured.cost(name, 1, replica=replica)

    assert min(cost.per_second, cost.server_us, cost.primary_us) > 0
    assert (cost.wal_bytes > 1_000, cost.kept_bytes > 1_000) == (not replica, not replica)
    assert cost.replica_us > 0

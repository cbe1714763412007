"""A server of two processes that read from the replica, at the pace of every day."""

import pytest

from tests.api.bodies import titles
from tests.races import crowd
from tests.scale.conftest import driver, opened


@pytest.fixture
def app(cluster):
    """Fill the shop from here, without a word to the server that somebody wrote."""
    yield from opened(driver(cluster.url("primary")))


@pytest.fixture
def port(cluster, monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_REPLICA_URLS", cluster.url("replica"))
    monkeypatch.setenv("DATABASE_REPLICA_LAG_SECONDS", "60")
    with crowd.serving(driver(cluster.url("primary")), tmp_path / "log") as number:
        yield number


def test_each_process_knows_who_wrote_in_the_other(cluster, client, shop, port, rested):
    (buyer,) = crowd.clients(client, 1, port)
    (colleague,) = crowd.clients(shop.client("viewer"), 1, port)
    rested(buyer, colleague, *[colleague] * 20)  # so that each process looks at the replica
    codes = [f"attic-{number}" for number in range(10)]

    with cluster.paused():
        for code in codes:
            buyer.post("/v1/locations", {"code": code, "name": "Attic"})
        mine = [titles(buyer.get("/v1/locations"), "code") for _ in range(20)]
        theirs = [titles(colleague.get("/v1/locations"), "code") for _ in range(20)]

    assert [sorted(seen) for seen in mine] == [codes] * 20
    assert [] in theirs

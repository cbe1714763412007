"""Reads come from a replica, and nobody misses what they wrote themselves.

Where an answer comes from shows while the replica stands still: what has happened since is
on the primary alone.
"""

import time

import psycopg
import pytest
from sqlalchemy import select

from models import Location, Writer, replicas
from services import records
from tests.api.bodies import refusal, titles
from tests.client import Client
from tests.factories import Shop
from tests.scale.processes import until

PLACE = {"code": "attic", "name": "Attic"}
CUT = """
SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
"""


def codes(client):
    answer = client.get("/v1/locations")
    assert answer.status_code == 200
    return titles(answer, "code")


def noted(shop):
    """Give when each caller wrote last, as far as it was noted."""
    owner = Writer.__table__.c.account_id == shop.account_id
    return shop.run(lambda: records.many(select(Writer.__table__).where(owner)))


def test_a_read_is_answered_by_the_replica(cluster, client, shop, rested):
    rested(client)

    with cluster.paused():
        shop.location()
        seen = codes(client)

    assert (seen, shop.count(Location)) == ([], 1)


def test_a_question_by_post_is_answered_by_the_replica(cluster, client, shop, rested):
    level = shop.level(on_hand=5)
    rested(client)

    with cluster.paused():
        shop.order((level["sku"], 2))
        answer = client.post("/v1/availability", {"skus": [level["sku"]]})

    assert answer.json["data"][0]["available"] == 5


def test_who_writes_reads_it_at_once_and_others_read_from_the_replica(
    cluster, client, shop, rested
):
    colleague = shop.client("viewer")
    rested(client, colleague)

    with cluster.paused():
        opened = client.post("/v1/locations", PLACE)
        mine, theirs = codes(client), codes(colleague)

    assert (opened.status_code, mine, theirs) == (201, ["attic"], [])


def test_each_of_many_writes_is_read_at_once_in_another_process(cluster, client, elsewhere, rested):
    there = Client(elsewhere, client.headers)
    rested(client, there)
    names = [f"attic-{number}" for number in range(10)]

    with cluster.paused():
        before, after = codes(there), []
        for name in names:
            client.post("/v1/locations", {**PLACE, "code": name})
            after.append(name in codes(there))

    assert (before, after) == ([], [True] * 10)


def test_a_write_that_was_not_noted_anew_is_read_at_once(
    cluster, client, shop, rested, monkeypatch
):
    colleague = shop.client("viewer")
    rested(client, colleague)
    monkeypatch.setattr(replicas, "MARK_SECONDS", 60)
    client.post("/v1/locations", PLACE)
    cluster.catch_up()
    time.sleep(replicas.PROOF_SECONDS)
    colleague.get("/v1/me")  # finds out that the replica has the first write

    with cluster.paused():
        client.post("/v1/locations", {**PLACE, "code": "cellar"})
        seen = codes(client)

    assert sorted(seen) == ["attic", "cellar"]


def test_a_write_is_read_from_the_replica_once_it_is_there(cluster, client, shop, rested):
    client.post("/v1/locations", PLACE)
    rested(client)

    with cluster.paused():
        shop.location()
        seen = codes(client)

    assert seen == ["attic"]


def test_a_caller_never_seen_before_is_taken_for_one_who_wrote(cluster, client, shop, rested):
    rested(client)

    with cluster.paused():
        newcomer = Shop(shop.app).client()
        answer = newcomer.get("/v1/me")

    assert answer.status_code == 200


def test_a_write_is_read_after_a_crash_that_forgot_who_wrote(cluster, client, rested):
    rested(client)

    with cluster.paused():
        client.post("/v1/locations", PLACE)
        cluster.ask("primary", "TRUNCATE writers")
        seen = codes(client)

    assert seen == ["attic"]


def test_a_session_that_ended_is_refused_at_once(cluster, client, anonymous, rested):
    rested(client)

    with cluster.paused():
        served = client.get("/v1/locations")
        anonymous.post("/v1/auth/logout", {"refresh_token": client.tokens["refresh_token"]})
        refused = client.get("/v1/locations")

    assert (served.status_code, refusal(refused)) == (200, (401, "invalid-token"))


def test_many_writes_of_a_caller_are_noted_once(client, shop, monkeypatch):
    monkeypatch.setattr("models.replicas.MARK_SECONDS", 60)
    client.post("/v1/locations", PLACE)
    first = noted(shop)

    client.post("/v1/locations", {**PLACE, "code": "cellar"})

    assert len(first) == 1
    assert noted(shop) == first


@pytest.mark.parametrize("lag_seconds", [1])
def test_a_replica_that_lags_too_much_is_not_read(cluster, client, shop, rested, lag_seconds):
    rested(client)

    with cluster.paused():
        shop.location(code="cellar")
        first = codes(client)
        until(lambda: codes(client) == ["cellar"])

    assert first == []


def test_requests_whose_connections_are_cut_are_answered_by_the_primary(
    cluster, client, shop, rested
):
    rested(client)

    with cluster.paused():
        shop.location(code="cellar")
        before = codes(client)
        cluster.ask("replica", CUT)
        after = codes(client)

    assert (before, after) == ([], ["cellar"])


def test_answers_go_on_while_the_replica_is_dead_and_come_from_it_when_it_is_back(
    cluster, client, anonymous, shop, rested
):
    rested(client)
    shop.location(code="cellar")

    cluster.kill("replica")
    try:
        seen = [codes(client) for _ in range(20)]
        health = anonymous.get("/health/ready").status_code
        with pytest.raises(psycopg.OperationalError):
            cluster.ask("replica", "SELECT 1")
    finally:
        cluster.start("replica")
    time.sleep(replicas.ASIDE_SECONDS)
    rested(client)
    with cluster.paused():
        shop.location()
        seen_again = codes(client)

    assert (seen, health, seen_again) == ([["cellar"]] * 20, 200, ["cellar"])

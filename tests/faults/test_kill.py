"""kill -9 at the worst moments: what was acknowledged stays, what was not can be repeated."""

import http.client
import time

import psycopg
import pytest

from models import IdempotencyKey, Order, StockMovement
from tests.api.bodies import order_of
from tests.races import crowd

PATIENCE_SECONDS = 30
BROKEN = (ConnectionError, http.client.HTTPException)
MORTAL = '''
"""Backstock, except that it dies where a file beside this one tells it to."""

import os
import signal
from pathlib import Path

from flask import has_request_context, request

from api import create_app
from models.work import Work

app = create_app()
commit = Work.commit


def die_if_told(place, pid):
    placing = has_request_context() and (request.method, request.path) == ("POST", "/v1/orders")
    told = Path(__file__).with_name(place)
    if placing and told.exists():
        told.unlink()
        os.kill(pid, signal.SIGKILL)


def commit_unless_killed(work):
    die_if_told("worker-before-commit", os.getpid())
    commit(work)


@app.after_request
def answer_unless_killed(response):
    die_if_told("server-after-commit", 0)  # 0: the whole process group, the master too
    return response


Work.commit = commit_unless_killed
'''


@pytest.fixture
def serve(app, database_url, tmp_path):
    """Start a server that can be told to die; each call starts another one."""
    (tmp_path / "mortal.py").write_text(MORTAL)
    log = tmp_path / "log"
    return lambda: crowd.serving(database_url, log, workers=1, module="mortal:app", path=tmp_path)


@pytest.fixture
def buy(client, shop):
    """Send one and the same order, under one and the same key."""
    level = shop.level(on_hand=5)
    body = order_of((level["sku"], 2))

    def send(port):
        (caller,) = crowd.clients(client, 1, port)
        return caller.post("/v1/orders", body, key="sent-until-answered")

    send.level = level
    return send


def buy_in_vain(buy, port, told):
    """Send the order to a server that dies over it."""
    told.touch()
    with pytest.raises(BROKEN):
        buy(port)
    assert not told.exists()


def assert_one_order(client, shop, level):
    assert shop.count(Order) == 1
    assert shop.count(StockMovement) == 2  # the receipt and the promise
    assert shop.reload(level)["reserved"] == 2
    assert client.get("/v1/stock/verify").json["ok"]


def test_a_server_killed_after_the_commit_answers_the_retry_with_the_same_order(
    serve, buy, client, shop, tmp_path
):
    with serve() as port:
        buy_in_vain(buy, port, tmp_path / "server-after-commit")
    (placed,) = shop.rows(Order)

    with serve() as port:
        answer = buy(port)

    assert (answer.status_code, answer.json["id"]) == (201, str(placed["id"]))
    assert answer.headers["Idempotent-Replayed"] == "true"
    assert_one_order(client, shop, buy.level)


def test_a_worker_killed_before_the_commit_leaves_nothing_and_the_retry_orders_once(
    serve, buy, client, shop, tmp_path
):
    with serve() as port:
        buy_in_vain(buy, port, tmp_path / "worker-before-commit")
        assert (shop.count(Order), shop.count(IdempotencyKey)) == (0, 0)
        assert shop.reload(buy.level)["reserved"] == 0

        answer = crowd.until_done(lambda: buy(port))

    assert answer.status_code == 201
    assert "Idempotent-Replayed" not in answer.headers
    assert_one_order(client, shop, buy.level)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_connections_cut_between_requests_go_unnoticed(client, shop, database_url):
    level = shop.level(on_hand=5)
    crowd.at_once([lambda c=c: c.get("/v1/me") for c in crowd.clients(client, 4)])

    assert cut_all_connections(database_url) > 0
    answers = [client.get("/v1/me"), client.post("/v1/orders", order_of((level["sku"], 1)))]

    assert [answer.status_code for answer in answers] == [200, 201]


def cut_all_connections(database_url):
    """Cut every other connection to this database, wait until they are, give how many."""
    others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    url = database_url.replace("postgresql+psycopg://", "postgresql://")
    with psycopg.connect(url, autocommit=True) as connection:
        (cut,) = connection.execute(f"SELECT count(pg_terminate_backend(pid)) {others}").fetchone()
        deadline = time.monotonic() + PATIENCE_SECONDS
        while connection.execute(f"SELECT 1 {others}").fetchone():
            assert time.monotonic() < deadline, "the connections did not end"
    return cut

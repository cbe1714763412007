"""The last units: never sold twice, never lost."""

import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from itertools import permutations

import psycopg
import pytest

from models import Order, StockMovement
from services.last import Ending
from tests.api.bodies import order_of
from tests.races.crowd import at_once, statuses, until_somebody_waits


def verified(client):
    return client.get("/v1/stock/verify").json["ok"]


def test_forty_buyers_share_five_units(callers, client, shop):
    level = shop.level(on_hand=5)
    body = order_of((level["sku"], 1))

    answers = at_once([lambda c=c: c.post("/v1/orders", body) for c in callers(40)])

    assert statuses(answers) == {(201, None): 5, (409, "insufficient-stock"): 35}
    assert shop.reload(level)["reserved"] == 5
    assert shop.count(Order) == 5
    assert verified(client)


def order(caller, body, app):
    """Order, on SQLite again with the same key if the one write lock was waited for too long."""
    key = str(uuid.uuid4())
    answer = caller.post("/v1/orders", body, key=key)
    is_sqlite = app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite")
    while is_sqlite and answer.status_code == 503:
        time.sleep(float(answer.headers["Retry-After"]))
        answer = caller.post("/v1/orders", body, key=key)
    return answer


def test_orders_in_opposite_line_order_neither_deadlock_nor_oversell(callers, client, shop):
    levels = [shop.level(on_hand=120) for _ in range(6)]
    pairs = [*permutations([level["sku"] for level in levels], 2)]  # each pair both ways round
    bodies = [order_of((a, 1), (b, 1)) for a, b in pairs] * 16

    def buy(caller, mine):
        return [order(caller, body, shop.app) for body in mine]

    buyers = callers(12)
    acts = [lambda c=c, n=n: buy(c, bodies[n :: len(buyers)]) for n, c in enumerate(buyers)]
    answers = [answer for done in at_once(acts) for answer in done]

    counts = statuses(answers)
    accepted = counts.pop((201, None))
    assert counts == {(409, "insufficient-stock"): 480 - accepted}
    after = [shop.reload(level) for level in levels]
    assert sum(level["reserved"] for level in after) == 2 * accepted == 2 * shop.count(Order)
    assert all(level["reserved"] <= 120 for level in after)
    assert verified(client)


def test_ten_who_expect_the_same_stock_change_it_once(callers, client, shop):
    level = shop.level(on_hand=7)
    body = {
        "kind": "adjusted",
        "sku": level["sku"],
        "location_id": str(level["location_id"]),
        "quantity": -2,
        "expected_on_hand": 7,
    }

    answers = at_once([lambda c=c: c.post("/v1/stock-movements", body) for c in callers(10)])

    assert statuses(answers) == {(201, None): 1, (409, "stock-changed"): 9}
    assert shop.reload(level)["on_hand"] == 5
    assert shop.count(StockMovement) == 2  # the receipt and the winner
    assert verified(client)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_units_given_back_while_an_order_waits_for_them_are_sold(
    client, shop, database_url, monkeypatch
):
    level = shop.level(on_hand=5)
    shop.order((level["sku"], 3))
    write, change = Ending._write_at_once, "UPDATE stock_levels SET reserved = %s WHERE id = %s"
    url = database_url.replace("postgresql+psycopg://", "postgresql://")
    tries = []

    def overtaken(ending):
        """Let another take what is left, and give it back while we wait for the level."""
        tries.append(ending)
        if len(tries) > 1:
            return write(ending)
        with psycopg.connect(url) as other, ThreadPoolExecutor(1) as pool:
            other.execute(change, [5, level["id"]])
            other.commit()
            other.execute(change, [3, level["id"]])
            pool.submit(commit_when_waited_for, url, other)
            return write(ending)

    monkeypatch.setattr(Ending, "_write_at_once", overtaken)

    answer = client.post("/v1/orders", order_of((level["sku"], 2)))

    assert (answer.status_code, len(tries)) == (201, 2)
    assert shop.reload(level)["reserved"] == 5
    assert verified(client)


def commit_when_waited_for(url, other):
    until_somebody_waits(url)
    other.commit()

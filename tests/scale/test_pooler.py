"""PgBouncer in transaction mode: each statement or transaction may have another server."""

import pytest
from sqlalchemy import text

from models import Order, db
from tests.api.bodies import order_of
from tests.client import contract_of
from tests.races import crowd
from tests.races.crowd import at_once, statuses, until_done
from tests.scale.conftest import opened

SETTINGS = text("""
SELECT current_setting('lock_timeout'), current_setting('statement_timeout'),
       current_setting('idle_in_transaction_session_timeout'), current_setting('plan_cache_mode')
""")


@pytest.fixture(scope="module")
def app(pooled_url):
    for built in opened(pooled_url, threads=16, db_behind_pooler=True):
        contract_of(built)  # made once, before many threads ask for it
        yield built


@pytest.fixture
def verified(client):
    yield
    assert client.get("/v1/stock/verify").json["ok"]


def test_an_order_is_placed_confirmed_shipped_and_read(client, shop, verified):
    level = shop.level(on_hand=5)

    placed = client.post("/v1/orders", order_of((level["sku"], 2)))
    path = f"/v1/orders/{placed.json['id']}"
    confirmed = client.post(f"{path}/confirm")
    shipped = client.post(f"{path}/ship", {})

    assert [a.status_code for a in (placed, confirmed, shipped)] == [201, 200, 200]
    assert client.get(path).json["status"] == "completed"
    assert shop.reload(level)["on_hand"] == 3
    assert placed.json["created_at"].endswith("Z")
    assert client.get(path).json["created_at"] == placed.json["created_at"]


def test_forty_buyers_of_five_units_are_five_winners(client, shop, verified):
    level = shop.level(on_hand=5)
    body = order_of((level["sku"], 1))

    answers = at_once([lambda c=c: c.post("/v1/orders", body) for c in crowd.clients(client, 40)])

    assert statuses(answers) == {(201, None): 5, (409, "insufficient-stock"): 35}
    assert shop.reload(level)["reserved"] == 5


def test_one_key_sent_by_eight_places_one_order(client, shop, verified):
    level = shop.level(on_hand=50)
    body = order_of((level["sku"], 3))

    answers = at_once(
        [
            lambda c=c: until_done(lambda: c.post("/v1/orders", body, key="the-only-one"))
            for c in crowd.clients(client, 8)
        ]
    )

    assert statuses(answers) == {(201, None): 8}
    assert shop.count(Order) == 1


def test_eight_readers_of_two_servers_read_the_same(client, shop):
    shop.location(code="attic")

    def read(caller):
        return [caller.get("/v1/locations").json["data"][0]["code"] for _ in range(20)]

    seen = at_once([lambda c=c: read(c) for c in crowd.clients(client, 8)])

    assert seen == [["attic"] * 20] * 8


def test_what_is_not_in_a_transaction_has_its_timeouts_too(app):
    with app.app_context(), db.engine.connect() as connection:
        raw = connection.connection.driver_connection
        alone = raw.execute(SETTINGS.text).fetchone()
        within = connection.execute(SETTINGS).one()

    assert alone == tuple(within) == ("3s", "30s", "30s", "force_generic_plan")


def test_every_connection_speaks_of_instants_in_utc(app):
    def zones():
        with app.app_context(), db.engine.connect() as connection:
            raw = connection.connection.driver_connection
            return [raw.execute("SHOW timezone").fetchone()[0] for _ in range(20)]

    assert at_once([zones] * 8) == [["UTC"] * 20] * 8

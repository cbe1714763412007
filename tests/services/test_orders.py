"""Orders whose plan was overtaken, and books that were tampered with."""

import pytest
from sqlalchemy import update

from models import Order, OrderLine, Reservation, ReservationLine, StockLevel, StockMovement
from models.work import execute
from services.orders import plan
from services.records import table_of
from tests.api.bodies import order_of, refusal

TRIES = 6


@pytest.fixture
def stale_plans(monkeypatch):
    """Let the first `count` plans see units that another order has just taken."""

    def overtake(count):
        plans, look_up = [], plan.look_up

        def look_up_too_early(*args):
            offer = look_up(*args)
            plans.append(offer)
            if len(plans) <= count:
                for shelf in offer.shelves["A"]:
                    shelf.free += 5
            return offer

        monkeypatch.setattr(plan, "look_up", look_up_too_early)
        return plans

    return overtake


@pytest.fixture
def shelves(shop):
    """Three units on either of two shelves."""
    variant = shop.variant(sku="A")
    return [shop.level(on_hand=3, variant=variant) for _ in range(2)]


def reserved(shop, shelves):
    return [shop.reload(level)["reserved"] for level in shelves]


def test_the_lines_of_an_order_are_as_old_as_it(shop, shelves):
    shop.order(("A", 1), ("A", 1))

    (order,), lines = shop.rows(Order), shop.rows(OrderLine)
    assert [line["created_at"] for line in lines] == [order["created_at"]] * 2


def test_an_overtaken_plan_is_made_anew(client, shop, shelves, stale_plans):
    plans = stale_plans(1)

    answer = client.post("/v1/orders", order_of(("A", 5)))

    assert (answer.status_code, len(plans)) == (201, 2)
    assert reserved(shop, shelves) == [3, 2]
    assert (shop.count(Order), shop.count(Reservation)) == (1, 1)
    assert client.get("/v1/stock/verify").json["ok"] is True


def test_an_overtaken_plan_may_turn_out_short(client, shop, shelves, stale_plans):
    stale_plans(1)

    answer = client.post("/v1/orders", order_of(("A", 7)))

    short = [{"sku": "A", "requested": 7, "available": 6}]
    assert refusal(answer) == (409, "insufficient-stock")
    assert answer.json["details"] == {"lines": short}
    assert (reserved(shop, shelves), shop.count(Order)) == ([0, 0], 0)


def test_a_plan_overtaken_again_and_again_is_given_up(client, shop, shelves, stale_plans):
    plans = stale_plans(TRIES)

    answer = client.post("/v1/orders", order_of(("A", 7)))

    assert refusal(answer) == (503, "service-busy")
    assert (answer.headers["Retry-After"], len(plans)) == ("1", TRIES)
    assert (reserved(shop, shelves), shop.count(Order)) == ([0, 0], 0)


def test_units_that_are_not_promised_are_not_given_back(client, shop, shelves):
    order = client.post("/v1/orders", order_of(("A", 2))).json
    table = table_of(StockLevel)
    tampered = update(table).where(table.c.id == shelves[0]["id"]).values(reserved=1)
    shop.run(execute, tampered)
    was = shop.rows(StockMovement), shop.rows(ReservationLine)

    answer = client.post(f"/v1/orders/{order['id']}/cancel")

    assert refusal(answer) == (500, "internal-error")
    assert client.get(f"/v1/orders/{order['id']}").json == order
    assert (shop.rows(StockMovement), shop.rows(ReservationLine)) == was

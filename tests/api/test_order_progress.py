"""An order's way: confirm, cancel, ship, and what is refused on the way."""

import pytest

from models import Fulfilment, Reservation, ReservationLine, StockMovement
from tests.api.bodies import order_of, refusal

pytestmark = pytest.mark.usefixtures("books_add_up")


@pytest.fixture
def level(shop):
    return shop.level(on_hand=10, variant=shop.variant(sku="A"))


@pytest.fixture
def order(client, level):
    """Four units, waiting for payment."""
    return client.post("/v1/orders", order_of(("A", 4))).json


def act(client, order, action, body=None):
    return client.post(f"/v1/orders/{order['id']}/{action}", body)


def numbers(shop, level):
    found = shop.reload(level)
    return found["on_hand"], found["reserved"]


def state(shop, client, order, level):
    """Everything that a refusal must leave alone."""
    now = client.get(f"/v1/orders/{order['id']}").json
    return now, shop.reload(level), shop.rows(ReservationLine), shop.rows(StockMovement)


def test_a_confirmed_order_is_committed(client, shop, level, order):
    answer = act(client, order, "confirm")

    assert (answer.status_code, answer.headers["ETag"]) == (200, '"2"')
    assert (answer.json["status"], answer.json["allowed_actions"]) == (
        "confirmed",
        ["ship", "cancel"],
    )
    assert order["created_at"] < answer.json["confirmed_at"] <= answer.json["updated_at"]
    assert client.get(f"/v1/orders/{order['id']}").json == answer.json
    assert [row["status"] for row in shop.rows(Reservation)] == ["committed"]
    assert numbers(shop, level) == (10, 4)


@pytest.mark.parametrize("before", [(), ("confirm",)])
def test_a_cancelled_order_gives_its_units_back(client, shop, level, order, before):
    for action in before:
        act(client, order, action)

    answer = act(client, order, "cancel").json

    assert (answer["status"], answer["allowed_actions"]) == ("cancelled", [])
    assert order["created_at"] < answer["cancelled_at"] <= answer["updated_at"]
    (line,) = answer["lines"]
    assert (line["cancelled"], line["fulfilled"]) == (4, 0)
    assert line["allocations"][0]["released"] == 4
    assert client.get(f"/v1/orders/{order['id']}").json == answer
    assert [row["status"] for row in shop.rows(Reservation)] == ["released"]
    assert numbers(shop, level) == (10, 0)


def test_units_given_back_are_sold_again(client, shop, level):
    order = client.post("/v1/orders", order_of(("A", 6), ("A", 4))).json
    assert client.post("/v1/orders", order_of(("A", 1))).status_code == 409

    act(client, order, "cancel")

    assert client.post("/v1/orders", order_of(("A", 10))).status_code == 201
    assert numbers(shop, level) == (10, 10)


def test_a_shipped_order_is_completed(client, shop, level, order):
    act(client, order, "confirm")
    parcel = {"carrier": "Pigeon Post", "tracking_number": "PP-1"}

    answer = act(client, order, "ship", parcel)

    assert (answer.status_code, answer.headers["ETag"]) == (200, '"4"')
    done = answer.json
    assert (done["status"], done["allowed_actions"]) == ("completed", [])
    assert done["confirmed_at"] < done["shipped_at"] <= done["completed_at"] <= done["updated_at"]
    (line,) = done["lines"]
    assert (line["fulfilled"], line["allocations"][0]["shipped"]) == (4, 4)
    (shipped,) = done["fulfilments"]
    assert {name: shipped[name] for name in parcel} == parcel
    inside = {"order_line_id": line["id"], "sku": "A", "quantity": 4}
    assert (shipped["status"], shipped["lines"]) == ("shipped", [inside])
    assert client.get(f"/v1/orders/{order['id']}").json == done
    assert [row["status"] for row in shop.rows(Reservation)] == ["fulfilled"]
    assert numbers(shop, level) == (6, 0)


def test_each_step_is_a_row_of_the_ledger_with_the_order_s_number(client, shop, level, order):
    act(client, order, "confirm")
    act(client, order, "ship")

    rows = client.get(f"/v1/stock-movements?reference={order['number']}").json["data"]

    steps = [(row["kind"], row["delta_on_hand"], row["delta_reserved"]) for row in rows]
    assert steps == [("reserved", 0, 4), ("shipped", -4, -4)]
    assert {row["actor"] for row in rows} == {f"user:{client.user_id}"}


@pytest.mark.parametrize(
    ("before", "action", "allowed"),
    [
        ([], "ship", ["confirm", "cancel"]),
        (["confirm"], "confirm", ["ship", "cancel"]),
        (["confirm", "ship"], "confirm", []),
        (["confirm", "ship"], "cancel", []),
        (["confirm", "ship"], "ship", []),
        (["cancel"], "confirm", []),
        (["cancel"], "cancel", []),
        (["cancel"], "ship", []),
    ],
)
def test_a_refused_step_says_what_is_allowed_and_changes_nothing(
    client, shop, level, order, before, action, allowed
):
    for step in before:
        assert act(client, order, step).status_code == 200
    was = state(shop, client, order, level)

    answer = act(client, order, action)

    assert refusal(answer) == (409, "invalid-transition")
    status = was[0]["status"]
    assert answer.json["detail"] == f"An order that is {status} cannot {action}."
    assert answer.json["details"] == {"status": status, "allowed_actions": allowed}
    assert was[0]["allowed_actions"] == allowed
    assert state(shop, client, order, level) == was


def test_an_order_of_which_a_part_has_shipped_is_not_cancelled(client, shop, level, order):
    act(client, order, "confirm")
    line = {"line_id": order["lines"][0]["id"], "quantity": 1}
    assert act(client, order, "ship", {"lines": [line]}).json["allowed_actions"] == ["ship"]
    was = state(shop, client, order, level)

    answer = act(client, order, "cancel")

    assert refusal(answer) == (409, "invalid-transition")
    assert answer.json["details"] == {"status": "confirmed", "allowed_actions": ["ship"]}
    assert state(shop, client, order, level) == was


@pytest.mark.parametrize("action", ["confirm", "cancel"])
def test_one_key_steps_once(client, order, action):
    address = f"/v1/orders/{order['id']}/{action}"

    first, second = (client.post(address, key="one") for _ in range(2))

    assert (first.status_code, second.json) == (200, first.json)
    assert client.get(f"/v1/orders/{order['id']}").json["version"] == 2


@pytest.mark.parametrize("action", ["confirm", "cancel", "ship"])
def test_an_order_that_does_not_exist_takes_no_step(client, action):
    nowhere = {"id": "0199a2b4-7c1e-7d3a-9f21-3f6c1a2b4d5e"}

    assert refusal(act(client, nowhere, action)) == (404, "order-not-found")


def test_backorders_ship_once_they_are_on_the_shelf(client, shop):
    level = shop.level(on_hand=1, backorder_limit=5)
    order = client.post("/v1/orders", order_of((level["sku"], 3))).json
    act(client, order, "confirm")
    was = state(shop, client, order, level)

    refused = act(client, order, "ship")
    assert refusal(refused) == (409, "not-on-hand")
    short = {"sku": level["sku"], "location_id": str(level["location_id"])}
    assert refused.json["details"] == {"lines": [{**short, "requested": 3, "on_hand": 1}]}
    assert state(shop, client, order, level) == was
    assert shop.count(Fulfilment) == 0

    goods = {"kind": "received", "quantity": 2, "sku": level["sku"]}
    place = {"location_id": str(level["location_id"])}
    client.post("/v1/stock-movements", {**goods, **place})
    assert act(client, order, "ship").json["status"] == "completed"
    assert numbers(shop, level) == (0, 0)


def test_a_cancelled_backorder_gives_its_promise_back(client, shop):
    level = shop.level(backorder_limit=5)
    order = client.post("/v1/orders", order_of((level["sku"], 5))).json

    assert act(client, order, "cancel").json["status"] == "cancelled"
    assert numbers(shop, level) == (0, 0)

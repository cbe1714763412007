"""POST /v1/orders/{order_id}/ship: parts, places and parcels."""

import pytest

from models import Fulfilment, ReservationLine, StockMovement
from tests.api.bodies import order_of, places, refusal

pytestmark = pytest.mark.usefixtures("books_add_up")


@pytest.fixture
def order(client, shop):
    """Three A from two places and two B from one of them, confirmed."""
    a, b = shop.variant(sku="A"), shop.variant(sku="B")
    first, second = shop.location(priority=1), shop.location(priority=2)
    for variant, location, on_hand in ((a, first, 2), (a, second, 5), (b, second, 5)):
        shop.level(on_hand=on_hand, variant=variant, location=location)
    made = client.post("/v1/orders", order_of(("A", 3), ("B", 2))).json
    return client.post(f"/v1/orders/{made['id']}/confirm").json


def ship(client, order, *lines):
    """Ship (line position, quantity) pairs; without any, all that is left."""
    asked = [
        {"line_id": order["lines"][position]["id"], "quantity": quantity}
        for position, quantity in lines
    ]
    return client.post(f"/v1/orders/{order['id']}/ship", {"lines": asked} if asked else None)


def progress(answer):
    """Give status and the units shipped of each line."""
    return answer.json["status"], [line["fulfilled"] for line in answer.json["lines"]]


def parcels(answer):
    """Give what each parcel holds, by SKU."""
    return [
        {line["sku"]: line["quantity"] for line in parcel["lines"]}
        for parcel in answer.json["fulfilments"]
    ]


def everything(shop, client, order):
    now = client.get(f"/v1/orders/{order['id']}").json
    return now, shop.rows(ReservationLine), shop.rows(StockMovement), shop.count(Fulfilment)


def test_each_location_sends_one_parcel(client, order):
    answer = ship(client, order)

    assert progress(answer) == ("completed", [3, 2])
    assert parcels(answer) == [{"A": 2}, {"A": 1, "B": 2}]
    named = [parcel["location_id"] for parcel in answer.json["fulfilments"]]
    assert named == [taken["location_id"] for taken in order["lines"][0]["allocations"]]
    assert client.get(f"/v1/orders/{order['id']}").json == answer.json


def test_an_order_ships_in_parts_until_nothing_is_left(client, order):
    first = ship(client, order, (0, 1))
    second = ship(client, order, (0, 2), (1, 1))
    third = ship(client, order)

    assert progress(first) == ("confirmed", [1, 0])
    assert progress(second) == ("confirmed", [3, 1])
    assert progress(third) == ("completed", [3, 2])
    assert parcels(third) == [{"A": 1}, {"A": 1}, {"A": 1, "B": 1}, {"B": 1}]
    assert third.json["shipped_at"] == first.json["shipped_at"]
    assert third.json["completed_at"] > third.json["shipped_at"]


def test_the_last_part_completes_the_order(client, order):
    ship(client, order, (0, 3))

    answer = ship(client, order, (1, 2))

    assert progress(answer) == ("completed", [3, 2])
    assert answer.json["allowed_actions"] == []


def test_one_line_named_twice_is_added_up(client, order):
    answer = ship(client, order, (1, 1), (1, 1))

    assert (progress(answer), parcels(answer)) == (("confirmed", [0, 2]), [{"B": 2}])


def test_what_shipped_is_told_from_what_is_promised(client, order):
    answer = ship(client, order, (0, 1))

    taken = answer.json["lines"][0]["allocations"]
    assert [(row["quantity"], row["shipped"], row["released"]) for row in taken] == [
        (2, 1, 0),
        (1, 0, 0),
    ]


@pytest.mark.parametrize(
    ("lines", "pointer", "left"),
    [
        ([(0, 4)], "/lines/0/quantity", 3),
        ([(1, 1), (0, 2), (0, 2)], "/lines/2/quantity", 3),
    ],
)
def test_more_units_than_are_left_are_refused(client, shop, order, lines, pointer, left):
    was = everything(shop, client, order)

    answer = ship(client, order, *lines)

    assert refusal(answer) == (422, "quantity-too-large")
    assert (places(answer), answer.json["details"]) == ([pointer], {"left": left})
    assert everything(shop, client, order) == was


def test_units_that_shipped_do_not_ship_again(client, shop, order):
    ship(client, order, (0, 2))
    was = everything(shop, client, order)

    answer = ship(client, order, (0, 2))

    assert refusal(answer) == (422, "quantity-too-large")
    assert answer.json["details"] == {"left": 1}
    assert everything(shop, client, order) == was


def test_a_line_of_another_order_is_unknown(client, shop, order):
    other = shop.order(("A", 1))
    was = everything(shop, client, order)
    lines = [
        {"line_id": order["lines"][0]["id"], "quantity": 1},
        {"line_id": str(other["lines"][0]["id"]), "quantity": 1},
    ]

    answer = client.post(f"/v1/orders/{order['id']}/ship", {"lines": lines})

    assert refusal(answer) == (422, "order-line-unknown")
    assert places(answer) == ["/lines/1/line_id"]
    assert everything(shop, client, order) == was


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"lines": []}, "/lines"),
        ({"lines": [{"quantity": 1}]}, "/lines/0/line_id"),
        ({"carrier": ""}, "/carrier"),
        ({"parcel": 1}, "/parcel"),
    ],
)
def test_a_wrong_shipment_is_named_by_its_place(client, shop, order, body, pointer):
    was = everything(shop, client, order)

    answer = client.post(f"/v1/orders/{order['id']}/ship", body)

    assert (answer.status_code, places(answer)) == (422, [pointer])
    assert everything(shop, client, order) == was


def test_one_key_ships_once(client, shop, order):
    address = f"/v1/orders/{order['id']}/ship"
    body = {"lines": [{"line_id": order["lines"][0]["id"], "quantity": 1}]}

    first, second = (client.post(address, body, key="one") for _ in range(2))

    assert second.json == first.json
    assert (progress(first), shop.count(Fulfilment)) == (("confirmed", [1, 0]), 1)

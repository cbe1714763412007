"""Stock levels over HTTP: the numbers, their settings, and why they are what they are."""

import pytest

from tests.api.bodies import order_of, places, refusal

pytestmark = pytest.mark.usefixtures("books_add_up")


def test_a_level_shows_its_numbers(client, shop):
    location, variant = shop.location(code="shelf"), shop.variant(sku="A")
    level = shop.level(on_hand=5, variant=variant, location=location, safety_stock=2)
    shop.order(("A", 1))

    answer = client.get(f"/v1/stock-levels/{level['id']}").json

    shown = {"sku": "A", "location_code": "shelf", "on_hand": 5, "reserved": 1, "available": 2}
    assert {name: answer[name] for name in shown} == shown
    assert answer["variant_id"] == str(variant["id"])
    assert answer["location_id"] == str(location["id"])


def test_levels_are_filtered(client, shop):
    here, there = shop.location(code="here"), shop.location(code="there")
    a, b = shop.variant(sku="A"), shop.variant(sku="B")
    for variant, location in ((a, here), (a, there), (b, here)):
        shop.level(on_hand=1, variant=variant, location=location)

    def found(query):
        rows = client.get(f"/v1/stock-levels?{query}").json["data"]
        return [(row["sku"], row["location_code"]) for row in rows]

    assert found("") == [("A", "here"), ("A", "there"), ("B", "here")]
    assert found("sort=-created_at") == [("B", "here"), ("A", "there"), ("A", "here")]
    assert found("sku=A") == [("A", "here"), ("A", "there")]
    assert found(f"variant_id={b['id']}") == [("B", "here")]
    assert found(f"location_id={there['id']}") == [("A", "there")]
    assert found(f"sku=B&location_id={there['id']}") == []


def test_settings_are_patched_and_numbers_are_not(client, shop):
    address = f"/v1/stock-levels/{shop.level(on_hand=5)['id']}"
    before = client.get(address).json
    settings = {"safety_stock": 1, "backorder_limit": 3}
    settings |= {"reorder_point": 2, "reorder_quantity": 10}

    answer = client.patch(address, settings, match=f'"{before["version"]}"')

    changed = {**settings, "available": 4, "version": before["version"] + 1}
    assert answer.json == {**before, **changed, "updated_at": answer.json["updated_at"]}
    assert client.get(address).json == answer.json


def test_a_reorder_setting_is_cleared_by_null(client, shop):
    level = shop.level(on_hand=1, reorder_point=2, reorder_quantity=3)

    answer = client.patch(f"/v1/stock-levels/{level['id']}", {"reorder_point": None})

    assert (answer.json["reorder_point"], answer.json["reorder_quantity"]) == (None, 3)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("on_hand", 9),
        ("reserved", 0),
        ("safety_stock", None),
        ("safety_stock", -1),
        ("backorder_limit", 1_000_000_001),
        ("reorder_quantity", 0),
    ],
)
def test_a_wrong_patch_changes_nothing(client, shop, name, value):
    address = f"/v1/stock-levels/{shop.level(on_hand=5)['id']}"
    before = client.get(address).json

    answer = client.patch(address, {name: value})

    assert (answer.status_code, places(answer)) == (422, [f"/{name}"])
    assert client.get(address).json == before


def test_a_limit_below_what_is_promised_is_refused(client, shop):
    level = shop.level(on_hand=1, backorder_limit=4)
    shop.order((level["sku"], 4))
    address = f"/v1/stock-levels/{level['id']}"

    refused = client.patch(address, {"backorder_limit": 2})
    taken = client.patch(address, {"backorder_limit": 3})

    assert refusal(refused) == (409, "promises-exceeded")
    assert refused.json["details"] == {"on_hand": 1, "reserved": 4}
    assert (taken.status_code, taken.json["backorder_limit"]) == (200, 3)


def test_a_movement_makes_an_old_version_stale(client, shop):
    level = shop.level(on_hand=2)
    address = f"/v1/stock-levels/{level['id']}"
    shop.order((level["sku"], 1))

    answer = client.patch(address, {"safety_stock": 1}, match=f'"{level["version"]}"')

    assert refusal(answer) == (412, "stale-version")
    assert answer.json["details"] == {"current_version": level["version"] + 1}
    assert client.get(address).json["safety_stock"] == 0


def test_an_explanation_adds_up(client, shop):
    level = shop.level(on_hand=10, safety_stock=2)
    sold = shop.order((level["sku"], 3), confirmed=True)
    client.post(f"/v1/orders/{sold['id']}/ship")
    waiting = client.post("/v1/orders", order_of((level["sku"], 4))).json
    dropped = client.post("/v1/orders", order_of((level["sku"], 1))).json
    client.post(f"/v1/orders/{dropped['id']}/cancel")

    found = client.get(f"/v1/stock-levels/{level['id']}/explain").json

    assert found["level"] == client.get(f"/v1/stock-levels/{level['id']}").json
    numbers = {"on_hand": 7, "reserved": 4, "safety_stock": 2, "available": 1}
    assert found["available"] == numbers
    sums = {
        row["kind"]: (row["movements"], row["delta_on_hand"], row["delta_reserved"])
        for row in found["movements_by_kind"]
    }
    assert sums == {
        "received": (1, 10, 0),
        "released": (1, 0, -1),
        "reserved": (3, 0, 8),
        "shipped": (1, -3, -3),
    }
    assert [row["sequence"] for row in found["latest_movements"]] == [6, 5, 4, 3, 2, 1]
    promise = {"order_id": waiting["id"], "order_number": waiting["number"]}
    assert found["open_reservations"] == [{**promise, "status": "active", "quantity": 4}]


def test_is_a_404_for_a_stranger(client, stranger, shop):
    address = f"/v1/stock-levels/{shop.level(on_hand=1)['id']}"
    before = client.get(address).json
    answers = [
        stranger.get(address),
        stranger.get(f"{address}/explain"),
        stranger.patch(address, {"safety_stock": 1}),
    ]

    assert [refusal(answer) for answer in answers] == [(404, "stock-level-not-found")] * 3
    assert stranger.get("/v1/stock-levels").json["data"] == []
    assert client.get(address).json == before

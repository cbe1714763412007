"""Locations over HTTP."""

import pytest

from models import Location
from tests.api.bodies import places, refusal, titles

WAREHOUSE = {"code": "warehouse", "name": "Warehouse", "priority": 10}


@pytest.fixture
def warehouse(client):
    return client.post("/v1/locations", WAREHOUSE).json


def test_a_location_is_opened(client):
    answer = client.post("/v1/locations", WAREHOUSE)

    assert (answer.status_code, answer.headers["ETag"]) == (201, '"1"')
    facts = {name: answer.json[name] for name in (*WAREHOUSE, "is_active")}
    assert facts == {**WAREHOUSE, "is_active": True}
    assert client.get(f"/v1/locations/{answer.json['id']}").json == answer.json


def test_a_location_needs_little(client):
    answer = client.post("/v1/locations", {"code": "shop", "name": "Shop"})

    assert (answer.json["priority"], answer.json["is_active"]) == (100, True)


def test_a_code_is_taken_once_per_account(client, stranger, shop, warehouse):
    other = shop.location(code="shop")

    again = client.post("/v1/locations", WAREHOUSE)
    renamed = client.patch(f"/v1/locations/{other['id']}", {"code": "warehouse"})

    assert refusal(again) == refusal(renamed) == (409, "location-code-taken")
    assert again.json["details"] == renamed.json["details"] == {"code": "warehouse"}
    assert [row["code"] for row in shop.rows(Location)] == ["warehouse", "shop"]
    assert stranger.post("/v1/locations", WAREHOUSE).status_code == 201


def test_a_patch_changes_what_it_names(client, warehouse):
    address = f"/v1/locations/{warehouse['id']}"

    answer = client.patch(address, {"is_active": False, "priority": 0}, match='"1"')

    changed = {"is_active": False, "priority": 0, "version": 2}
    assert answer.json == {**warehouse, **changed, "updated_at": answer.json["updated_at"]}
    assert client.get(address).json == answer.json


@pytest.mark.parametrize(
    "patch", [{"code": "Ware House"}, {"name": ""}, {"priority": -1}, {"is_active": None}]
)
def test_a_wrong_patch_changes_nothing(client, warehouse, patch):
    address = f"/v1/locations/{warehouse['id']}"

    answer = client.patch(address, patch)

    assert (answer.status_code, places(answer)) == (422, [f"/{next(iter(patch))}"])
    assert client.get(address).json == warehouse


def test_locations_are_filtered_and_sorted(client, shop):
    shop.location(code="b", priority=1)
    shop.location(code="a", priority=3, is_active=False)
    shop.location(code="c", priority=2)
    expected = {
        "": ["b", "a", "c"],
        "sort=code": ["a", "b", "c"],
        "sort=-priority": ["a", "c", "b"],
        "code=a": ["a"],
        "is_active=true": ["b", "c"],
        "is_active=false": ["a"],
    }

    found = {query: titles(client.get(f"/v1/locations?{query}"), "code") for query in expected}

    assert found == expected


def test_a_walk_by_priority_gives_every_location_once(client, shop):
    expected = [shop.location(code=code, priority=7)["code"] for code in ("a", "b", "c")]

    first = client.get("/v1/locations?sort=priority&limit=2").json
    cursor = first["next_cursor"]
    second = client.get(f"/v1/locations?sort=priority&limit=2&cursor={cursor}").json

    assert [row["code"] for row in first["data"] + second["data"]] == expected
    assert second["has_more"] is False


def test_a_location_that_never_held_stock_is_deleted(client, shop, warehouse):
    assert client.delete(f"/v1/locations/{warehouse['id']}", match='"1"').status_code == 204
    assert shop.count(Location) == 0


def test_a_location_in_use_is_not_deleted(client, shop):
    location = shop.location()
    shop.level(on_hand=1, location=location)

    answer = client.delete(f"/v1/locations/{location['id']}")

    assert refusal(answer) == (409, "location-in-use")
    assert shop.count(Location) == 1


def test_a_location_that_shipped_is_not_deleted(client, shop):
    level = shop.level(on_hand=1)
    order = shop.order((level["sku"], 1), confirmed=True)
    client.post(f"/v1/orders/{order['id']}/ship")

    answer = client.delete(f"/v1/locations/{level['location_id']}")

    assert refusal(answer) == (409, "location-in-use")
    assert shop.count(Location) == 1


def test_a_stale_version_neither_changes_nor_deletes(client, warehouse):
    address = f"/v1/locations/{warehouse['id']}"

    answers = [
        client.patch(address, {"name": "B"}, match='"2"'),
        client.delete(address, match='"2"'),
    ]

    assert [refusal(answer) for answer in answers] == [(412, "stale-version")] * 2
    assert client.get(address).json == warehouse


def test_is_a_404_for_a_stranger(client, stranger, warehouse):
    address = f"/v1/locations/{warehouse['id']}"
    answers = [
        stranger.get(address),
        stranger.patch(address, {"name": "Mine"}),
        stranger.delete(address),
    ]

    assert [refusal(answer) for answer in answers] == [(404, "location-not-found")] * 3
    assert stranger.get("/v1/locations").json["data"] == []
    assert client.get(address).json == warehouse

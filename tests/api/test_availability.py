"""POST /v1/availability"""

import pytest

from tests.api.bodies import places


def ask(client, *skus):
    return client.post("/v1/availability", {"skus": list(skus)})


def test_units_are_summed_over_locations_in_the_order_of_their_priority(client, shop):
    variant = shop.variant(sku="A")
    second, first = shop.location(priority=2), shop.location(priority=1)
    shop.level(on_hand=5, variant=variant, location=second, safety_stock=1)
    shop.level(on_hand=3, variant=variant, location=first)
    shop.order(("A", 2))

    answer = ask(client, "A")

    assert answer.status_code == 200
    places_of_a = [
        {"location_id": str(first["id"]), "on_hand": 3, "reserved": 2, "available": 1},
        {"location_id": str(second["id"]), "on_hand": 5, "reserved": 0, "available": 4},
    ]
    assert answer.json["data"] == [{"sku": "A", "available": 5, "locations": places_of_a}]
    assert answer.json["unknown_skus"] == []


def test_a_location_that_is_switched_off_is_shown_but_does_not_count(client, shop):
    closed = shop.location(is_active=False)
    shop.level(on_hand=5, variant=shop.variant(sku="A"), location=closed)

    (found,) = ask(client, "A").json["data"]

    assert (found["available"], found["locations"][0]["available"]) == (0, 5)


def test_what_is_owed_at_one_place_does_not_lessen_another(client, shop):
    variant = shop.variant(sku="A")
    owing, full = shop.location(), shop.location()
    shop.level(variant=variant, location=owing, backorder_limit=9, safety_stock=2)
    shop.level(on_hand=4, variant=variant, location=full)

    (found,) = ask(client, "A").json["data"]

    assert [place["available"] for place in found["locations"]] == [-2, 4]
    assert found["available"] == 4


def test_a_sku_never_stocked_has_none(client, shop):
    shop.variant(sku="A")

    assert ask(client, "A").json["data"] == [{"sku": "A", "available": 0, "locations": []}]


def test_answers_come_as_asked_once_each_and_unknown_ones_apart(client, shop):
    for sku in ("A", "B"):
        shop.variant(sku=sku)

    answer = ask(client, "X", "B", "A", "B", "b", "X").json

    assert [entry["sku"] for entry in answer["data"]] == ["B", "A"]
    assert answer["unknown_skus"] == ["X", "b"]


def test_five_hundred_skus_are_answered_at_once(client, shop):
    variants = [{"sku": f"S-{n}"} for n in range(100)]
    shop.product(variants=variants)
    unknown = [f"U-{n}" for n in range(400)]

    answer = ask(client, *(v["sku"] for v in variants), *unknown)

    assert answer.status_code == 200
    assert [entry["sku"] for entry in answer.json["data"]] == [v["sku"] for v in variants]
    assert answer.json["unknown_skus"] == unknown


@pytest.mark.parametrize("count", [0, 501])
def test_none_or_too_many_skus_are_refused(client, count):
    answer = ask(client, *(f"S-{n}" for n in range(count)))

    assert (answer.status_code, places(answer)) == (422, ["/skus"])
    assert answer.json["errors"][0]["code"] == "length"


def test_a_wrong_sku_is_named_by_its_place(client):
    answer = ask(client, "A", " B")

    assert (answer.status_code, places(answer)) == (422, ["/skus/1"])


def test_another_account_s_stock_is_unknown(stranger, shop):
    level = shop.level(on_hand=5)

    answer = ask(stranger, level["sku"]).json

    assert answer == {"data": [], "unknown_skus": [level["sku"]]}

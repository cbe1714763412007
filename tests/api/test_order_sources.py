"""Where the units of an order come from: named locations, priority, splitting."""

import pytest

from models import Order, StockMovement
from tests.api.bodies import order_of, places, refusal

pytestmark = pytest.mark.usefixtures("books_add_up")


@pytest.fixture
def shelf(shop):
    """Stock one SKU at a location with a priority; give the location."""
    variants = {}

    def stock(priority, on_hand, sku="A", *, is_active=True, **settings):
        if sku not in variants:
            variants[sku] = shop.variant(sku=sku)
        location = shop.location(priority=priority, is_active=is_active)
        shop.level(on_hand=on_hand, variant=variants[sku], location=location, **settings)
        return location

    return stock


def place(client, *lines):
    return client.post("/v1/orders", order_of(*lines))


def sources(answer):
    """Give, for each line, the (location, units) it takes."""
    return [
        [(taken["location_id"], taken["quantity"]) for taken in line["allocations"]]
        for line in answer.json["lines"]
    ]


def at(location, quantity):
    return str(location["id"]), quantity


def test_units_come_from_the_first_location_by_priority(client, shelf):
    shelf(2, 5)
    first = shelf(1, 5)
    shelf(3, 5)

    assert sources(place(client, ("A", 5))) == [[at(first, 5)]]


def test_locations_of_one_priority_come_by_age(client, shelf):
    older, _ = shelf(1, 5), shelf(1, 5)

    assert sources(place(client, ("A", 2))) == [[at(older, 2)]]


def test_an_order_is_split_where_one_place_is_not_enough(client, shelf):
    second, first, third = shelf(2, 4), shelf(1, 3), shelf(3, 9)

    answer = place(client, ("A", 8))

    assert sources(answer) == [[at(first, 3), at(second, 4), at(third, 1)]]
    assert client.get(f"/v1/orders/{answer.json['id']}").json == answer.json


def test_a_split_over_many_places_reads_the_same_later(client, shop, shelf):
    for priority in range(20):
        shelf(priority, 1, "A")
        shelf(priority, 1, "B")

    made = place(client, ("B", 10), ("A", 20), ("B", 10))

    assert [len(line) for line in sources(made)] == [10, 20, 10]
    assert client.get(f"/v1/orders/{made.json['id']}").json == made.json
    assert client.get("/v1/orders").json["data"] == [made.json]


def test_empty_shelves_are_passed_over(client, shelf):
    shelf(1, 0)
    full = shelf(2, 1)

    assert sources(place(client, ("A", 1))) == [[at(full, 1)]]


def test_a_location_that_is_switched_off_is_passed_over(client, shelf):
    shelf(1, 5, is_active=False)
    open_one = shelf(2, 1)

    assert sources(place(client, ("A", 1))) == [[at(open_one, 1)]]
    short = [{"sku": "A", "requested": 1, "available": 0}]
    assert place(client, ("A", 1)).json["details"] == {"lines": short}


def test_a_location_that_is_switched_off_serves_those_who_name_it(client, shelf):
    closed = shelf(1, 5, is_active=False)

    assert sources(place(client, ("A", 2, closed))) == [[at(closed, 2)]]


def test_a_named_location_serves_alone(client, shop, shelf):
    shelf(1, 5)
    named = shelf(2, 3)

    taken, refused = place(client, ("A", 2, named)), place(client, ("A", 2, named))

    assert sources(taken) == [[at(named, 2)]]
    short = [{"sku": "A", "requested": 2, "available": 1}]
    assert refusal(refused) == (409, "insufficient-stock")
    assert refused.json["details"] == {"lines": short}
    assert shop.count(Order) == 1


def test_a_named_location_that_never_held_the_sku_has_none(client, shop, shelf):
    shelf(1, 5)

    answer = place(client, ("A", 1, shop.location()))

    assert answer.json["details"]["lines"] == [{"sku": "A", "requested": 1, "available": 0}]
    assert shop.count(Order) == 0


@pytest.mark.parametrize("whose", ["nobody", "stranger"])
def test_an_unknown_location_is_named_also_if_it_is_another_account_s(
    client, shop, stranger, shelf, whose
):
    here = shelf(1, 5)
    theirs = stranger.shop.location()
    named = theirs if whose == "stranger" else {"id": shop.account_id}

    answer = place(client, ("A", 1, here), ("A", 1), ("A", 1, named))

    assert refusal(answer) == (422, "order-location-unknown")
    assert places(answer) == ["/lines/2/location_id"]
    assert answer.json["details"] == {"location_id": str(named["id"])}
    assert shop.count(Order) == 0


def test_the_safety_stock_is_kept(client, shelf):
    kept = shelf(1, 5, safety_stock=3)
    other = shelf(2, 5, safety_stock=9)

    assert sources(place(client, ("A", 2))) == [[at(kept, 2)]]
    answer = place(client, ("A", 1))
    assert answer.json["details"]["lines"] == [{"sku": "A", "requested": 1, "available": 0}]
    assert place(client, ("A", 1, other)).status_code == 409


def test_backorders_are_taken_up_to_their_limit(client, shelf):
    location = shelf(1, 2, backorder_limit=3)

    taken, refused = place(client, ("A", 5)), place(client, ("A", 1))

    assert sources(taken) == [[at(location, 5)]]
    assert refusal(refused) == (409, "insufficient-stock")


def test_one_sku_on_two_lines_is_taken_twice(client, shop, shelf):
    first, second = shelf(1, 3), shelf(2, 3)

    answer = place(client, ("A", 2), ("A", 3))

    assert sources(answer) == [[at(first, 2)], [at(first, 1), at(second, 2)]]
    moved = [(row["kind"], row["delta_reserved"]) for row in shop.rows(StockMovement)[2:]]
    assert sorted(moved) == [("reserved", 2), ("reserved", 3)]
    assert client.get(f"/v1/orders/{answer.json['id']}").json == answer.json


def test_a_line_that_names_its_location_goes_first(client, shelf):
    first, second = shelf(1, 3), shelf(2, 2)

    answer = place(client, ("A", 3), ("A", 2, first))

    assert sources(answer) == [[at(first, 1), at(second, 2)], [at(first, 2)]]
    assert [line["position"] for line in answer.json["lines"]] == [1, 2]


def test_lines_may_name_several_locations(client, shelf):
    first, second = shelf(1, 3), shelf(2, 3)
    elsewhere = shelf(9, 1, "B")

    answer = place(client, ("A", 1, second), ("B", 1, elsewhere), ("A", 1, first), ("A", 1))

    assert sources(answer) == [[at(second, 1)], [at(elsewhere, 1)], [at(first, 1)], [at(first, 1)]]

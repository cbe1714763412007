"""Stock movements over HTTP: goods come in, counts are corrected."""

import pytest

from models import StockLevel, StockMovement
from tests.api.bodies import order_of, places, refusal, titles

pytestmark = pytest.mark.usefixtures("books_add_up")


@pytest.fixture
def move(client, shop):
    """Record a movement of SKU `A` at one place."""
    shop.variant(sku="A")
    location = shop.location()

    def record(quantity, kind="received", *, caller=client, **facts):
        known = {"sku": "A", "location_id": str(location["id"])}
        body = {"kind": kind, "quantity": quantity, **known, **facts}
        return caller.post("/v1/stock-movements", body)

    return record


def numbers(answer):
    """Give kind, change and outcome of a ledger row."""
    names = ("kind", "sequence", "delta_on_hand", "on_hand_after", "reserved_after")
    return tuple(answer.json[name] for name in names)


def test_received_units_are_on_hand(client, move):
    facts = {"reference": "PO-17", "reason": "delivery"}
    answer = move(40, **facts, occurred_at="2026-01-02T03:04:05+01:00")

    assert answer.status_code == 201
    assert numbers(answer) == ("received", 1, 40, 40, 0)
    assert {name: answer.json[name] for name in facts} == facts
    assert answer.json["occurred_at"] == "2026-01-02T02:04:05Z"
    assert answer.json["actor"] == f"user:{client.user_id}"
    assert client.get(f"/v1/stock-movements/{answer.json['id']}").json == answer.json


def test_a_movement_happened_now_unless_said_otherwise(move):
    answer = move(1).json

    assert answer["occurred_at"] == answer["created_at"]
    assert (answer["reference"], answer["reason"]) == (None, None)


@pytest.mark.parametrize("instant", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z"])
def test_any_year_can_be_written_and_read(client, move, instant):
    made = move(1, occurred_at=instant).json

    found = client.get(f"/v1/stock-movements/{made['id']}").json

    assert found["occurred_at"] == made["occurred_at"]
    assert found["occurred_at"].rstrip("Z").startswith(instant.rstrip("Z"))


def test_an_adjustment_adds_or_takes_away(move):
    move(5)

    assert numbers(move(-2, "adjusted")) == ("adjusted", 2, -2, 3, 0)
    assert numbers(move(4, "adjusted")) == ("adjusted", 3, 4, 7, 0)


@pytest.mark.parametrize(
    ("kind", "quantity"),
    [("received", 0), ("received", -1), ("adjusted", 0), ("adjusted", -1_000_000_001)],
)
def test_a_wrong_quantity_is_refused(move, shop, kind, quantity):
    answer = move(quantity, kind)

    assert (answer.status_code, places(answer)) == (422, ["/quantity"])
    assert answer.json["errors"][0]["code"] == "out-of-range"
    assert (shop.count(StockMovement), shop.count(StockLevel)) == (0, 0)


@pytest.mark.parametrize("kind", ["reserved", "released", "shipped", "sold"])
def test_what_follows_from_orders_is_not_recorded_by_hand(move, shop, kind):
    answer = move(1, kind)

    assert (answer.status_code, places(answer)) == (422, ["/kind"])
    assert shop.count(StockMovement) == 0


def test_more_units_than_there_are_cannot_be_taken(move, shop):
    move(3)

    answer = move(-4, "adjusted")

    assert refusal(answer) == (409, "stock-promised")
    assert answer.json["details"] == {"on_hand": 3, "removable": 3}
    assert shop.count(StockMovement) == 1


def test_promised_units_cannot_be_taken(client, move, shop):
    move(5)
    client.post("/v1/orders", order_of(("A", 3)))

    refused, taken = move(-3, "adjusted"), move(-2, "adjusted")

    assert refusal(refused) == (409, "stock-promised")
    assert refused.json["details"] == {"on_hand": 5, "removable": 2}
    assert numbers(taken) == ("adjusted", 3, -2, 3, 3)


def test_a_backorder_limit_lets_promised_units_go(client, move, shop):
    level_id = move(5).json["stock_level_id"]
    client.patch(f"/v1/stock-levels/{level_id}", {"backorder_limit": 9})
    client.post("/v1/orders", order_of(("A", 4)))

    refused, taken = move(-6, "adjusted"), move(-5, "adjusted")

    assert refused.json["details"] == {"on_hand": 5, "removable": 5}
    assert numbers(taken) == ("adjusted", 3, -5, 0, 4)


def test_a_refused_movement_leaves_no_level_behind(move, shop):
    answer = move(-1, "adjusted")

    assert answer.json["details"] == {"on_hand": 0, "removable": 0}
    assert shop.count(StockLevel) == 0


def test_an_expected_number_is_compared_and_swapped(move):
    assert move(5, expected_on_hand=0).status_code == 201
    assert numbers(move(-1, "adjusted", expected_on_hand=5)) == ("adjusted", 2, -1, 4, 0)


def test_another_number_than_expected_moves_nothing(move, shop):
    move(5)

    answer = move(-1, "adjusted", expected_on_hand=6)

    assert refusal(answer) == (409, "stock-changed")
    assert answer.json["details"] == {"on_hand": 5, "expected_on_hand": 6}
    assert shop.count(StockMovement) == 1


def test_an_expected_number_does_not_excuse_taking_too_much(move, shop):
    move(5)

    answer = move(-6, "adjusted", expected_on_hand=5)

    assert refusal(answer) == (409, "stock-promised")
    assert shop.count(StockMovement) == 1


def test_an_unknown_sku_is_named(move, shop):
    answer = move(1, sku="a")

    assert refusal(answer) == (422, "unknown-sku")
    assert (places(answer), answer.json["details"]) == (["/sku"], {"sku": "a"})
    assert shop.count(StockMovement) == 0


@pytest.mark.parametrize("whose", ["nobody", "stranger"])
def test_an_unknown_location_is_named_also_if_it_is_another_account_s(move, shop, stranger, whose):
    theirs = stranger.shop.location()["id"]
    named = str(theirs) if whose == "stranger" else "0199a2b4-7c1e-7d3a-9f21-3f6c1a2b4d5e"

    answer = move(1, location_id=named)

    assert refusal(answer) == (422, "unknown-location")
    assert (places(answer), answer.json["details"]) == (["/location_id"], {"location_id": named})
    assert (shop.count(StockLevel), stranger.shop.count(StockLevel)) == (0, 0)


def test_an_idempotency_key_is_required(client, move, shop):
    body = {
        "kind": "received",
        "quantity": 1,
        "sku": "A",
        "location_id": str(shop.location()["id"]),
    }

    answer = client.post("/v1/stock-movements", body, key=None)

    assert refusal(answer) == (400, "idempotency-key-missing")
    assert shop.count(StockMovement) == 0


def test_one_key_moves_once(client, shop):
    shop.variant(sku="A")
    body = {
        "kind": "received",
        "quantity": 1,
        "sku": "A",
        "location_id": str(shop.location()["id"]),
    }

    first, second = (client.post("/v1/stock-movements", body, key="one") for _ in range(2))

    assert second.json == first.json
    assert shop.count(StockMovement) == 1


def test_movements_are_filtered(client, shop, move):
    level_id = move(5, reference="PO-1").json["stock_level_id"]
    other = shop.level(on_hand=2)
    order = shop.order(("A", 1))

    def found(query):
        rows = client.get(f"/v1/stock-movements?{query}").json["data"]
        return [(row["kind"], row["sku"]) for row in rows]

    received, elsewhere, reserved = ("received", "A"), ("received", other["sku"]), ("reserved", "A")
    assert found("") == [received, elsewhere, reserved]
    assert found("sort=-created_at") == [reserved, elsewhere, received]
    assert found("sku=A") == [received, reserved]
    assert found(f"stock_level_id={level_id}") == [received, reserved]
    assert found(f"location_id={other['location_id']}") == [elsewhere]
    assert found("kind=received") == [received, elsewhere]
    assert found("reference=PO-1") == [received]
    assert found(f"reference={order['number']}") == [reserved]
    assert found("created_at_to=2020-01-01T00:00:00Z") == []


def test_a_sku_at_a_location_is_found(client, shop, stranger):
    sold, (here, there) = shop.variant(sku="A"), (shop.location() for _ in range(2))
    for place, variant in ((here, sold), (there, sold), (here, None)):
        shop.level(on_hand=2, variant=variant, location=place)
    shop.order(("A", 2))
    query = {"sku": "A", "location_id": str(here["id"]), "include": "total"}

    def found(caller=client, **more):
        page = caller.get("/v1/stock-movements", query_string={**query, **more}).json
        rows = [(row["kind"], row["sku"], row["location_id"]) for row in page["data"]]
        assert page["total"] == len(rows)
        return rows

    both = [(kind, "A", str(here["id"])) for kind in ("received", "reserved")]
    assert (found(), found(sort="-created_at")) == (both, both[::-1])
    assert found(kind="reserved") == both[1:]
    assert found(location_id=str(there["id"])) == [("received", "A", str(there["id"]))]
    assert (found(sku="B"), found(location_id=str(shop.account_id))) == ([], [])
    assert found(stranger) == []


def test_is_a_404_for_a_stranger(stranger, move):
    made = move(1).json

    answer = stranger.get(f"/v1/stock-movements/{made['id']}")

    assert refusal(answer) == (404, "stock-movement-not-found")
    assert titles(stranger.get("/v1/stock-movements"), "id") == []
    assert refusal(move(1, caller=stranger)) == (422, "unknown-sku")

"""Fields and parameters that do not fit: the document names each, and nothing changes."""

import json

import pytest

from models import Location, Order, Product, StockMovement
from tests.api.bodies import order_of, places, refusal

JSON = {"content_type": "application/json"}
THING = {"kind": "general", "title": "Thing", "variants": [{"sku": "A", "price_minor": 100}]}
PRICE = ["variants", 0, "price_minor"]
AT_PRICE = "/variants/0/price_minor"


def complaints(answer):
    """Give place, pointer and code of each complaint."""
    return [(error["in"], error["pointer"], error["code"]) for error in answer.json["errors"]]


def with_value(body, path, value):
    """Write a body as JSON with one value more or another."""
    place = whole = json.loads(json.dumps(body))
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return json.dumps(whole)


WRONG_FIELDS = [
    (["nope"], 1, "/nope", "unknown-field"),
    (["a/b~c"], 1, "/a~1b~0c", "unknown-field"),
    (["\ud800"], 1, "/\\ud800", "unknown-field"),
    (["\x00"], 1, "/\x00", "unknown-field"),
    ([""], 1, "/", "unknown-field"),
    (["id"], 1, "/id", "unknown-field"),
    (["title"], 7, "/title", "type"),
    (["title"], None, "/title", "null"),
    (["title"], "", "/title", "length"),
    (["title"], "a\x00b", "/title", "characters"),
    (["title"], "a\ud800b", "/title", "characters"),
    (["title"], ["Thing"], "/title", "type"),
    (["kind"], "Not A Code", "/kind", "pattern"),
    (["kind"], "general\n", "/kind", "pattern"),
    (["status"], "sold", "/status", "not-one-of"),
    (["attributes"], [], "/attributes", "type"),
    (["attributes"], {"a": ["\x00"]}, "/attributes", "characters"),
    (["attributes"], {"\udfff": 1}, "/attributes", "characters"),
    (["attributes"], {"a": 2**53}, "/attributes", "out-of-range"),
    (["attributes"], {"a": "x" * 65_536}, "/attributes", "length"),
    (["variants"], {}, "/variants", "type"),
    (["variants"], [{"sku": "A"}] * 101, "/variants", "length"),
    (["variants", 0], "A", "/variants/0", "type"),
    (["variants", 0, "nope"], 1, "/variants/0/nope", "unknown-field"),
    (["variants", 0, "\udfff"], 1, "/variants/0/\\udfff", "unknown-field"),
    (["variants", 0, "sku"], " A", "/variants/0/sku", "pattern"),
    (["variants", 0, "sku"], "x" * 65, "/variants/0/sku", "length"),
    (["variants", 0, "currency"], "EURO", "/variants/0/currency", "currency"),
    (["variants", 0, "gtin"], 9780141439518, "/variants/0/gtin", "type"),
    (PRICE, True, AT_PRICE, "type"),
    (PRICE, "1", AT_PRICE, "type"),
    (PRICE, 1.5, AT_PRICE, "type"),
    (PRICE, {}, AT_PRICE, "type"),
    (PRICE, -1, AT_PRICE, "out-of-range"),
    (PRICE, 10**30, AT_PRICE, "out-of-range"),
    (PRICE, 1e300, AT_PRICE, "out-of-range"),
]


def test_a_wrong_field_is_named(client, shop):
    for path, value, pointer, code in WRONG_FIELDS:
        answer = client.post("/v1/products", data=with_value(THING, path, value), **JSON)

        assert refusal(answer) == (422, "validation-failed"), (path, value)
        assert complaints(answer) == [("body", pointer, code)]
    assert shop.count(Product) == 0


@pytest.mark.parametrize("price", [150, 150.0])
def test_a_whole_number_may_be_written_with_a_point(client, price):
    answer = client.post("/v1/products", data=with_value(THING, PRICE, price), **JSON)

    assert answer.json["variants"][0]["price_minor"] == 150


def test_all_wrong_fields_are_named_at_once(client, shop):
    body = {"title": 7, "nope": 1, "variants": [{"sku": "A"}, {"price_minor": "1"}]}

    answer = client.post("/v1/products", body)

    assert sorted(complaints(answer)) == [
        ("body", "/kind", "required"),
        ("body", "/nope", "unknown-field"),
        ("body", "/title", "type"),
        ("body", "/variants/1/price_minor", "type"),
        ("body", "/variants/1/sku", "required"),
    ]
    assert answer.json["detail"] == "5 field(s) cannot be accepted; nothing was changed."
    assert shop.count(Product) == 0


WRONG_ORDERS = [
    (["lines"], [], "/lines", "length"),
    (["lines", 0, "quantity"], 0, "/lines/0/quantity", "out-of-range"),
    (["lines", 0, "quantity"], True, "/lines/0/quantity", "type"),
    (["lines", 0, "quantity"], "1", "/lines/0/quantity", "type"),
    (["lines", 0, "quantity"], 10**299, "/lines/0/quantity", "out-of-range"),
    (["lines", 0, "location_id"], "here", "/lines/0/location_id", "type"),
    (["lines", 0, "location_id"], "-" * 36, "/lines/0/location_id", "type"),
    (["lines", 0, "price_minor"], 1, "/lines/0/price_minor", "unknown-field"),
    (["customer"], None, "/customer", "null"),
    (["customer", "email"], "reader", "/customer/email", "pattern"),
    (["external_ref"], "1", "/channel", "required"),
    (["currency"], 978, "/currency", "type"),
]


def test_a_wrong_order_takes_no_stock(client, shop):
    level = shop.level(on_hand=5)
    good = order_of((level["sku"], 1))

    for path, value, pointer, code in WRONG_ORDERS:
        answer = client.post("/v1/orders", data=with_value(good, path, value), **JSON)

        assert refusal(answer) == (422, "validation-failed"), (path, value)
        assert complaints(answer) == [("body", pointer, code)]
    assert shop.reload(level) == level
    assert (shop.count(Order), shop.count(StockMovement)) == (0, 1)


def test_a_wrong_patch_changes_nothing(client, shop):
    location = shop.location()
    address = f"/v1/locations/{location['id']}"

    answer = client.patch(address, {"name": "New", "priority": "first", "nope": None})

    assert sorted(places(answer)) == ["/nope", "/priority"]
    assert shop.rows(Location) == [location]


def test_an_unknown_parameter_is_named(client, shop):
    product = shop.product(variants=[])
    order = shop.order((shop.level(on_hand=1)["sku"], 1))
    one = f"/v1/products/{product['id']}?nope=1"
    before = shop.rows(Product)

    answers = {
        "list": client.get("/v1/products?nope=1"),
        "get": client.get(one),
        "get with expand": client.get(f"/v1/orders/{order['id']}?nope=1"),
        "post": client.post("/v1/products?nope=1", THING),
        "post without body": client.post(f"/v1/orders/{order['id']}/confirm?nope=1"),
        "patch": client.patch(one, {"title": "New"}),
        "delete": client.delete(one),
    }

    for way, answer in answers.items():
        assert refusal(answer) == (422, "validation-failed"), way
        assert complaints(answer) == [("query", "/nope", "unknown-field")], way
    assert shop.rows(Product) == before
    assert client.get(f"/v1/orders/{order['id']}").json["status"] == "pending_payment"


WRONG_PARAMETERS = [
    ("q=", "/q", "length"),
    ("q=%00", "/q", "characters"),
    (f"q={'x' * 101}", "/q", "length"),
    ("status=sold", "/status", "not-one-of"),
    ("kind=A", "/kind", "pattern"),
    ("created_at_from=today", "/created_at_from", "type"),
    ("created_at_from=2026-01-01", "/created_at_from", "type"),
    ("created_at_to=9999-12-31T23:59:59-23:59", "/created_at_to", "type"),
    ("include=totals", "/include", "not-one-of"),
    ("limit=1&limit=2", "/limit", "repeated"),
    ("a/~=1&a/~=2", "/a~1~0", "repeated"),
    ("%ED%A0%80=1", "/%ED%A0%80", "unknown-field"),
]


def test_a_wrong_parameter_is_named(client):
    for query, pointer, code in WRONG_PARAMETERS:
        answer = client.get(f"/v1/products?{query}")

        assert refusal(answer) == (422, "validation-failed"), query
        assert complaints(answer) == [("query", pointer, code)]


def test_a_parameter_where_there_is_none_is_named(client):
    answer = client.get("/v1/me?a/~=1")

    assert refusal(answer) == (422, "validation-failed")
    assert complaints(answer) == [("query", "/a~1~0", "unknown-field")]


def test_who_may_not_ask_hears_that_first(anonymous, shop):
    viewer = shop.client("viewer")
    wrong = [
        {"json": {"title": 7}},
        {"data": "{", **JSON},
        {"data": "[" * 100_000, **JSON},
        {"data": "text", "content_type": "text/plain"},
        {"data": b" " * 2**21, **JSON},
    ]

    for path in ("/v1/products", "/v1/products?nope=1"):
        unknown = [refusal(anonymous.send("POST", path, **request)) for request in wrong]
        refused = [refusal(viewer.send("POST", path, **request)) for request in wrong]
        assert unknown == [(401, "not-authenticated")] * 5
        assert refused == [(403, "missing-scope")] * 5
    assert refusal(anonymous.post("/v1/orders", {}, key=None)) == (401, "not-authenticated")
    assert refusal(viewer.post("/v1/orders", {}, key=None)) == (403, "missing-scope")
    assert (shop.count(Product), shop.count(Order)) == (0, 0)

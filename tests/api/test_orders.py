"""POST /v1/orders: what is taken, what is refused, and once only."""

import re

import pytest

from models import Order, Variant
from tests.api.bodies import order_of, places, refusal

pytestmark = pytest.mark.usefixtures("books_add_up")

LARGEST = 2**53 - 1


def place(client, *lines, **facts):
    return client.post("/v1/orders", order_of(*lines, **facts))


def test_takes_stock_and_answers_the_order(client, shop):
    level = shop.level(on_hand=5)

    answer = place(client, (level["sku"], 4))

    assert (answer.status_code, answer.json["status"]) == (201, "pending_payment")
    assert answer.json["total_minor"] == 4_000
    assert answer.headers["ETag"] == '"1"'
    assert shop.reload(level)["reserved"] == 4
    assert client.get(f"/v1/orders/{answer.json['id']}").json == answer.json


def test_a_line_keeps_what_was_true_when_it_was_bought(client, shop):
    product = shop.product(title="Emma", variants=[{"sku": "E", "title": "Hard", "price_minor": 5}])
    variant = product["variants"][0]
    shop.level(on_hand=3, variant=variant)

    made = place(client, ("E", 3)).json
    client.patch(f"/v1/variants/{variant['id']}", {"sku": "F", "price_minor": 9, "title": None})
    found = client.get(f"/v1/orders/{made['id']}").json

    assert found == made
    (line,) = found["lines"]
    facts = ("position", "sku", "title", "quantity", "unit_price_minor", "subtotal_minor")
    assert tuple(line[name] for name in facts) == (1, "E", "Emma, Hard", 3, 5, 15)
    assert (line["tax_minor"], line["total_minor"], line["fulfilled"]) == (0, 15, 0)


def test_an_order_shows_what_was_said_about_it(client, shop):
    level = shop.level(on_hand=1)
    customer = {"email": "Rosa@Example.com", "name": "Rosa"}
    facts = {"customer": customer, "channel": "web-shop", "external_ref": "100-1"}

    made = place(client, (level["sku"], 1), **facts).json

    assert made["customer"] == {"email": "rosa@example.com", "name": "Rosa"}
    assert (made["channel"], made["external_ref"]) == ("web-shop", "100-1")
    assert made["allowed_actions"] == ["confirm", "cancel"]
    assert re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", made["number"])
    moments = ("confirmed_at", "shipped_at", "completed_at", "cancelled_at")
    assert [made[name] for name in moments] == [None] * 4


def test_a_gift_costs_nothing(client, shop):
    level = shop.level(on_hand=1, variant=shop.variant(price_minor=0))

    assert place(client, (level["sku"], 1)).json["total_minor"] == 0


def test_refuses_too_many_and_changes_nothing(client, shop):
    level = shop.level(on_hand=5)

    answer = place(client, (level["sku"], 3), (level["sku"], 3))

    assert refusal(answer) == (409, "insufficient-stock")
    short = {"sku": level["sku"], "requested": 6, "available": 5}
    assert answer.json["details"] == {"lines": [short]}
    assert shop.reload(level)["reserved"] == 0
    assert shop.count(Order) == 0


def test_names_every_short_sku_and_no_other(client, shop):
    levels = [shop.level(on_hand=n, variant=shop.variant(sku=f"S{n}")) for n in (1, 2, 3)]
    shop.variant(sku="NONE")
    shop.variant(sku="NOTHING")

    answer = place(client, ("S1", 2), ("S3", 3), ("S2", 5), ("NONE", 1), ("NOTHING", 1))

    said = "Available are S1: 1 of 2, S2: 2 of 5, NONE: 0 of 1 and 1 more."
    assert answer.json["detail"] == said
    assert answer.json["details"]["lines"] == [
        {"sku": "S1", "requested": 2, "available": 1},
        {"sku": "S2", "requested": 5, "available": 2},
        {"sku": "NONE", "requested": 1, "available": 0},
        {"sku": "NOTHING", "requested": 1, "available": 0},
    ]
    assert [shop.reload(level)["reserved"] for level in levels] == [0, 0, 0]


def test_an_unknown_sku_is_named_by_its_place(client, shop, stranger):
    level, theirs = shop.level(on_hand=1), stranger.shop.level(on_hand=1)

    answer = place(client, (level["sku"], 1), (theirs["sku"], 1))

    assert refusal(answer) == (422, "ordered-sku-unknown")
    assert places(answer) == ["/lines/1/sku"]
    assert answer.json["details"] == {"sku": theirs["sku"]}
    assert (shop.reload(level)["reserved"], shop.count(Order)) == (0, 0)


def test_what_is_not_on_sale_is_named_with_its_reason(client, shop):
    old, cheap = {"sku": "OLD", "status": "archived"}, {"price_minor": 1}
    shop.product(variants=[{**old, **cheap}, {"sku": "PRICELESS"}])
    shop.product(status="draft", variants=[{"sku": "DRAFT", **cheap}])
    shop.product(status="archived", variants=[{"sku": "GONE", **cheap}])
    shop.variant(sku="POUNDS", currency="GBP")
    for variant in shop.rows(Variant):
        shop.level(on_hand=1, variant=variant)
    good = shop.level(on_hand=1)

    skus = ("OLD", "PRICELESS", "DRAFT", "GONE", "POUNDS", good["sku"])
    answer = place(client, *((sku, 1) for sku in skus))

    assert refusal(answer) == (409, "not-sellable")
    reasons = {line["sku"]: line["reason"] for line in answer.json["details"]["lines"]}
    assert reasons == {
        "OLD": "archived",
        "PRICELESS": "no-price",
        "DRAFT": "draft",
        "GONE": "archived",
        "POUNDS": "other-currency",
    }
    assert (shop.reload(good)["reserved"], shop.count(Order)) == (0, 0)


def test_a_total_beyond_exact_numbers_is_refused(client, shop):
    level = shop.level(on_hand=20_000, variant=shop.variant(price_minor=1_000_000_000_000))

    refused = place(client, (level["sku"], 9_008))
    taken = place(client, (level["sku"], 9_007))

    assert (refusal(refused), places(refused)) == ((422, "order-total-too-large"), ["/lines"])
    assert refused.json["details"] == {"limit_minor": LARGEST}
    assert taken.json["total_minor"] == 9_007_000_000_000_000 <= LARGEST
    assert (shop.reload(level)["reserved"], shop.count(Order)) == (9_007, 1)


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"lines": []}, "/lines"),
        ({"lines": [{"sku": "A", "quantity": 0}]}, "/lines/0/quantity"),
        ({"lines": [{"sku": "A", "quantity": 1_000_001}]}, "/lines/0/quantity"),
        ({"lines": [{"sku": "A"}]}, "/lines/0/quantity"),
        ({"lines": [{"sku": "A", "quantity": 1, "price_minor": 1}]}, "/lines/0/price_minor"),
        ({"currency": "EURO"}, "/currency"),
        ({"customer": {}}, "/customer/email"),
        ({"customer": {"email": "reader"}}, "/customer/email"),
        ({"external_ref": "100-1"}, "/channel"),
        ({"status": "confirmed"}, "/status"),
    ],
)
def test_a_wrong_order_is_named_by_its_place(client, shop, wrong, pointer):
    answer = client.post("/v1/orders", {**order_of(("A", 1)), **wrong})

    assert (answer.status_code, places(answer)) == (422, [pointer])
    assert shop.count(Order) == 0


def test_answers_the_same_key_with_the_same_order(client, shop):
    level = shop.level(on_hand=5)
    body = order_of((level["sku"], 1))

    first = client.post("/v1/orders", body, key="one")
    second = client.post("/v1/orders", body, key="one")

    assert second.json == first.json
    assert second.headers["Idempotent-Replayed"] == "true"
    assert shop.reload(level)["reserved"] == 1


def test_an_idempotency_key_is_required(client, shop):
    level = shop.level(on_hand=5)

    answer = client.post("/v1/orders", order_of((level["sku"], 1)), key=None)

    assert refusal(answer) == (400, "idempotency-key-missing")
    assert (shop.reload(level)["reserved"], shop.count(Order)) == (0, 0)


def test_a_channel_s_order_is_taken_once_whatever_the_key(client, shop):
    level = shop.level(on_hand=5)
    facts = {"channel": "web-shop", "external_ref": "100-1"}

    first = place(client, (level["sku"], 1), **facts)
    again = place(client, (level["sku"], 2), **facts)

    assert refusal(again) == (409, "external-ref-exists")
    known = {"order_id": first.json["id"], "number": first.json["number"]}
    assert again.json["details"] == known
    assert (shop.reload(level)["reserved"], shop.count(Order)) == (1, 1)


def test_another_channel_or_account_has_numbers_of_its_own(client, stranger, shop):
    level, theirs = shop.level(on_hand=5), stranger.shop.level(on_hand=5)
    ref = {"external_ref": "100-1"}

    answers = [
        place(client, (level["sku"], 1), channel="web-shop", **ref),
        place(client, (level["sku"], 1), channel="till", **ref),
        place(client, (level["sku"], 1), channel="till"),
        place(client, (level["sku"], 1), channel="till"),
        place(stranger, (theirs["sku"], 1), channel="till", **ref),
    ]

    assert [answer.status_code for answer in answers] == [201] * 5
    assert (shop.count(Order), stranger.shop.count(Order)) == (4, 1)


def test_is_a_404_for_a_stranger(client, stranger, shop):
    order = shop.order((shop.level(on_hand=1)["sku"], 1))
    address = f"/v1/orders/{order['id']}"
    before = client.get(address).json
    answers = [
        stranger.get(address),
        *(stranger.post(f"{address}/{action}") for action in ("confirm", "cancel", "ship")),
    ]

    assert [refusal(answer) for answer in answers] == [(404, "order-not-found")] * 4
    assert client.get(address).json == before

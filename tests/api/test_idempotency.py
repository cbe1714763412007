"""The same request, sent again, is answered again and not done again."""

import json
from datetime import timedelta

import pytest

from models import IdempotencyKey, Location, Order, Product, StockMovement, utcnow
from tests.api.bodies import order_of, places, refusal
from tests.client import Client

JSON = {"content_type": "application/json"}
PLACE = {"code": "attic", "name": "Attic", "priority": 7}
pytestmark = pytest.mark.usefixtures("books_add_up")


def replayed(answer):
    return answer.headers.get("Idempotent-Replayed") == "true"


@pytest.fixture
def level(shop):
    return shop.level(on_hand=5)


@pytest.fixture
def order(level):
    """Word an order for one unit."""
    return order_of((level["sku"], 1))


@pytest.mark.parametrize("path", ["/v1/orders", "/v1/stock-movements"])
def test_what_moves_goods_needs_a_key(client, shop, path):
    answer = client.post(path, {}, key=None)

    assert refusal(answer) == (400, "idempotency-key-missing")
    assert (shop.count(Order), shop.count(StockMovement)) == (0, 0)


def test_an_unusable_key_is_refused(client, shop, level, order):
    for key in ("", " ", "a b", "a\tb", "x" * 256, "\u00e9", "a\x7f"):
        answer = client.post("/v1/orders", order, key=key)

        assert refusal(answer) == (400, "idempotency-key-invalid"), key
    assert (shop.count(Order), shop.reload(level)["reserved"]) == (0, 0)


def test_any_printable_key_will_do(client, shop, order):
    for key in ("x" * 255, "!", '"quoted"', "'--"):
        first, second = (client.post("/v1/orders", order, key=key) for _ in range(2))

        assert (first.status_code, replayed(first)) == (201, False), key
        assert (second.status_code, replayed(second)) == (201, True), key
    assert shop.count(Order) == 4


def test_a_repeated_request_gets_the_first_answer(client, shop, level, order):
    first = client.post("/v1/orders", order, key="one")
    client.post(f"/v1/orders/{first.json['id']}/confirm")

    second = client.post("/v1/orders", order, key="one")

    assert (second.status_code, second.data) == (first.status_code, first.data)
    assert second.headers["ETag"] == first.headers["ETag"] == '"1"'
    assert second.headers["X-Request-Id"] != first.headers["X-Request-Id"]
    assert replayed(second)
    assert (shop.count(Order), shop.reload(level)["reserved"]) == (1, 1)


def test_json_is_the_same_however_it_is_spaced(client, shop, order):
    backwards = json.dumps(dict(reversed(order.items())), indent=2, ensure_ascii=True)

    first = client.post("/v1/orders", order, key="one")
    second = client.post("/v1/orders", data=backwards, key="one", **JSON)

    assert (second.data, replayed(second)) == (first.data, True)
    assert shop.count(Order) == 1


def test_another_request_needs_another_key(client, shop, level, order):
    first = client.post("/v1/orders", order, key="one")

    more = client.post("/v1/orders", order_of((level["sku"], 2)), key="one")
    elsewhere = client.post("/v1/locations", PLACE, key="one")
    wrong = client.post("/v1/orders", {}, key="one")

    for answer in (more, elsewhere, wrong):
        assert refusal(answer) == (422, "idempotency-key-reused")
        assert places(answer) == ["/Idempotency-Key"]
        assert answer.json["errors"][0]["in"] == "header"
    assert (shop.count(Order), shop.reload(level)["reserved"]) == (1, 1)
    assert client.post("/v1/orders", order, key="one").data == first.data


def test_what_is_not_sent_as_json_is_another_request(client, shop):
    body = json.dumps(PLACE)
    client.post("/v1/locations", data=body, content_type="application/json", key="one")

    answer = client.post("/v1/locations", data=body, content_type="text/plain", key="one")

    assert refusal(answer) == (422, "idempotency-key-reused")
    assert shop.count(Location) == 1


def test_a_refusal_is_answered_again(client, shop, level):
    body = order_of((level["sku"], 6))
    refused = client.post("/v1/orders", body, key="one")
    receipt = {"kind": "received", "sku": level["sku"], "quantity": 5}
    receipt["location_id"] = str(level["location_id"])
    assert client.post("/v1/stock-movements", receipt).status_code == 201

    again = client.post("/v1/orders", body, key="one")
    afresh = client.post("/v1/orders", body, key="two")

    assert refusal(refused) == (409, "insufficient-stock")
    assert (again.status_code, again.data, replayed(again)) == (409, refused.data, True)
    assert again.mimetype == "application/problem+json"
    assert (afresh.status_code, shop.count(Order)) == (201, 1)


def test_what_was_not_found_is_answered_again(client, stranger, shop, order):
    theirs = shop.order((order["lines"][0]["sku"], 1))
    address = f"/v1/orders/{theirs['id']}/confirm"

    first, second = (stranger.post(address, key="one") for _ in range(2))

    assert refusal(first) == (404, "order-not-found")
    assert (second.data, replayed(second)) == (first.data, True)
    assert client.post(address, key="one").json["status"] == "confirmed"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b'{"lines": 7}', 422),
        (b'{"lines": ', 400),
        (b"[" * 65, 400),
        (b" " * 2**21, 413),
    ],
)
def test_a_request_that_was_not_understood_may_be_mended(client, shop, order, body, status):
    wrong = client.post("/v1/orders", data=body, key="one", **JSON)
    assert (wrong.status_code, shop.count(IdempotencyKey)) == (status, 0)

    mended = client.post("/v1/orders", order, key="one")

    assert (mended.status_code, replayed(mended)) == (201, False)
    assert shop.count(Order) == 1


def test_a_field_that_no_row_fits_may_be_mended(client, shop):
    wrong = client.post("/v1/products", {"kind": "poster", "title": "A"}, key="one")
    assert (refusal(wrong), shop.count(IdempotencyKey)) == ((422, "unknown-kind"), 0)

    mended = client.post("/v1/products", {"kind": "general", "title": "A"}, key="one")

    assert (mended.status_code, replayed(mended)) == (201, False)


def test_a_caller_who_was_turned_away_may_come_again(client, anonymous, shop, order):
    viewer = shop.client("viewer")

    nobody = anonymous.post("/v1/orders", order, key="one")
    refused = viewer.post("/v1/orders", order, key="one")
    client.patch(f"/v1/users/{viewer.user_id}", {"role": "staff"})
    kept = shop.count(IdempotencyKey)
    taken = shop.client("viewer").post("/v1/orders", order, key="one")

    assert (refusal(nobody)[0], refusal(refused)[0], kept) == (401, 403, 0)
    assert (taken.status_code, replayed(taken)) == (201, False)


def test_keys_of_two_callers_do_not_meet(client, stranger, shop, app):
    made = client.post("/v1/api-keys", {"name": "Till", "scopes": ["stock:write"]})
    till = Client(app, {"X-API-Key": made.json["secret"]})
    callers = (client, shop.client("manager"), till, stranger)

    answers = [
        caller.post("/v1/locations", {**PLACE, "code": f"attic-{n}"}, key="one")
        for n, caller in enumerate(callers)
    ]

    assert [(answer.status_code, replayed(answer)) for answer in answers] == [(201, False)] * 4
    assert [row["code"] for row in shop.rows(Location)] == ["attic-0", "attic-1", "attic-2"]
    assert "attic-3" in stranger.get("/v1/locations").text


def test_a_key_is_kept_in_every_session_of_its_user(client, shop):
    first = client.post("/v1/locations", PLACE, key="one")

    second = shop.client().post("/v1/locations", PLACE, key="one")

    assert (second.data, replayed(second)) == (first.data, True)


@pytest.mark.parametrize(
    ("age", "is_kept"),
    [(timedelta(days=6, hours=23), True), (timedelta(days=7, seconds=1), False)],
)
def test_a_key_is_kept_for_seven_days(client, shop, order, age, is_kept):
    first = client.post("/v1/orders", order, key="one")
    shop.alter(IdempotencyKey, created_at=utcnow() - age)

    second = client.post("/v1/orders", order, key="one")
    third = client.post("/v1/orders", order, key="one")

    assert (replayed(second), second.json == first.json) == (is_kept, is_kept)
    assert (replayed(third), third.json) == (True, second.json)
    assert (shop.count(Order), shop.count(IdempotencyKey)) == (1 if is_kept else 2, 1)


def test_other_posts_take_a_key_or_none(client, shop):
    without = [client.post("/v1/locations", PLACE, key=None) for _ in range(2)]
    body = {"kind": "general", "title": "A"}
    with_one = [client.post("/v1/products", body, key="one") for _ in range(2)]

    assert [answer.status_code for answer in without] == [201, 409]
    assert not any(replayed(answer) for answer in without)
    assert [(answer.status_code, replayed(answer)) for answer in with_one] == [
        (201, False),
        (201, True),
    ]
    assert (shop.count(Location), shop.count(Product)) == (1, 1)


def test_a_post_without_a_body_is_repeated_too(client, shop, order):
    made = client.post("/v1/orders", order).json
    address = f"/v1/orders/{made['id']}/confirm"

    first, second = (client.post(address, key="one") for _ in range(2))
    other = client.post(address, key="two")

    assert (second.data, replayed(second)) == (first.data, True)
    assert refusal(other) == (409, "invalid-transition")


def test_a_body_is_kept_as_a_fingerprint_alone(client, shop):
    person = {"email": "grace@example.org", "name": "Grace", "role": "staff"}
    client.post("/v1/users", {**person, "password": "correct-horse-battery"}, key="one")

    (kept,) = shop.rows(IdempotencyKey)

    assert "correct-horse" not in str(kept)
    assert (kept["principal"], len(kept["fingerprint"])) == (f"user:{client.user_id}", 64)

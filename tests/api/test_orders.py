"""POST /v1/orders and what follows."""

from models import Order


def order_of(*lines, **facts):
    return {
        "currency": "EUR",
        "customer": {"email": "reader@example.com"},
        "lines": [{"sku": sku, "quantity": quantity} for sku, quantity in lines],
        **facts,
    }


def test_takes_stock_and_answers_the_order(client, shop):
    level = shop.level(on_hand=5)

    answer = client.post("/v1/orders", order_of((level["sku"], 4)))

    assert (answer.status_code, answer.json["status"]) == (201, "pending_payment")
    assert answer.json["total_minor"] == 4_000
    assert answer.headers["ETag"] == '"1"'
    assert shop.reload(level)["reserved"] == 4
    assert client.get(f"/v1/orders/{answer.json['id']}").json == answer.json


def test_refuses_too_many_and_changes_nothing(client, shop):
    level = shop.level(on_hand=5)

    answer = client.post("/v1/orders", order_of((level["sku"], 3), (level["sku"], 3)))

    assert (answer.status_code, answer.json["code"]) == (409, "insufficient-stock")
    short = {"sku": level["sku"], "requested": 6, "available": 5}
    assert answer.json["details"] == {"lines": [short]}
    assert shop.reload(level)["reserved"] == 0
    assert shop.count(Order) == 0


def test_answers_the_same_key_with_the_same_order(client, shop):
    level = shop.level(on_hand=5)
    body = order_of((level["sku"], 1))

    first = client.post("/v1/orders", body, key="one")
    second = client.post("/v1/orders", body, key="one")

    assert second.json == first.json
    assert second.headers["Idempotent-Replayed"] == "true"
    assert shop.reload(level)["reserved"] == 1


def test_is_a_404_for_a_stranger(client, stranger, shop):
    order = shop.order((shop.level(on_hand=1)["sku"], 1))

    answer = stranger.get(f"/v1/orders/{order['id']}")

    assert (answer.status_code, answer.json["code"]) == (404, "order-not-found")

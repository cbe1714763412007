"""One order, asked for or acted on by many at once."""

from models import Fulfilment, Order
from tests.api.bodies import order_of
from tests.races.crowd import at_once, statuses, until_done
from tests.races.test_stock import verified

ORDERS = 20


def test_one_key_sent_by_eight_places_one_order(callers, client, shop):
    level = shop.level(on_hand=50)
    body = order_of((level["sku"], 3))

    def buy(caller):
        return until_done(lambda: caller.post("/v1/orders", body, key="the-only-one"))

    answers = at_once([lambda c=c: buy(c) for c in callers(8)])

    assert statuses(answers) == {(201, None): 8}
    assert {answer.json["id"] for answer in answers} == {str(shop.rows(Order)[0]["id"])}
    assert all(answer.data == answers[0].data for answer in answers)
    assert sum("Idempotent-Replayed" in answer.headers for answer in answers) == 7
    assert shop.count(Order) == 1
    assert shop.reload(level)["reserved"] == 3
    assert verified(client)


def test_one_external_ref_under_eight_keys_is_one_order(callers, client, shop):
    level = shop.level(on_hand=50)
    body = order_of((level["sku"], 3), channel="market", external_ref="100-2345")

    answers = at_once([lambda c=c: c.post("/v1/orders", body) for c in callers(8)])

    assert statuses(answers) == {(201, None): 1, (409, "external-ref-exists"): 7}
    (placed,) = [answer.json["id"] for answer in answers if answer.status_code == 201]
    refused = [answer.json["details"] for answer in answers if answer.status_code == 409]
    assert {details["order_id"] for details in refused} == {placed}
    assert shop.count(Order) == 1
    assert shop.reload(level)["reserved"] == 3
    assert verified(client)


def test_an_order_is_cancelled_or_shipped_but_never_both(callers, client, shop):
    level = shop.level(on_hand=ORDERS)
    orders = [shop.order((level["sku"], 1), confirmed=True) for _ in range(ORDERS)]
    canceller, shipper = callers(2)
    outcomes = {"cancelled": 0, "completed": 0}

    for order in orders:
        answers = at_once(
            [
                lambda path=f"/v1/orders/{order['id']}/cancel": canceller.post(path),
                lambda path=f"/v1/orders/{order['id']}/ship": shipper.post(path, {}),
            ]
        )
        assert statuses(answers) == {(200, None): 1, (409, "invalid-transition"): 1}
        (done,) = [answer.json["status"] for answer in answers if answer.status_code == 200]
        outcomes[done] += 1

    after = shop.reload(level)
    assert outcomes["completed"] == shop.count(Fulfilment)
    assert (after["on_hand"], after["reserved"]) == (outcomes["cancelled"], 0)
    assert verified(client)

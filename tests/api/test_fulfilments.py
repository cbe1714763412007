"""Fulfilments over HTTP."""

import pytest

from tests.api.bodies import refusal, titles

pytestmark = pytest.mark.usefixtures("books_add_up")


@pytest.fixture
def shipped(client, shop):
    """Ship an order of one unit of each level; give its parcels."""

    def ship(*levels):
        order = shop.order(*((level["sku"], 1) for level in levels), confirmed=True)
        return client.post(f"/v1/orders/{order['id']}/ship").json["fulfilments"]

    return ship


def test_a_parcel_is_seen_by_itself(client, shop, shipped):
    (parcel,) = shipped(shop.level(on_hand=1))

    answer = client.get(f"/v1/fulfilments/{parcel['id']}")

    assert (answer.status_code, answer.json) == (200, parcel)
    assert answer.headers["ETag"] == '"1"'


def test_parcels_are_filtered_and_sorted(client, shop, shipped):
    a, b = shop.level(on_hand=9), shop.level(on_hand=9)
    first, second = shipped(a, b)
    (third,) = shipped(a)

    def found(query):
        return client.get(f"/v1/fulfilments?{query}").json["data"]

    assert found("") == [first, second, third]
    assert found("sort=-created_at") == [third, second, first]
    assert found(f"order_id={first['order_id']}") == [first, second]
    assert found(f"location_id={a['location_id']}") == [first, third]
    assert found(f"order_id={third['order_id']}&location_id={b['location_id']}") == []


def test_a_parcel_that_does_not_exist_is_not_found(client):
    answer = client.get("/v1/fulfilments/0199a2b4-7c1e-7d3a-9f21-3f6c1a2b4d5e")

    assert refusal(answer) == (404, "fulfilment-not-found")


def test_is_a_404_for_a_stranger(stranger, shop, shipped):
    (parcel,) = shipped(shop.level(on_hand=1))

    answer = stranger.get(f"/v1/fulfilments/{parcel['id']}")

    assert refusal(answer) == (404, "fulfilment-not-found")
    assert titles(stranger.get("/v1/fulfilments"), "id") == []
    assert titles(stranger.get(f"/v1/fulfilments?order_id={parcel['order_id']}"), "id") == []

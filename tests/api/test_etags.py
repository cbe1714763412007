"""ETag, If-None-Match and If-Match on everything that has a version."""

import pytest

from models import Location
from tests.api.bodies import refusal


@pytest.fixture
def location(shop):
    return shop.location(name="Attic")


@pytest.fixture
def address(location):
    return f"/v1/locations/{location['id']}"


def versioned(client, shop):
    """Give the address of one resource of each kind that has a version."""
    level = shop.level(on_hand=2)
    variant = client.get(f"/v1/variants?sku={level['sku']}").json["data"][0]
    order = shop.order((level["sku"], 2), confirmed=True)
    shipped = client.post(f"/v1/orders/{order['id']}/ship").json
    key = client.post("/v1/api-keys", {"name": "Till", "scopes": ["stock:read"]}).json
    kind = client.get("/v1/product-kinds").json["data"][0]
    return [
        "/v1/account",
        f"/v1/users/{client.user_id}",
        f"/v1/api-keys/{key['id']}",
        f"/v1/product-kinds/{kind['id']}",
        f"/v1/products/{variant['product_id']}",
        f"/v1/variants/{variant['id']}",
        f"/v1/locations/{level['location_id']}",
        f"/v1/stock-levels/{level['id']}",
        f"/v1/orders/{order['id']}",
        f"/v1/fulfilments/{shipped['fulfilments'][0]['id']}",
    ]


def test_every_version_is_an_etag(client, shop):
    for path in versioned(client, shop):
        first = client.get(path)
        again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})

        assert first.headers["ETag"] == f'"{first.json["version"]}"', path
        assert (again.status_code, again.data) == (304, b""), path
        assert again.headers["ETag"] == first.headers["ETag"], path


def test_what_the_client_has_is_not_sent_again(client, address):
    for given in ('"1"', 'W/"1"', '"0", "1"', "*"):
        answer = client.get(address, headers={"If-None-Match": given})

        assert (answer.status_code, answer.data) == (304, b""), given
        assert answer.headers["X-Request-Id"], given


def test_what_the_client_lacks_is_sent(client, address):
    for given in ('"0"', '"2"', '"11"', "garbage", "", '"\x7f"'):
        answer = client.get(address, headers={"If-None-Match": given})

        assert (answer.status_code, answer.json["name"]) == (200, "Attic"), given


def test_a_304_is_only_for_those_who_may_read(anonymous, stranger, address):
    had = {"If-None-Match": '"1"'}

    assert refusal(anonymous.get(address, headers=had)) == (401, "not-authenticated")
    assert refusal(stranger.get(address, headers=had)) == (404, "location-not-found")


def test_a_change_has_a_new_etag(client, address):
    answer = client.patch(address, {"name": "Cellar"}, match='"1"')
    seen = client.get(address, headers={"If-None-Match": '"1"'})

    assert (answer.status_code, answer.headers["ETag"]) == (200, '"2"')
    assert (seen.status_code, seen.headers["ETag"], seen.json["name"]) == (200, '"2"', "Cellar")


@pytest.mark.parametrize("method", ["patch", "delete"])
def test_a_change_needs_if_match(client, shop, address, location, method):
    answer = change(client, method, address, match=None)

    assert refusal(answer) == (428, "if-match-missing")
    assert shop.rows(Location) == [location]


def change(client, method, address, match):
    if method == "patch":
        return client.patch(address, {"name": "Cellar"}, match=match)
    return client.delete(address, match=match)


STALE = [
    *('"0"', '"2"', '"11"', "1", '"1', '"01"', '"+1"', '"-1"', '"\u00b9"'),
    *('W/"1"', '""', "", "garbage", "**", '"*"', f'"{"9" * 6_000}"'),
]


@pytest.mark.parametrize("method", ["patch", "delete"])
def test_another_version_is_stale(client, shop, address, location, method):
    for given in STALE:
        answer = change(client, method, address, match=given)

        assert refusal(answer) == (412, "stale-version"), given
    assert shop.rows(Location) == [location]


def test_a_stale_change_is_told_the_version(client, address):
    client.patch(address, {"name": "Cellar"})

    answer = client.patch(address, {"name": "Roof"}, match='"1"')

    assert refusal(answer) == (412, "stale-version")
    assert answer.json["details"] == {"current_version": 2}
    assert client.get(address).json["name"] == "Cellar"


@pytest.mark.parametrize("given", ["*", ' "1" '])
def test_any_version_or_the_right_one_will_do(client, address, given):
    answer = client.patch(address, {"name": "Cellar"}, match=given)

    assert (answer.status_code, answer.json["version"]) == (200, 2)


def test_a_stale_change_of_nothing_is_a_404(client, stranger, address):
    assert refusal(stranger.patch(address, {"name": "A"}, match='"7"')) == (
        404,
        "location-not-found",
    )


def test_the_version_is_asked_for_before_the_body(client, shop, address, location):
    answer = client.patch(address, {"name": 7}, match=None)

    assert refusal(answer) == (428, "if-match-missing")
    assert shop.rows(Location) == [location]


@pytest.mark.parametrize("way", ["add", "change", "remove"])
def test_a_product_changes_with_its_variants(client, shop, way):
    product = shop.product(variants=[{"sku": "A"}, {"sku": "B"}])
    address, variant = (
        f"/v1/products/{product['id']}",
        f"/v1/variants/{product['variants'][0]['id']}",
    )

    if way == "add":
        client.post(f"{address}/variants", {"sku": "C"})
    elif way == "change":
        client.patch(variant, {"title": "New"}, match='"1"')
    else:
        client.delete(variant, match='"1"')
    seen = client.get(address, headers={"If-None-Match": '"1"'})
    stale = client.patch(address, {"title": "New"}, match='"1"')

    assert (seen.status_code, seen.headers["ETag"]) == (200, '"2"')
    assert refusal(stale) == (412, "stale-version")


def test_an_order_changes_with_its_state(client, shop):
    order = shop.order((shop.level(on_hand=1)["sku"], 1))
    address = f"/v1/orders/{order['id']}"
    tags = [client.get(address).headers["ETag"]]

    for action in ("confirm", "ship"):
        answer = client.post(f"{address}/{action}")
        tags.append(answer.headers["ETag"])
        assert client.get(address).headers["ETag"] == answer.headers["ETag"]

    assert len(set(tags)) == 3


def test_what_is_expanded_has_no_etag(client, shop):
    order = shop.order((shop.level(on_hand=1)["sku"], 1))
    address = f"/v1/orders/{order['id']}?expand=lines.variant"

    answer = client.get(address, headers={"If-None-Match": '"1"'})

    # The variant may change without the order.
    assert (answer.status_code, "ETag" in answer.headers) == (200, False)

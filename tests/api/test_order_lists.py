"""GET /v1/orders: filters, pages, and what `expand` adds."""

import pytest

from models import Order, OrderLine, utcnow
from tests.api.bodies import order_of, places, refusal, titles
from tests.client import Client

pytestmark = pytest.mark.usefixtures("books_add_up")


@pytest.fixture
def orders(client, shop):
    """Three orders: one cancelled, one confirmed, one new."""
    for sku in ("A", "B"):
        shop.level(on_hand=9, variant=shop.variant(sku=sku))
    first = place(client, ("A", 1), channel="web-shop", external_ref="100-1")
    second = place(client, ("A", 1), ("B", 1), channel="till")
    third = place(client, ("B", 1), customer={"email": "rosa@example.com"})
    client.post(f"/v1/orders/{second['id']}/confirm")
    client.post(f"/v1/orders/{first['id']}/cancel")
    return [client.get(f"/v1/orders/{order['id']}").json for order in (first, second, third)]


def place(client, *lines, **facts):
    return client.post("/v1/orders", order_of(*lines, **facts)).json


@pytest.fixture
def narrow(client):
    """A program that may see orders and nothing else."""
    body = {"name": "accounting", "scopes": ["orders:read"]}
    secret = client.post("/v1/api-keys", body).json["secret"]
    return Client(client.app, {"X-API-Key": secret})


def test_an_order_on_the_list_is_the_order(client, orders):
    assert client.get("/v1/orders").json["data"] == orders


def test_orders_are_filtered_and_sorted(client, orders):
    expected = {
        "status=cancelled": [0],
        "status=confirmed": [1],
        "status=pending_payment": [2],
        "status=completed": [],
        "channel=web-shop": [0],
        "channel=web-shop&external_ref=100-1": [0],
        "channel=till&external_ref=100-1": [],
        "external_ref=100-1": [0],
        "customer_email=rosa@example.com": [2],
        "customer_email=ROSA@Example.com": [2],
        "sku=A": [0, 1],
        "sku=B&status=confirmed": [1],
        "sku=C": [],
        "sort=-created_at": [2, 1, 0],
        "sort=updated_at": [2, 1, 0],
        "sort=-updated_at": [0, 1, 2],
        "created_at_from=2020-01-01T00:00:00Z": [0, 1, 2],
        "created_at_to=2020-01-01T00:00:00Z": [],
    }
    ids = [order["id"] for order in orders]

    found = {query: titles(client.get(f"/v1/orders?{query}"), "id") for query in expected}

    assert found == {query: [ids[n] for n in rows] for query, rows in expected.items()}


def test_an_order_is_found_by_its_number(client, orders):
    assert titles(client.get(f"/v1/orders?number={orders[1]['number']}"), "id") == [orders[1]["id"]]


def test_from_is_included_and_to_is_not(client, orders):
    moment = orders[1]["created_at"]

    assert titles(client.get(f"/v1/orders?created_at_from={moment}"), "id") == [
        order["id"] for order in orders[1:]
    ]
    assert titles(client.get(f"/v1/orders?created_at_to={moment}"), "id") == [orders[0]["id"]]


def test_a_walk_gives_every_order_once(client, orders):
    first = client.get("/v1/orders?limit=2&include=total&sort=-updated_at").json
    cursor = first["next_cursor"]
    second = client.get(f"/v1/orders?limit=2&sort=-updated_at&cursor={cursor}").json

    assert (first["total"], first["has_more"], second["has_more"]) == (3, True, False)
    assert first["data"] + second["data"] == orders


@pytest.fixture
def of_one_sku(client, shop):
    """Four orders of one SKU among others, one of which has it twice."""
    for sku in ("A", "B"):
        shop.level(on_hand=9, variant=shop.variant(sku=sku))
    lines = [
        [("A", 1)],
        [("B", 1), ("A", 1), ("A", 2)],
        [("B", 1)],
        [("A", 1), ("B", 1)],
        [("A", 1)],
    ]
    placed = [place(client, *each)["id"] for each in lines]
    return [placed[n] for n in (0, 1, 3, 4)]


def walk(client, **query):
    """Give the ids of all pages of the orders of a SKU, and the total that each page tells."""
    ids, totals = [], set()
    while True:
        page = client.get("/v1/orders", query_string={"include": "total", **query}).json
        ids += [row["id"] for row in page["data"]]
        totals.add(page["total"])
        if not page["has_more"]:
            return ids, totals
        query["cursor"] = page["next_cursor"]


@pytest.mark.parametrize("sort", ["created_at", "updated_at"])
@pytest.mark.parametrize("limit", [1, 2, 3, 4])
def test_orders_of_a_sku_are_walked_once_each(client, of_one_sku, sort, limit):
    assert walk(client, sku="A", sort=sort, limit=limit) == (of_one_sku, {4})
    assert walk(client, sku="A", sort=f"-{sort}", limit=limit) == (of_one_sku[::-1], {4})


def test_orders_of_a_sku_that_are_as_old_are_walked_in_the_order_of_ids(client, shop, of_one_sku):
    for model in (Order, OrderLine):
        shop.alter(model, created_at=utcnow().replace(microsecond=1))

    assert walk(client, sku="A", limit=1) == (of_one_sku, {4})
    assert walk(client, sku="A", limit=1, sort="-created_at") == (of_one_sku[::-1], {4})


def test_orders_of_a_sku_are_narrowed_by_other_filters(client, of_one_sku):
    client.post(f"/v1/orders/{of_one_sku[3]}/cancel")
    second, third = (client.get(f"/v1/orders/{id_}").json for id_ in of_one_sku[1:3])
    between = {"created_at_from": second["created_at"], "created_at_to": third["created_at"]}

    assert walk(client, sku="A", **between) == (of_one_sku[1:2], {1})
    assert walk(client, sku="A", sort="updated_at", **between) == (of_one_sku[1:2], {1})
    assert walk(client, sku="A", status="cancelled", limit=1) == (of_one_sku[3:], {1})


def test_expand_adds_the_variant_as_it_is_now(client, orders):
    variant = client.get("/v1/variants/by-code/A").json
    client.patch(f"/v1/variants/{variant['id']}", {"price_minor": 7})
    variant = client.get("/v1/variants/by-code/A").json

    one = client.get(f"/v1/orders/{orders[0]['id']}?expand=lines.variant").json
    many = client.get("/v1/orders?expand=lines.variant").json["data"]

    assert one["lines"] == [{**orders[0]["lines"][0], "variant": variant}]
    assert many[0] == one
    assert [line["variant"]["sku"] for line in many[1]["lines"]] == ["A", "B"]


def test_expanding_another_resource_needs_its_scope(narrow, orders):
    address = f"/v1/orders/{orders[0]['id']}"

    plain = narrow.get(address)
    answers = [narrow.get(f"{place}?expand=lines.variant") for place in (address, "/v1/orders")]

    assert plain.json == orders[0]
    assert [refusal(answer) for answer in answers] == [(403, "missing-scope")] * 2
    assert answers[0].json["details"] == {"required": ["catalogue:read"]}


@pytest.mark.parametrize("expand", ["customer", "lines", "lines.variant,customer", ""])
def test_an_unknown_expand_is_refused(client, shop, expand):
    for place in ("/v1/orders", f"/v1/orders/{shop.account_id}"):
        answer = client.get(f"{place}?expand={expand}")

        assert (answer.status_code, places(answer)) == (422, ["/expand"])
        assert answer.json["errors"][0]["code"] == "not-one-of"


@pytest.mark.parametrize("query", ["colour=red", "status=open", "customer_email=rosa", "limit=0"])
def test_an_unknown_or_wrong_filter_is_refused(client, query):
    answer = client.get(f"/v1/orders?{query}")

    assert (answer.status_code, places(answer)) == (422, [f"/{query.partition('=')[0]}"])


def test_a_long_list_costs_as_many_statements_as_a_short_one(client, orders, statements):
    def cost(limit):
        statements.clear()
        rows = client.get(f"/v1/orders?limit={limit}&expand=lines.variant").json["data"]
        return len(rows), len(statements)

    (few, cheap), (many, dear) = cost(1), cost(3)

    assert (few, many) == (1, 3)
    assert cheap == dear > 0


def test_a_list_shows_nothing_of_another_account(stranger, orders):
    assert stranger.get("/v1/orders").json["data"] == []
    for query in ("sku=A", f"number={orders[0]['number']}", "channel=web-shop&external_ref=100-1"):
        assert stranger.get(f"/v1/orders?{query}").json["data"] == []

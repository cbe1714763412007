"""Every list: pages by cursor, order, bounds, and what a page costs."""

import itertools

import pytest

from bench.statements import noted
from models import (
    ApiKey,
    Fulfilment,
    Location,
    Order,
    Product,
    ProductKind,
    StockLevel,
    StockMovement,
    User,
    Variant,
    db,
    utcnow,
)
from tests.api.bodies import places, refusal, titles

LISTS = {
    "/v1/users": (User, ["created_at"]),
    "/v1/api-keys": (ApiKey, ["created_at"]),
    "/v1/product-kinds": (ProductKind, ["created_at"]),
    "/v1/products": (Product, ["created_at", "updated_at", "title"]),
    "/v1/variants": (Variant, ["created_at"]),
    "/v1/locations": (Location, ["created_at", "priority"]),
    "/v1/stock-levels": (StockLevel, ["created_at"]),
    "/v1/orders": (Order, ["created_at", "updated_at"]),
    "/v1/fulfilments": (Fulfilment, ["created_at"]),
    "/v1/stock-movements": (StockMovement, ["created_at"]),
}
SORTS = [(path, sort) for path, (_, sorts) in LISTS.items() for sort in sorts]


@pytest.fixture
def tied(client, shop):
    """Three rows or more in every list, all alike but for their ids."""
    for n, role in enumerate(("manager", "staff", "viewer")):
        shop.user(role)
        client.post("/v1/api-keys", {"name": "Till", "scopes": ["stock:read"]})
        kind = {"code": f"kind-{n}", "title": "Kind", "json_schema": {"type": "object"}}
        client.post("/v1/product-kinds", kind)
        order = shop.order((shop.level(on_hand=1)["sku"], 1), confirmed=True)
        client.post(f"/v1/orders/{order['id']}/ship")
    now = utcnow()
    for model, sorts in LISTS.values():
        if model is not StockMovement:  # the ledger is append-only
            shop.alter(model, **{"title": "Same"} if "title" in sorts else {}, created_at=now)


def walk(client, path, **query):
    """Give the ids of all pages, in order."""
    ids = []
    while True:
        page = client.get(path, query_string=query).json
        ids += [row["id"] for row in page["data"]]
        assert page["has_more"] == (page["next_cursor"] is not None)
        if not page["has_more"]:
            return ids
        assert len(page["data"]) == query["limit"]
        query["cursor"] = page["next_cursor"]


@pytest.mark.usefixtures("tied")
def test_a_walk_gives_every_row_once_also_when_keys_tie(client, shop):
    for path, sort in SORTS:
        ids = sorted(str(row["id"]) for row in shop.rows(LISTS[path][0]))
        assert len(ids) >= 3, path
        for limit in (2, len(ids)):
            assert walk(client, path, sort=sort, limit=limit) == ids, (path, sort, limit)
            reverse = walk(client, path, sort=f"-{sort}", limit=limit)
            assert reverse == ids[::-1], (path, sort, limit)


def test_a_row_that_comes_or_goes_moves_no_other(client, shop):
    made = [shop.product(title=title, variants=[]) for title in ("B", "D", "F", "H")]
    first = client.get("/v1/products?sort=title&limit=2").json

    shop.product(title="A", variants=[])
    shop.product(title="E", variants=[])
    client.delete(f"/v1/products/{made[1]['id']}")
    rest = client.get(f"/v1/products?sort=title&cursor={first['next_cursor']}")

    assert titles(rest) == ["E", "F", "H"]


def test_limit_and_sort_have_bounds(client):
    wrong = {
        "limit=0": ("/limit", "out-of-range"),
        "limit=201": ("/limit", "out-of-range"),
        "limit=-1": ("/limit", "out-of-range"),
        "limit=": ("/limit", "type"),
        "limit=ten": ("/limit", "type"),
        "limit=1.0": ("/limit", "type"),
        "limit=%2B1": ("/limit", "type"),
        "limit=1_0": ("/limit", "type"),
        f"limit={'9' * 6_000}": ("/limit", "type"),
        "sort=": ("/sort", "not-one-of"),
        "sort=account_id": ("/sort", "not-one-of"),
        "sort=--created_at": ("/sort", "not-one-of"),
        "sort=created_at,id": ("/sort", "not-one-of"),
    }
    for path, (query, (pointer, code)) in itertools.product(LISTS, wrong.items()):
        answer = client.get(f"{path}?{query}")
        assert (answer.status_code, places(answer)) == (422, [pointer]), (path, query)
        assert answer.json["errors"][0]["code"] == code, (path, query)
    for path, limit in itertools.product(LISTS, (1, 200)):
        assert client.get(f"{path}?limit={limit}").status_code == 200, path


def test_rows_are_counted_if_asked(client, shop):
    for title in ("A", "B", "AB"):
        shop.product(title=title, variants=[])

    plain = client.get("/v1/products?limit=1").json
    all_of_them = client.get("/v1/products?limit=1&include=total").json
    some = client.get("/v1/products?limit=1&include=total&q=a").json
    last = client.get(f"/v1/products?include=total&cursor={all_of_them['next_cursor']}").json
    none = client.get("/v1/products?include=total&q=zzz").json

    assert "total" not in plain
    assert [page["total"] for page in (all_of_them, some, last, none)] == [3, 2, 3, 0]
    assert none == {"data": [], "has_more": False, "next_cursor": None, "total": 0}


def cost(client, path, rows):
    """Count the statements of one page that has so many rows."""
    with client.app.app_context():
        engine = db.engine
    with noted(engine) as statements:
        page = client.get(path)
    assert len(page.json["data"]) == rows
    assert statements
    return len(statements)


def test_fifty_products_cost_what_one_costs(client, shop):
    shop.product(variants=[{"sku": "A-0"}, {"sku": "B-0"}])
    short = cost(client, "/v1/products", 1)
    for n in range(1, 51):
        shop.product(variants=[{"sku": f"A-{n}"}, {"sku": f"B-{n}"}])

    long = cost(client, "/v1/products", 50)

    assert long == short
    assert cost(client, "/v1/variants", 50) == cost(client, "/v1/variants?sku=A-0", 1)


def test_fifty_orders_cost_what_one_costs(client, shop):
    here, there = shop.location(), shop.location()
    lines = [(shop.level(on_hand=60, location=place)["sku"], 1) for place in (here, there)]
    expanded = "/v1/orders?expand=lines.variant&limit=200"

    def ship():
        order = shop.order(*lines, confirmed=True)
        assert client.post(f"/v1/orders/{order['id']}/ship").status_code == 200

    ship()
    short = cost(client, expanded, 1)
    parcels = cost(client, "/v1/fulfilments", 2)
    for _ in range(2):
        ship()
    for _ in range(47):
        shop.order(*lines)

    assert cost(client, expanded, 50) == short
    assert cost(client, "/v1/fulfilments", 6) == parcels


def test_a_cursor_needs_the_same_sort(client, shop):
    for _ in range(2):
        shop.location()
    cursor = client.get("/v1/locations?limit=1").json["next_cursor"]

    answer = client.get(f"/v1/locations?limit=1&sort=priority&cursor={cursor}")

    assert refusal(answer) == (422, "invalid-cursor")

"""GET /v1/products and GET /v1/variants: filters, search, sort, pages."""

import pytest
from sqlalchemy import func, select

from models import db
from tests.api.bodies import places, titles


def found_by(client, path, queries, key="title"):
    return {query: titles(client.get(f"{path}?{query}"), key) for query in queries}


def test_products_are_filtered_and_sorted(client, shop):
    shop.product(title="Emma", kind="book")
    shop.product(title="Ada", status="draft", external_ref="erp-2", variants=[])
    shop.product(title="Moon", variants=[{"sku": "MOON-1"}, {"sku": "MOON-2"}])
    expected = {
        "": ["Emma", "Ada", "Moon"],
        "kind=book": ["Emma"],
        "kind=poster": [],
        "status=active": ["Emma", "Moon"],
        "status=draft": ["Ada"],
        "sku=MOON-1": ["Moon"],
        "sku=moon-1": [],
        "external_ref=erp-2": ["Ada"],
        "q=M": ["Emma", "Moon"],
        "q=mm": ["Emma"],
        "q=MM&status=draft": [],
        "sort=title": ["Ada", "Emma", "Moon"],
        "sort=-title": ["Moon", "Emma", "Ada"],
        "sort=-created_at": ["Moon", "Ada", "Emma"],
        "created_at_from=2020-01-01T00:00:00Z": ["Emma", "Ada", "Moon"],
        "created_at_to=2020-01-01T00:00:00Z": [],
    }

    assert found_by(client, "/v1/products", expected) == expected


def test_a_product_on_the_list_is_the_product(client, shop):
    made = shop.product(variants=[{"sku": "A"}, {"sku": "B"}])

    (listed,) = client.get("/v1/products").json["data"]

    assert listed == client.get(f"/v1/products/{made['id']}").json
    assert [variant["sku"] for variant in listed["variants"]] == ["A", "B"]


def test_the_newest_change_comes_first_if_asked(client, shop):
    first, second = shop.product(), shop.product()
    client.patch(f"/v1/products/{first['id']}", {"title": "New"})

    found = titles(client.get("/v1/products?sort=-updated_at"))

    assert found == ["New", second["title"]]


def test_search_takes_every_character_as_it_is(client, shop):
    for title in ("100 % wool", "snake_case", "back\\slash", "Émile Zola", "plain"):
        shop.product(title=title, variants=[])
    expected = {
        "q=%25": ["100 % wool"],
        "q=_": ["snake_case"],
        "q=\\": ["back\\slash"],
        "q=/": [],
        "q=Émile": ["Émile Zola"],
        "q=zola": ["Émile Zola"],
    }

    assert found_by(client, "/v1/products", expected) == expected


def test_search_folds_letters_as_far_as_the_database_can(client, shop):
    """SQLite knows what we taught it; PostgreSQL of locale C knows ASCII alone."""
    shop.product(title="Émile Zola", variants=[])
    engine = shop.run(lambda: db.engine.dialect.name)
    folds = (
        engine == "sqlite" or shop.run(lambda: db.session.scalar(select(func.lower("É")))) == "é"
    )

    found = titles(client.get("/v1/products?q=éMILE"))

    assert found == (["Émile Zola"] if folds else [])


@pytest.mark.parametrize("sort", ["created_at", "-created_at", "title", "-title"])
def test_a_walk_gives_every_product_once_also_when_titles_tie(client, shop, sort):
    made = [shop.product(title=title, variants=[]) for title in ("B", "A", "B", "A", "B")]
    key = (lambda p: (p["title"], p["id"])) if "title" in sort else (lambda p: p["id"])
    expected = sorted(made, key=key, reverse=sort.startswith("-"))

    assert walk(client, sort) == [str(product["id"]) for product in expected]


def walk(client, sort):
    """Give the ids of all pages, two rows at a time."""
    ids, query = [], {"sort": sort, "limit": "2", "include": "total"}
    while True:
        page = client.get("/v1/products", query_string=query).json
        ids += [row["id"] for row in page["data"]]
        assert page["total"] == 5
        if not page["has_more"]:
            assert page["next_cursor"] is None
            return ids
        query["cursor"] = page["next_cursor"]


def test_a_cursor_is_good_for_its_own_list_alone(client, stranger, shop):
    for _ in range(2):
        shop.product(variants=[])
    cursor = client.get("/v1/products?limit=1").json["next_cursor"]

    for caller, query in ((client, "sort=title&"), (client, "kind=book&"), (stranger, "")):
        answer = caller.get(f"/v1/products?{query}limit=1&cursor={cursor}")
        assert (answer.status_code, answer.json["code"]) == (422, "invalid-cursor")
        assert places(answer) == ["/cursor"]


def test_variants_are_filtered_and_sorted(client, shop):
    hardcover = {"sku": "B-1", "title": "Hardcover"}
    shop.product(title="Emma", variants=[hardcover, {"sku": "A-1", "gtin": "9780141439518"}])
    shop.variant(sku="C_1", status="archived")
    expected = {
        "": ["B-1", "A-1", "C_1"],
        "sku=A-1": ["A-1"],
        "gtin=9780141439518": ["A-1"],
        "gtin=0-14-143951-3": ["A-1"],
        "gtin=09780141439518": ["A-1"],
        "status=archived": ["C_1"],
        "status=active": ["B-1", "A-1"],
        "q=a-": ["A-1"],
        "q=_": ["C_1"],
        "q=hard": ["B-1"],
        "q=emma": ["B-1", "A-1"],
        "sort=sku": ["A-1", "B-1", "C_1"],
        "sort=-sku": ["C_1", "B-1", "A-1"],
        "q=emma&sort=sku": ["A-1", "B-1"],
    }

    assert found_by(client, "/v1/variants", expected, "sku") == expected


def test_variants_of_one_product_are_found(client, shop):
    product = shop.product(variants=[{"sku": "A"}, {"sku": "B"}])
    shop.product()

    assert titles(client.get(f"/v1/variants?product_id={product['id']}"), "sku") == ["A", "B"]


@pytest.mark.parametrize("path", ["/v1/products", "/v1/variants"])
def test_a_list_shows_nothing_of_another_account(stranger, shop, path):
    shop.product(title="Emma", variants=[{"sku": "EMMA"}])

    assert stranger.get(path).json["data"] == []
    assert stranger.get(f"{path}?q=emma").json["data"] == []
    assert stranger.get(f"{path}?sku=EMMA&include=total").json["total"] == 0

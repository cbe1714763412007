"""The shop that is measured: true books, on both engines."""

import pytest

from bench.speed import data as filling
from bench.speed import databases, rows
from bench.speed.cases import SKUS


@pytest.fixture(params=databases.ENGINES)
def engine(request, postgres_server, monkeypatch):
    monkeypatch.setattr(rows, "SKUS", 60)
    monkeypatch.setattr(filling, "ORDERS", 20)
    monkeypatch.setattr(filling, "SHOWN", 10)
    return databases.Engine(
        request.param, postgres_server if request.param == "postgresql" else None
    )


def test_a_filled_shop_has_true_books_and_a_caller(engine):
    with engine.fresh() as url:
        shop = filling.fill(url)
        with databases.app_on(url) as app:
            client = app.test_client()
            bearer = {"Authorization": f"Bearer {shop.token}"}
            books = client.get("/v1/stock/verify", headers=bearer).json
            orders = client.get("/v1/orders?limit=50", headers=bearer).json
            product = client.get(f"/v1/products/{shop.product_ids[1]}", headers=bearer).json

    assert books == {
        "ok": True,
        "levels_checked": 120,
        "movements_checked": 120 + 20 * 3,
        "differences": [],
    }
    assert len(orders["data"]) == 20
    assert {len(order["lines"]) for order in orders["data"]} == {3}
    assert len(shop.product_ids) == 10
    assert [variant["sku"] for variant in product["variants"]] == ["SKU-00007", "SKU-00008"]


def test_settles_either_engine(engine):
    with engine.fresh() as url:
        with databases.app_on(url):
            pass
        databases.settle(url)
        databases.analyse(url)

    assert engine.version().split()[0].lower() == engine.name


def test_isbns_have_their_check_digit():
    assert rows._isbn(1) == "9780000000019"
    assert rows._isbn(SKUS) == "9780000200006"

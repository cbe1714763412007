"""What is deleted while somebody builds upon it: the later one hears that it is not there."""

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from models import Product, ProductKind, StockLevel
from tests.api.bodies import refusal
from tests.races.crowd import PATIENCE_SECONDS, until_somebody_waits

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
"""SQLite has one writer at a time, so nothing goes between looking and writing."""


@pytest.fixture
def delete_meanwhile(database_url):
    """Delete a row, and commit that when the request that needs it waits for it."""
    url = database_url.replace("postgresql+psycopg://", "postgresql://")

    def run(table, row_id, request):
        with psycopg.connect(url) as deleting, ThreadPoolExecutor(1) as pool:
            deleting.execute(f"DELETE FROM {table} WHERE id = %s", [row_id])
            asked = pool.submit(request)
            until_somebody_waits(url)
            deleting.commit()
            return asked.result(PATIENCE_SECONDS)

    return run


def test_a_location_is_deleted_while_stock_is_received_there(client, shop, delete_meanwhile):
    location, variant = shop.location(), shop.variant()
    body = {"kind": "received", "sku": variant["sku"], "quantity": 1}
    body["location_id"] = str(location["id"])

    answer = delete_meanwhile(
        "locations", location["id"], lambda: client.post("/v1/stock-movements", body)
    )

    assert refusal(answer) == (422, "unknown-location")
    assert shop.count(StockLevel) == 0


def test_a_kind_is_deleted_while_a_product_of_it_is_made(client, shop, delete_meanwhile):
    kind = {"code": "lamp", "title": "Lamp", "json_schema": {"type": "object"}}
    made = client.post("/v1/product-kinds", kind).json
    body = {"kind": "lamp", "title": "Lamp", "variants": [{"sku": "LAMP", "price_minor": 1}]}

    answer = delete_meanwhile(
        "product_kinds", made["id"], lambda: client.post("/v1/products", body)
    )

    assert answer.status_code == 422
    assert (shop.count(Product), shop.count(ProductKind)) == (0, 2)

"""Several who import the same things at once."""

import io

from models import StockLevel, StockMovement, Variant
from tests.races.crowd import at_once, clients, statuses


def upload(client, n):
    file = (io.BytesIO(f"sku,title,stock.shop\nA,Title {n},{n}\n".encode()), "books.csv")
    return client.post("/v1/imports", data={"file": file}, content_type="multipart/form-data")


def test_stock_that_four_open_at_once_is_opened_once(client, shop):
    shop.location(code="shop")

    answers = at_once([lambda c=c, n=n: upload(c, n) for n, c in enumerate(clients(client, 4), 1)])

    assert statuses(answers) == {(201, None): 4}
    (level,) = shop.rows(StockLevel)
    (movement,) = shop.rows(StockMovement)
    assert level["on_hand"] == movement["delta_on_hand"] in {1, 2, 3, 4}
    assert (shop.count(Variant), client.get("/v1/stock/verify").json["ok"]) == (1, True)

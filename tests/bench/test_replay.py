"""A real year of sales, sent to a real server as a sales channel sends it."""

import io
import json
from contextlib import closing

from bench.replay import sales
from bench.replay.server import Server
from models import Location, Order, OrderLine, StockLevel, StockMovement, Variant

FILE = "online_retail.csv.gz"
FEW = (
    ("1", "A", "Apple", 2, "1.50", "7"),
    ("1", "A", "Apple", 3, "1.75", "7"),
    ("2", "a", "Small apple", 1, "0.50", ""),
    ("3", "A", "Apple", 4, "1.50", "7"),
)


def stock_up(client, shop, path, limit):
    """Import the articles of a sales file with their opening stock."""
    shop.location(code="replay")
    rows = [
        {
            "sku": code,
            "title": article.title,
            "price_minor": article.price_minor,
            "currency": "GBP",
            "stock.replay": article.opening,
        }
        for code, article in sales.survey(path, limit).articles.items()
    ]
    for part in range(0, len(rows), 1_000):
        lines = "\n".join(json.dumps(row) for row in rows[part : part + 1_000])
        upload = {"file": (io.BytesIO(lines.encode()), "articles.jsonl")}
        answer = client.post("/v1/imports", data=upload, content_type="multipart/form-data")
        assert answer.json["status"] == "completed"


def outcome(result):
    return (result.made, result.already_there, result.units_sold, result.differences)


def test_sells_a_hundred_and_twenty_invoices_once(client, shop, run, shared_data):
    path = shared_data(FILE)
    stock_up(client, shop, path, limit=120)

    first = run(path, limit=120)
    levels = shop.rows(StockLevel)
    second = run(path, limit=120)

    assert (first.invoices, first.lines, first.units) == (120, 2_385, 25_107)
    assert outcome(first) == (120, 0, 25_107, [])
    assert outcome(second) == (0, 120, 25_107, [])
    assert {order["status"] for order in shop.rows(Order)} == {"completed"}
    assert shop.count(Order) == 120
    assert shop.rows(StockLevel) == levels


def test_sets_up_an_empty_account_once_whoever_asks(
    anonymous, client, shop, server, base_url, run, sales_file
):
    owner = {"email": f"{shop.account_id.hex}@example.com", "password": "correct-horse-battery"}
    client.post("/v1/users", {**owner, "name": "Ada", "role": "owner"})

    with closing(Server(base_url, **owner)) as ada:
        by_password = run(sales_file(*FEW), server=ada)
    movements, variants = shop.count(StockMovement), shop.rows(Variant)
    by_api_key = run(sales_file(*FEW), server=server)

    assert outcome(by_password) == (3, 0, 10, [])
    assert outcome(by_api_key) == (0, 3, 10, [])
    prices = {row["sku"]: (row["price_minor"], row["currency"]) for row in variants}
    assert prices == {"A": (150, "GBP"), "a": (50, "GBP")}
    assert shop.rows(Variant) == variants
    assert shop.count(StockMovement) == movements


def test_a_longer_replay_follows_a_shorter(run, sales_file):
    path = sales_file(*FEW)

    shorter, longer = run(path, limit=1), run(path)

    assert outcome(shorter) == (1, 0, 5, [])
    assert outcome(longer) == (2, 1, 10, [])


def test_a_code_repeated_on_an_invoice_stays_two_lines(run, shop, sales_file):
    run(sales_file(*FEW), limit=1)

    assert [(line["sku"], line["quantity"]) for line in shop.rows(OrderLine)] == [
        ("A", 2),
        ("A", 3),
    ]


def test_carries_on_with_orders_that_an_interruption_left(client, shop, run, sales_file):
    location = shop.location(code="replay")
    facts = {"variants": [{"sku": "A", "price_minor": 150, "currency": "GBP"}]}
    shop.level(variant=shop.product(**facts)["variants"][0], location=location, on_hand=9)
    known = {"currency": "GBP", "channel": "replay"}
    shop.order(("A", 5), external_ref="1", **known)
    shop.order(("A", 4), external_ref="3", confirmed=True, **known)

    result = run(sales_file(*FEW))

    assert outcome(result) == (1, 2, 10, [])
    assert [order["status"] for order in shop.rows(Order)] == ["completed"] * 3


def test_names_what_does_not_add_up(client, shop, run, sales_file):
    path = sales_file(*FEW)
    run(path)
    (location,) = shop.rows(Location)
    found = {"kind": "adjusted", "sku": "A", "location_id": str(location["id"]), "quantity": 2}
    client.post("/v1/stock-movements", found)
    shop.order(("A", 1), currency="GBP")

    result = run(path)

    assert outcome(result)[:3] == (0, 3, 8)
    assert result.differences == [
        "A: 7 units left the shelf, 9 were sold",
        "A: 1 units are still promised",
    ]

"""The shop that grows: its rows are as if it had traded, and its requests can be measured."""

import pytest

from bench.growth import plans, table
from bench.growth.asked import Ask, asks
from bench.growth.measure import WARM_UP, Cost, costs, plans_of
from bench.growth.rows import gtin_of, id_of, made_at, sku_of
from bench.statements import Statement
from models.codes import canonical_gtin

SIZE = 500


def test_numbers_give_rows():
    assert sku_of(42) == "GROW-00000042"
    assert gtin_of(42) == canonical_gtin("2900000000421")
    assert id_of("orders", 255).version == 7
    assert id_of("orders", 255) < id_of("orders", 256)
    assert made_at(60).isoformat() == "2026-01-01T00:01:00+00:00"


def test_every_unit_is_accounted_for(grown):
    full = grown(SIZE)

    proof = full.client.get("/v1/stock/verify").json
    order = full.client.get(f"/v1/orders/{id_of('orders', 20)}").json
    shipped = full.client.get(f"/v1/orders/{id_of('orders', 15)}").json
    variant = full.client.get(f"/v1/variants/by-code/{gtin_of(20)}").json

    assert (proof["ok"], proof["differences"]) == (True, [])
    assert [line["sku"] for line in order["lines"]] == [sku_of(20), sku_of(19), "HOT-1"]
    assert (shipped["status"], len(shipped["fulfilments"])) == ("completed", 1)
    assert (variant["sku"], variant["id"]) == (sku_of(20), str(id_of("variants", 20)))


@pytest.mark.parametrize("ask", asks(), ids=lambda ask: ask.name)
def test_everything_is_asked_as_often_as_was_said_and_explained(grown, ask):
    shop = grown(SIZE).shop
    sent = []
    counting = Ask(ask.name, lambda *given: sent.append(ask.make(*given)) or sent[-1])

    costs([shop], counting, repeats=2)
    found = plans_of(shop, ask)

    assert len(sent) == WARM_UP + 2
    assert bool(found) == (ask.name != "placing an order of three")


def test_a_deep_page_begins_behind_the_middle(grown):
    full = grown(SIZE)
    (deep,) = [ask for ask in asks() if ask.name == "orders, from the middle"]

    page = full.shop.call(*deep.make(full.shop, None))

    assert page["data"][0]["id"] == str(id_of("orders", full.shop.size // 2 + 1))


def test_values_are_numbered_in_the_order_they_come():
    named = Statement("SELECT %(b)s::int, %(a)s, %(b)s LIKE '%%'", {"a": 1, "b": 2})
    placed = Statement("SELECT %s, %s", (1, 2))
    numbered = Statement("SELECT $1 LIKE '%s'", ["x"], is_numbered=True)

    assert plans.numbered(named) == ("SELECT $1::int, $2, $1 LIKE '%'", [2, 1])
    assert plans.numbered(placed) == ("SELECT $1, $2", [1, 2])
    assert plans.numbered(numbered) == ("SELECT $1 LIKE '%s'", ["x"])


def test_what_grows_is_marked():
    flat, known, grows = (
        Ask("flat", None),
        Ask("known", None, is_known_to_grow=True),
        Ask("a", None),
    )
    slow, slower = Cost(100.0, 50.0), Cost(151.0, 50.0)
    found = {
        "flat": {10: slow, 100: Cost(149.0, 50.0)},
        "known": {10: slow, 100: slower},
        "a": {10: slow, 100: slower},
    }

    lines = table.lines([flat, known, grows], found, [10, 100])

    assert [line.split()[-1] for line in lines] == ["ratio", "1.49", "known", "GROWS"]

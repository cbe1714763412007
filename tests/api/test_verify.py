"""GET /v1/stock/verify: every unit is accounted for, and tampering is found."""

import pytest
from sqlalchemy import update

from models import ReservationLine, StockLevel, StockMovement
from models.work import execute
from services import records
from services.records import table_of
from tests.api.bodies import order_of


def verify(client):
    return client.get("/v1/stock/verify").json


def found(client):
    """Give check, expected and actual of each difference."""
    proof = verify(client)
    assert proof["ok"] is False
    return [(row["check"], row["expected"], row["actual"]) for row in proof["differences"]]


def tamper(shop, model, row_id, **values):
    """Write past the ledger, as no service does."""
    table = table_of(model)
    shop.run(execute, update(table).where(table.c.id == row_id).values(**values))


@pytest.fixture
def level(shop):
    """Ten units, three of them promised, in two ledger rows."""
    made = shop.level(on_hand=10)
    shop.order((made["sku"], 3))
    return shop.reload(made)


def test_an_account_without_stock_is_in_order(client):
    nothing = {"levels_checked": 0, "movements_checked": 0, "differences": []}

    assert verify(client) == {"ok": True, **nothing}


def test_a_busy_shop_is_in_order(client, shop):
    a, b = (shop.level(on_hand=10, variant=shop.variant(sku=sku)) for sku in ("A", "B"))
    shop.level(on_hand=2, variant=a | {"id": a["variant_id"]})
    shop.level()
    client.patch(f"/v1/stock-levels/{b['id']}", {"backorder_limit": 5, "safety_stock": 1})
    shipped = client.post("/v1/orders", order_of(("A", 6), ("B", 2), ("A", 1))).json["id"]
    cancelled = client.post("/v1/orders", order_of(("A", 1), ("B", 12))).json["id"]
    shop.order(("A", 4), confirmed=True)
    client.post(f"/v1/orders/{cancelled}/cancel")
    client.post(f"/v1/orders/{shipped}/confirm")
    client.post(f"/v1/orders/{shipped}/ship")
    count = {"kind": "adjusted", "quantity": -3, "sku": "B", "location_id": str(b["location_id"])}
    client.post("/v1/stock-movements", count)

    proof = verify(client)

    assert (proof["ok"], proof["differences"]) == (True, [])
    assert (proof["levels_checked"], proof["movements_checked"]) == (4, 14)


def test_units_that_appeared_are_found(client, shop, level):
    tamper(shop, StockLevel, level["id"], on_hand=11)

    (difference,) = verify(client)["differences"]

    assert difference == {
        "stock_level_id": str(level["id"]),
        "sku": level["sku"],
        "check": "on_hand",
        "detail": "on_hand equals the sum of the ledger's delta_on_hand",
        "expected": 10,
        "actual": 11,
    }


def test_promises_that_appeared_are_found_twice(client, shop, level):
    tamper(shop, StockLevel, level["id"], reserved=4)

    assert found(client) == [("reserved", 3, 4), ("promised", 3, 4)]


def test_a_reservation_that_shrank_is_found(client, shop, level):
    (line,) = shop.rows(ReservationLine)
    tamper(shop, ReservationLine, line["id"], released=1)

    assert found(client) == [("promised", 2, 3)]


def test_a_sequence_with_a_gap_is_found(client, shop, level):
    tamper(shop, StockLevel, level["id"], sequence=3)

    assert found(client) == [("sequence", 2, 3)]


def test_several_levels_are_told_apart(client, shop, level):
    other = shop.level(on_hand=1)
    for tampered in (level, other):
        tamper(shop, StockLevel, tampered["id"], on_hand=20)

    assert found(client) == [("on_hand", 10, 20), ("on_hand", 1, 20)]


@pytest.mark.parametrize(
    ("row", "broken"),
    [
        ({"sequence": 4}, ("chain", 3, 4)),
        ({"on_hand_after": 99}, ("chain", 11, 99)),
        ({"reserved_after": 99}, ("chain", 3, 99)),
    ],
)
def test_a_forged_row_that_keeps_the_sums_breaks_the_chain(client, shop, level, row, broken):
    forged = {"sequence": 3, "delta_on_hand": 1, "on_hand_after": 11, "reserved_after": 3}
    place = {name: level[name] for name in ("variant_id", "location_id")}
    head = {"account_id": shop.account_id, "stock_level_id": level["id"], **place}
    facts = {**head, "kind": "adjusted", "actor": "nobody", **forged, **row}
    shop.run(records.create, StockMovement, **facts)
    tamper(shop, StockLevel, level["id"], on_hand=11, sequence=3)

    assert found(client) == [broken]


def test_another_account_s_books_are_not_looked_at(client, stranger, shop, level):
    tamper(shop, StockLevel, level["id"], on_hand=11)

    assert verify(stranger)["ok"] is True
    assert verify(stranger)["levels_checked"] == 0

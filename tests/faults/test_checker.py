"""The checker objects to what it is there for; each corruption is undone afterwards."""

import uuid

import pytest
from sqlalchemy import create_engine, text

from models import db
from tests.api.bodies import order_of
from tests.conftest import build_app
from tests.factories import Shop
from tests.faults.harness import checker
from tests.faults.harness.record import Ordered, Record

LEDGER = "stock_movements"


@pytest.fixture(scope="module")
def sold(own_url):
    """Sell three orders, cancel one, receive units; give what was answered."""
    app, record = build_app(own_url), Record()
    shop = Shop(app)
    client, level = shop.client(), shop.level(on_hand=50)
    for n in range(3):
        key = str(uuid.uuid4())
        body = order_of((level["sku"], 1 + n), customer={"email": "a@example.com", "name": key})
        body |= {"channel": "market", "external_ref": key}
        record.orders[key] = Ordered(key, client.post("/v1/orders", body, key=key).json)
        record.asked.add(key)
    first = next(iter(record.orders.values()))
    first.answer = client.post(f"/v1/orders/{first.answer['id']}/cancel").json
    body = {"kind": "received", "sku": level["sku"], "location_id": str(level["location_id"])}
    body |= {"quantity": 7, "reference": key}
    record.receipts[key] = client.post("/v1/stock-movements", body).json
    with app.app_context():
        db.engine.dispose()
    return record


@pytest.fixture
def told(sold):
    """What was answered, for this test to change."""
    return Record(dict(sold.orders), dict(sold.receipts), set(sold.asked))


@pytest.fixture
def connection(own_url, told):
    """Look at the database with constraints and triggers out of the way, and keep no change."""
    engine = create_engine(own_url)
    with engine.connect() as opened:
        if engine.dialect.name == "sqlite":
            opened.execute(text("BEGIN"))  # the driver would let what follows stay
            opened.execute(text(f"DROP TRIGGER {LEDGER}_no_update"))
            opened.execute(text(f"DROP TRIGGER {LEDGER}_no_delete"))
        else:
            opened.execute(text("SET LOCAL session_replication_role = replica"))
        yield opened
        opened.rollback()
    engine.dispose()


def last_of(told):
    """Give the key and the id, as the engine keeps ids, of the last order."""
    key, ordered = list(told.orders.items())[-1]
    return key, ordered.answer["id"]


def corrupt(connection, statement, **values):
    """Run a statement behind the app's back; ids are written as the engine keeps them."""
    if connection.dialect.name == "sqlite":
        values = {name: value.replace("-", "") for name, value in values.items()}
    done = connection.execute(text(statement), values)
    assert done.rowcount != 0, statement


def said(connection, told):
    return list(checker.objections(connection, told))


def test_the_checker_has_nothing_to_say_of_a_good_database(connection, told):
    assert said(connection, told) == []


def test_the_checker_misses_an_acknowledged_order(connection, told):
    _, order_id = last_of(told)
    lines = "SELECT id FROM order_lines WHERE order_id = :id"
    corrupt(
        connection, f"DELETE FROM reservation_lines WHERE order_line_id IN ({lines})", id=order_id
    )
    corrupt(connection, "DELETE FROM order_lines WHERE order_id = :id", id=order_id)
    corrupt(connection, "DELETE FROM reservations WHERE order_id = :id", id=order_id)
    corrupt(connection, "DELETE FROM orders WHERE id = :id", id=order_id)

    found = said(connection, told)

    assert sum("was acknowledged and is not stored" in line for line in found) == 1
    assert any("reserves" in line and "promised" in line for line in found)


@pytest.mark.parametrize(
    ("change", "objection"),
    [
        ("status = 'confirmed'", "is confirmed, acknowledged as pending_payment"),
        ("channel = 'shop'", "channel is 'shop', answered 'market'"),
        (
            "total_minor = total_minor + 1, subtotal_minor = subtotal_minor + 1",
            "does not cost what its lines do",
        ),
    ],
    ids=["status", "channel", "total"],
)
def test_the_checker_sees_an_order_that_is_not_as_it_was_answered(
    connection, told, change, objection
):
    _, order_id = last_of(told)

    corrupt(connection, f"UPDATE orders SET {change} WHERE id = :id", id=order_id)

    assert any(objection in line for line in said(connection, told))


def test_the_checker_sees_a_line_that_was_changed(connection, told):
    _, order_id = last_of(told)

    corrupt(connection, "UPDATE order_lines SET title = 'Other' WHERE order_id = :id", id=order_id)

    assert any("has other lines than were answered" in line for line in said(connection, told))


def test_the_checker_sees_an_order_that_is_there_twice(connection, told):
    key, order_id = last_of(told)
    names = (
        "account_id, status, currency, customer_email, customer_name, subtotal_minor, "
        "tax_minor, total_minor, created_at, updated_at, version"
    )
    copied = f"INSERT INTO orders (id, number, {names}) SELECT :new, 'X', {names} FROM orders"

    corrupt(connection, f"{copied} WHERE id = :id", id=order_id, new=str(uuid.uuid4()))

    assert f"key {key} is there 2 times" in said(connection, told)


def test_the_checker_sees_an_order_that_nobody_asked_for(connection, told):
    key, _ = last_of(told)
    told.asked.remove(key)

    assert any("was asked for by nobody" in line for line in said(connection, told))


def test_the_checker_sees_an_order_without_its_idempotency_key(connection, told):
    key, _ = last_of(told)

    connection.execute(text("DELETE FROM idempotency_keys WHERE key = :key"), {"key": key})

    assert any("without its idempotency key" in line for line in said(connection, told))


@pytest.mark.parametrize(
    ("change", "objection"),
    [
        ("on_hand = on_hand + 1", "on hand/reserved, its ledger says"),
        ("reserved = reserved + 1", "on hand/reserved, its ledger says"),
        ("sequence = sequence + 1", "movements, its ledger"),
    ],
    ids=["on_hand", "reserved", "sequence"],
)
def test_the_checker_sees_a_level_changed_behind_the_ledgers_back(
    connection, told, change, objection
):
    corrupt(connection, f"UPDATE stock_levels SET {change}")

    assert any(objection in line for line in said(connection, told))


def test_the_checker_sees_a_receipt_that_is_gone(connection, told):
    (receipt,) = told.receipts.values()

    corrupt(connection, f"DELETE FROM {LEDGER} WHERE id = :id", id=receipt["id"])

    assert any("acknowledged and is not in the ledger" in line for line in said(connection, told))


def test_the_checker_sees_a_row_that_does_not_continue_the_ledger(connection, told):
    change = "on_hand_after = on_hand_after + 1"

    corrupt(connection, f"UPDATE {LEDGER} SET {change} WHERE sequence = 1")

    assert any("does not continue the one before" in line for line in said(connection, told))


def test_the_checker_sees_a_row_of_another_account(connection, told):
    corrupt(connection, "UPDATE order_lines SET account_id = :other", other=str(uuid.uuid4()))

    assert any("refer to another account's orders" in line for line in said(connection, told))


def test_the_checker_passes_on_what_a_client_met(own_url, told):
    told.object("POST /v1/orders: 500 internal-error")

    assert checker.check(own_url, told) == ["POST /v1/orders: 500 internal-error"]

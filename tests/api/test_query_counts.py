"""What a request costs in statements: a number that does not follow the number of rows."""

import itertools
import re

import pytest

from bench.statements import noted
from models import db
from tests.api.bodies import order_of
from tests.api.every import EVERY
from tests.grown import LISTS, PAGE

SIZE = 500
"""Orders of the shop, of which a tenth part has a parcel."""
READINGS = sorted((one for one in EVERY if one.method == "GET"), key=lambda one: one.id)
COUNTS = {
    "downloadImportErrors": 4,
    "explainStockLevel": 5,
    "getAccount": 2,
    "getApiKey": 2,
    "getContract": 2,
    "getFulfilment": 3,
    "getImport": 2,
    "getLocation": 2,
    "getMe": 3,
    "getOrder": 6,
    "getProduct": 3,
    "getProductKind": 2,
    "getStockLevel": 2,
    "getStockMovement": 2,
    "getUser": 2,
    "getVariant": 2,
    "getVariantByCode": 2,
    "listApiKeys": 2,
    "listAuditLog": 2,
    "listFulfilments": 3,
    "listImportRows": 3,
    "listImports": 2,
    "listLocations": 2,
    "listOrders": 6,
    "listProductKinds": 2,
    "listProducts": 3,
    "listStockLevels": 2,
    "listStockMovements": 2,
    "listUsers": 2,
    "listVariants": 2,
    "verifyStock": 5,
}
"""Statements of every reading operation; the first of each finds out who is calling."""
TRIPS = {
    **dict.fromkeys(COUNTS, 1),
    "downloadImportErrors": 3,
    "explainStockLevel": 4,
    "getFulfilment": 2,
    "getMe": 2,
    "getOrder": 2,
    "listFulfilments": 2,
    "listImportRows": 2,
    "listOrders": 3,
    "listProducts": 2,
    "verifyStock": 5,
}
"""Round trips to PostgreSQL of every reading operation; SQLite is where the app is."""
PLACING = {"sqlite": 10, "postgresql": 4}
"""Statements that place an order, whatever number of lines it has."""
PLACING_TRIPS = 2
"""Round trips to PostgreSQL that place one: the questions, and the answer to keep."""
CHANGING = [3, 4, 4]
"""Statements that make, change and delete a location: the last one says so in the audit log."""
VALUES = re.compile(r"\s+VALUES\b.*", re.DOTALL | re.IGNORECASE)


@pytest.fixture
def count(grown):
    """Give the shop, and a function that counts the statements of a GET."""
    full = grown(SIZE)
    with full.shop.app.app_context():
        engine = db.engine
    with noted(engine) as found:

        def counted(path):
            full.client.get(path)  # whoever calls may be remembered from here on
            found.clear()
            answer = full.client.get(path)
            assert answer.status_code == 200, (path, answer.json)
            return len(found), answer

        counted.found = found
        counted.trips = lambda: len({statement.trip for statement in found})
        yield full, counted


def sent(statements):
    """Word what was sent: SQLite's trace tells of each row that one call of the driver inserts."""
    texts = [VALUES.sub("", statement.text) for statement in statements]
    return [text for text, _ in itertools.groupby(texts)]


def latest(one):
    """Word the order in which the first order has a parcel, as some later one has."""
    return "row" if one.id == "listImportRows" else "-created_at"


def test_a_list_of_fifty_costs_what_a_list_of_one_costs(count):
    full, counted = count

    found = {
        one.id: [counted(f"{full.path(one)}?limit={rows}&sort={latest(one)}") for rows in (1, PAGE)]
        for one in LISTS
    }

    rows = {name: [len(answer.json["data"]) for _, answer in two] for name, two in found.items()}
    assert rows == {name: [1, PAGE] for name in found}
    counts = {name: [number for number, _ in two] for name, two in found.items()}
    assert counts == {name: [COUNTS[name]] * 2 for name in found}


def test_every_reading_costs_so_many_statements(count):
    full, counted = count

    assert {one.id: counted(full.path(one))[0] for one in READINGS} == COUNTS


def test_every_reading_costs_so_many_round_trips(count):
    full, counted = count

    found = {one.id: counted(full.path(one)) and counted.trips() for one in READINGS}

    with full.shop.app.app_context():
        is_local = db.engine.dialect.name == "sqlite"
    assert found == (dict.fromkeys(TRIPS, 1) if is_local else TRIPS)


def test_variants_and_totals_are_one_statement_more(count):
    _, counted = count
    orders = [
        counted(f"/v1/orders?sort=-created_at&limit={rows}&expand=lines.variant")[0]
        for rows in (1, PAGE)
    ]
    totals = [
        counted(f"/v1/orders?sort=-created_at&limit={rows}&include=total")[0] for rows in (1, PAGE)
    ]

    assert orders == totals == [COUNTS["listOrders"] + 1] * 2


def test_an_order_of_twenty_lines_costs_what_one_of_a_line_costs(app, client, shop, statements):
    here = shop.location()
    skus = [shop.level(on_hand=9, location=here)["sku"] for _ in range(20)]
    client.post("/v1/orders", order_of((skus[0], 1)))

    counts, trips = [], []
    for ordered in (skus[:1], skus):
        statements.clear()
        answer = client.post("/v1/orders", order_of(*((sku, 1) for sku in ordered)))
        assert answer.status_code == 201
        counts.append(len(sent(statements)))
        trips.append(len({statement.trip for statement in statements}))

    with app.app_context():
        engine = db.engine.dialect.name
    assert counts == [PLACING[engine]] * 2
    assert trips == [PLACING_TRIPS if engine == "postgresql" else 1] * 2


def test_a_change_is_told_of_in_one_statement(client, statements):
    client.get("/v1/locations")  # whoever calls is known from here on
    changes = [
        lambda: client.post("/v1/locations", {"code": "a", "name": "A"}, key=None),
        lambda: client.patch(address, {"name": "B"}),
        lambda: client.delete(address),
    ]

    counts = []
    for change in changes:
        statements.clear()
        answer = change()
        assert answer.status_code < 300, answer.json
        counts.append(len(sent(statements)))
        address = answer.headers.get("Location") or answer.request.path

    assert counts == CHANGING
    assert "audit_log" in statements[-1].text


@pytest.mark.parametrize(
    ("operation", "table"), [("getProduct", "products"), ("getOrder", "orders")]
)
def test_a_version_is_read_before_what_it_covers(count, operation, table):
    full, counted = count
    (one,) = [one for one in READINGS if one.id == operation]
    _, answer = counted(full.path(one))
    assert answer.json["version"] >= 1

    texts = [statement.text for statement in counted.found if "users" not in statement.text]

    assert f"FROM {table} " in " ".join(texts[0].split())

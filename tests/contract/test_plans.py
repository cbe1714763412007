"""No list reads a table from end to end, whatever it is filtered or sorted by.

Plans are those in use: PostgreSQL's are made without knowing the values. What they read is
counted in a shop and again when it has grown eightfold: pages that PostgreSQL touches, thousands
of steps that SQLite's machine takes.
"""

import itertools

import pytest
from sqlalchemy import text

from bench.growth.measure import planner, reads
from bench.growth.rows import gtin_of
from bench.growth.shop import HOT, RARE
from bench.statements import noted
from models import db
from tests.checks.contract import Contract
from tests.contract.walk import SPEC
from tests.grown import LISTS

SMALL, LARGE = 1_000, 8_000
MOST_MORE = {"postgresql": 12, "sqlite": 0.3}
"""What a page of one row may read more of in the larger shop: its indexes are higher."""
NO_FILTERS = {"limit", "cursor", "include", "expand", "sort"}
INSTANT = "2026-01-01T00:10:00Z"
COMMON = {
    "created_at_from": INSTANT,
    "created_at_to": INSTANT,
    "q": "Thing",
    "sku": HOT,
    "gtin": gtin_of(7),
    "code": "warehouse",
    "channel": "web",
    "external_ref": "ref-8",
    "customer_email": "reader-1@example.com",
    "reference": "NO-00000008",
    "is_active": "true",
    "role": "staff",
    "email": "nobody@example.com",
    "action": "order.confirmed",
    "resource_type": "order",
    "principal": "system",
    "outcome": "refused",
    ("listProducts", "kind"): "general",
    ("listStockMovements", "kind"): "reserved",
    ("listProducts", "status"): "active",
    ("listVariants", "status"): "active",
    ("listOrders", "status"): "confirmed",
    ("listImports", "status"): "completed",
}
"""A value of each filter that many rows have, or that is like any other."""
RARE_VALUES = {
    "created_at_from": "2100-01-01T00:00:00Z",
    "created_at_to": "2000-01-01T00:00:00Z",
    "q": "Draft",
    "sku": RARE,
    "gtin": "9780141439518",
    "code": "book",
    "channel": "fair",
    "external_ref": "fair-1",
    "customer_email": "rare@example.com",
    "reference": "PO-17",
    "is_active": "false",
    "role": "viewer",
    "email": "nobody@example.com",
    "action": "product_kind.created",
    "resource_type": "product_kind",
    "principal": "anonymous",
    "outcome": "updated",
    ("listProducts", "kind"): "book",
    ("listStockMovements", "kind"): "adjusted",
    ("listProducts", "status"): "draft",
    ("listVariants", "status"): "archived",
    ("listOrders", "status"): "cancelled",
    ("listImports", "status"): "running",
}
"""A value of each filter that one row has, or none."""
EVERYWHERE = {
    # text is searched without an index
    *(f"listProducts: rare q, by {sort}" for sort in ("created_at", "updated_at", "title")),
    *(f"listVariants: rare q, by {sort}" for sort in ("created_at", "sku")),
    # all orders of a best seller are sorted to find the first that changed
    "listOrders: common sku, by updated_at",
}
READ_MORE = {"sqlite": EVERYWHERE, "postgresql": EVERYWHERE}
"""What reads more in a larger shop."""
STATED = "SELECT tbl, idx FROM sqlite_stat1"
INDEXES = """
    SELECT t.name, i.name FROM sqlite_master t JOIN pragma_index_list(t.name) i
    WHERE t.type = 'table' AND t.name NOT IN ('alembic_version') AND t.name NOT LIKE 'sqlite%'
"""
COUNTED = """
    SELECT attrelid::regclass::text, attname, substring(attoptions::text FROM 'n_distinct=[0-9]+')
    FROM pg_attribute
    WHERE attoptions::text LIKE '%n_distinct%'
"""


@pytest.fixture
def shop(grown):
    """The shop while it is small, if nobody had it grow before."""
    return grown(SMALL)


def queries(full):
    """Give every sort of every list, and every filter with a common and a rare value in each.

    A range of instants in the order of something else is no index's range: it is left out.
    """
    places = full.shop.places
    known = {"variant_id": places.hot_variant_id, "stock_level_id": places.hot_level_id}
    rare = {**full.ids, **RARE_VALUES, "resource_id": full.ids["order_id"]}
    common = {**rare, **COMMON, **known, "location_id": places.location_id}
    for one in LISTS:
        parameters = one.parameters["query"]
        sorts = Contract(SPEC).resolved(parameters["sort"]["schema"])["enum"]
        yield from ((one, {"sort": sort}, "") for sort in sorts)
        for sort, name in itertools.product(sorts[::2], sorted(parameters.keys() - NO_FILTERS)):
            if name.startswith("created_at_") and sort != "created_at":
                continue
            for kind, values in (("common", common), ("rare", rare)):
                value = values.get((one.id, name)) or values[name]
                yield one, {"sort": sort, name: value}, f"{kind} {name}, "
        if {"sku", "location_id"} <= parameters.keys():
            for kind, values in (("common", common), ("rare", full.ids)):
                at = {"sku": HOT, "location_id": values["location_id"]}
                yield one, {"sort": "created_at", **at}, f"{kind} place of a SKU, "


def sent(full):
    """Give the reading statements of every query, by what was asked."""
    with full.shop.app.app_context():
        engine = db.engine
    found = {}
    with noted(engine) as statements:
        for one, query, name in queries(full):
            statements.clear()
            answer = full.client.get(full.path(one), query_string={"limit": 1, **query})
            assert answer.status_code == 200, (one.id, query, answer.json)
            found[f"{one.id}: {name}by {query['sort']}"] = [*filter(reads, statements)]
    return found


def work(full):
    """Give what every query reads, in pages or thousands of steps."""
    with planner(full.shop.app) as plan:
        return {
            asked: sum(plan(statement).work for statement in statements)
            for asked, statements in sent(full).items()
        }


def engine_name(full):
    with full.shop.app.app_context():
        return db.engine.dialect.name


def test_no_list_scans_a_table(shop):
    statements = sent(shop)

    # The tables are small enough to be read whole: what is left has no index that would do.
    with planner(shop.shop.app, avoid_scans=True) as plan:
        scanned = {asked: [plan(one).scanned for one in all_] for asked, all_ in statements.items()}

    assert {asked: tables for asked, tables in scanned.items() if any(tables)} == {}


def test_no_list_reads_more_in_a_larger_shop(shop, grown):
    before, after = work(shop), work(grown(LARGE))

    engine = engine_name(shop)
    more = {name for name in before if after[name] > before[name] + MOST_MORE[engine]}
    assert {name: (before[name], after[name]) for name in more - READ_MORE[engine]} == {}
    assert more == READ_MORE[engine]


def test_every_index_has_its_statistics(app):
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            stated = {tuple(row) for row in db.session.execute(text(STATED))}
            assert stated == {tuple(row) for row in db.session.execute(text(INDEXES))}
            assert len(stated) > 60
            return
        counted = {tuple(row) for row in db.session.execute(text(COUNTED))}

    assert counted == {
        ("audit_log", "action", "n_distinct=20"),
        ("audit_log", "principal", "n_distinct=10"),
        ("audit_log", "resource_type", "n_distinct=10"),
        ("fulfilments", "location_id", "n_distinct=10"),
        ("orders", "channel", "n_distinct=10"),
        ("orders", "status", "n_distinct=4"),
        ("products", "kind", "n_distinct=10"),
        ("products", "status", "n_distinct=3"),
        ("stock_levels", "location_id", "n_distinct=10"),
        ("stock_movements", "kind", "n_distinct=5"),
        ("stock_movements", "location_id", "n_distinct=10"),
        ("variants", "status", "n_distinct=2"),
    }

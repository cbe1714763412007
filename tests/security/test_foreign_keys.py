"""No foreign key crosses accounts: asked of the database, here and after every run of tests."""

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from api.transaction import unit_of_work
from models import Base, OrderLine, StockLevel
from models.crossings import crossings, questions
from models.work import execute
from services.records import table_of
from tests.factories import Shop


def test_every_table_but_the_accounts_names_its_account():
    named = {table.name for table in Base.metadata.sorted_tables if "account_id" in table.c}

    assert {table.name for table in Base.metadata.sorted_tables} - named == {"accounts"}


def test_every_foreign_key_is_asked_about():
    between = [
        key
        for table in Base.metadata.sorted_tables
        for key in table.foreign_key_constraints
        if key.referred_table.name != "accounts"
    ]

    assert len(questions()) == len(between) > 15


NAMED_BY_REQUESTS = {"users", "products", "product_kinds", "variants", "locations", "jobs"}


def test_the_database_knows_whose_a_row_is_that_a_request_may_name():
    keys = [k for t in Base.metadata.sorted_tables for k in t.foreign_key_constraints]
    loose = [k for k in keys if k.referred_table.name in NAMED_BY_REQUESTS | {"stock_levels"}]

    others = {str(k.name) for k in loose if "account_id" not in k.column_keys}

    assert others == {"fk_reservation_lines_stock_level_id"}  # of a level just read, no request's


@pytest.mark.parametrize("column", ["variant_id", "location_id"])
def test_the_database_refuses_a_row_that_leads_to_another_account(app, shop, column):
    mine, others = shop.level(), Shop(app).level()
    table = table_of(StockLevel)
    crossing = update(table).where(table.c.id == mine["id"]).values({column: others[column]})

    with pytest.raises(IntegrityError):
        shop.run(execute, crossing)

    assert shop.reload(mine)[column] == mine[column]


def test_a_row_that_leads_to_another_account_is_found(app, shop):
    mine, others = (one.order((one.level(on_hand=1)["sku"], 1)) for one in (shop, Shop(app)))
    table = table_of(OrderLine)
    this = table.c.order_id == mine["id"]

    def cross():
        execute(update(table).where(this).values(order_id=others["id"], position=2))
        return crossings()

    with app.app_context():
        found = unit_of_work(cross, keep=lambda _: False)

    assert found == {"order_lines(order_id)": 1}
    assert shop.run(crossings) == {}

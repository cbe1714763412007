"""No foreign key crosses accounts: asked of the database, here and after every run of tests."""

import pytest
from sqlalchemy import update

from api.transaction import unit_of_work
from models import Base, StockLevel
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


@pytest.mark.parametrize("column", ["variant_id", "location_id"])
def test_a_row_that_leads_to_another_account_is_found(app, shop, column):
    mine, others = shop.level(), Shop(app).level()

    def cross():
        table = table_of(StockLevel)
        execute(update(table).where(table.c.id == mine["id"]).values({column: others[column]}))
        return crossings()

    with app.app_context():
        found = unit_of_work(cross, keep=lambda _: False)

    assert found == {f"stock_levels({column})": 1}
    assert shop.run(crossings) == {}

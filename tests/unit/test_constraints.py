"""Which constraint refused a row: one name on both engines, learnt from real refusals."""

import pytest
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from models import Product, StockLevel, StockMovement, Variant, db
from models.work import execute
from services import records
from services.constraints import explained, violated


@pytest.fixture
def broken(shop):
    """Do what the database refuses; give the constraint's name."""

    def refuse(work, *args, **kwargs):
        with pytest.raises(IntegrityError) as caught:
            shop.run(work, *args, **kwargs)
        return violated(caught.value)

    return refuse


def copy_of(row, **changes):
    return {**{k: v for k, v in row.items() if k not in ("id", "variants")}, **changes}


def test_names_a_unique_constraint(broken, shop):
    variant = shop.variant(sku="A")

    name = broken(records.create, Variant, **copy_of(variant))

    assert name == "uq_variants_account_id_sku"


def test_names_a_unique_index_over_some_rows(broken, shop):
    variant = shop.variant(gtin="9780141439518")

    name = broken(records.create, Variant, **copy_of(variant, sku="another"))

    assert name == "uq_variants_account_id_gtin14"


def test_names_a_check(broken, shop):
    level = shop.level(on_hand=1)
    facts = {k: level[k] for k in ("account_id", "variant_id")}
    elsewhere = {"location_id": shop.location()["id"], "reserved": 1}

    name = broken(records.create, StockLevel, **facts, **elsewhere)

    assert name == "ck_stock_levels_never_oversold"


def test_names_a_foreign_key_where_the_engine_does(broken, shop, app):
    product = shop.product()

    name = broken(records.create, Product, **copy_of(product, kind="no-such-kind"))

    with app.app_context():
        names_it = db.engine.dialect.name == "postgresql"
    assert name == ("fk_products_account_id_kind" if names_it else "foreign_key")


def test_takes_a_missing_value_for_nothing_it_knows(broken, shop):
    product = shop.product()

    name = broken(records.create, Product, **copy_of(product, title=None))

    assert "foreign_key" not in name
    assert not name.startswith(("uq_", "ck_", "fk_"))


def test_a_named_constraint_becomes_its_refusal(shop):
    variant = shop.variant()

    def write():
        with explained(uq_variants_account_id_sku=lambda: LookupError("taken")):
            records.create(Variant, **copy_of(variant))

    with pytest.raises(LookupError, match="taken"):
        shop.run(write)
    assert shop.count(Variant) == 1


def test_a_constraint_that_nobody_named_stays_what_it_is(shop):
    variant = shop.variant()

    def write():
        with explained(ck_variants_status_known=lambda: LookupError("taken")):
            records.create(Variant, **copy_of(variant))

    with pytest.raises(IntegrityError):
        shop.run(write)
    assert shop.count(Variant) == 1


def test_a_trigger_is_not_taken_for_a_foreign_key(broken, shop):
    shop.level(on_hand=1)
    ledger = records.table_of(StockMovement)

    name = broken(execute, delete(ledger).where(ledger.c.account_id == shop.account_id))

    assert not name.startswith(("foreign_key", "uq_", "ck_", "fk_"))
    assert shop.count(StockMovement) == 1

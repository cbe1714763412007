"""Models and migrations agree, on both engines, and the way down leads up again."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade
from sqlalchemy import CheckConstraint, inspect, text
from sqlalchemy.exc import DBAPIError

from config import ROOT
from models import AuditEntry, Base, OrderLine, RefreshToken, StockMovement, db, utcnow
from tests import postgres
from tests.conftest import build_app, migrate
from tests.factories import Shop

LEDGER = "stock_movements"
LEFTOVERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
}


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh(request, tmp_path):
    """Give an app on an empty database of its own."""
    if request.param == "sqlite":
        yield from ready(f"sqlite:///{tmp_path}/fresh.db")
        return
    with postgres.fresh_database(request.getfixturevalue("postgres_server")) as url:
        yield from ready(url.replace("postgresql://", "postgresql+psycopg://", 1))


def ready(url):
    app = build_app(url)
    yield app
    with app.app_context():
        db.engine.dispose()


def differences(app):
    with app.app_context(), db.engine.connect() as connection:
        options = {"compare_type": True, "compare_server_default": True}
        return compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata)


def checks_of_models():
    return {
        (table.name, constraint.name): str(constraint.sqltext)
        for table in Base.metadata.tables.values()
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint)
    }


def checks_of_database(app):
    with app.app_context():
        inspector = inspect(db.engine)
        return {
            (table, check["name"]): check["sqltext"]
            for table in Base.metadata.tables
            for check in inspector.get_check_constraints(table)
        }


def down(app, revision):
    with app.app_context():
        downgrade(directory=str(ROOT / "migrations"), revision=revision)


def test_an_upgraded_database_is_what_the_models_say(app):
    assert differences(app) == []


def test_every_check_of_the_models_is_in_the_database(app):
    assert checks_of_database(app).keys() == checks_of_models().keys()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_every_check_says_what_its_model_says(app):
    # SQLite keeps the words of a CHECK, PostgreSQL its own; the migrations are the same.
    assert checks_of_database(app) == checks_of_models()


def test_the_way_down_leaves_nothing_and_leads_up_again(fresh):
    migrate(fresh)

    down(fresh, "base")
    with fresh.app_context():
        tables = inspect(db.engine).get_table_names()
        leftovers = db.session.execute(text(LEFTOVERS[db.engine.dialect.name])).all()
    migrate(fresh)

    assert (tables, leftovers) == (["alembic_version"], [])
    assert differences(fresh) == []
    assert checks_of_database(fresh).keys() == checks_of_models().keys()


def test_the_ledger_keeps_its_rows_on_the_way_down_and_up(fresh):
    migrate(fresh)
    shop = Shop(fresh)
    sold, place = shop.variant(), shop.location()
    for settings in ({"variant": sold}, {"location": place}):
        shop.level(on_hand=5, **settings)
    shop.order((sold["sku"], 2))
    written = shop.rows(StockMovement)

    down(fresh, "0006")
    with fresh.app_context():
        columns = {column["name"] for column in inspect(db.engine).get_columns(LEDGER)}
        kept = db.session.execute(text(f"SELECT count(*) FROM {LEDGER}")).scalar()
    refused_below = refused(fresh)
    migrate(fresh)

    assert (kept, columns & {"variant_id", "location_id"}) == (3, set())
    assert shop.rows(StockMovement) == written
    assert (refused_below, refused(fresh)) == ([True, True], [True, True])


def test_open_sessions_began_with_their_log_in(fresh):
    migrate(fresh)
    shop = Shop(fresh)
    shop.client()
    (token,) = shop.rows(RefreshToken)
    down(fresh, "0009")

    migrate(fresh)

    assert shop.rows(RefreshToken) == [{**token, "started_at": token["created_at"]}]


def test_lines_become_as_old_as_their_orders(fresh):
    migrate(fresh)
    shop = Shop(fresh)
    sold = shop.level(on_hand=5)["sku"]
    orders = [shop.order((sold, 1), (sold, 1)) for _ in range(2)]
    down(fresh, "0007")
    shop.alter(OrderLine, created_at=utcnow())

    migrate(fresh)

    ages = {(row["order_id"], row["created_at"]) for row in shop.rows(OrderLine)}
    assert ages == {(order["id"], order["created_at"]) for order in orders}


def test_no_entry_of_the_audit_log_is_changed_or_taken_away(app, shop):
    shop.location()
    written = shop.rows(AuditEntry)

    changes = ("UPDATE audit_log SET action = 'x.y'", "DELETE FROM audit_log")
    refusals = refused(app, changes)

    assert refusals == [True, True]
    assert shop.rows(AuditEntry) == written
    assert [entry["action"] for entry in written] == ["location.created"]


OF_THE_LEDGER = (f"UPDATE {LEDGER} SET sequence = 9", f"DELETE FROM {LEDGER}")


def refused(app, changes=OF_THE_LEDGER):
    """Tell of changes of rows that stay as they are whether each is refused."""
    with app.app_context():
        return [is_refused(change) for change in changes]


def is_refused(change):
    try:
        db.session.execute(text(change))
    except DBAPIError as error:
        return "append-only" in str(error)
    finally:
        db.session.rollback()
    return False

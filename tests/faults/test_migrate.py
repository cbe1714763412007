"""Migrations: one at a time, never long in the way, and nothing is lost down and up again."""

import shutil
import sqlite3
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import psycopg
import pytest
from flask_migrate import downgrade, upgrade

from config import ROOT
from migrations import locks
from models import db
from tests.api.bodies import order_of
from tests.conftest import migrate
from tests.factories import Shop
from tests.faults.harness import checker
from tests.faults.harness.places import file_of, without_driver
from tests.faults.harness.record import Ordered, Record
from tests.faults.kinds.migrate import expanded, head_of

postgresql = pytest.mark.parametrize("place", ["postgresql"], indirect=True)
TOP = sorted(path.name for path in (ROOT / "migrations" / "versions").glob("0*.py"))[-1][:4]
ASKING = '''
"""A migration that says what its session allows."""

from pathlib import Path

from alembic import op

revision = "9999"
down_revision = "{head}"
NAMES = ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout")


def upgrade():
    allowed = [op.get_bind().exec_driver_sql(f"SHOW {name}").scalar() for name in NAMES]
    Path(__file__).with_suffix(".said").write_text(" ".join(allowed))
'''


@pytest.fixture
def url(empty_url):
    return empty_url


@pytest.fixture
def migrated(opened, url):
    """Give an app on a migrated database of this test's own."""
    built = opened(url, threads=4)
    migrate(built)
    return built


def test_an_instance_waits_while_another_migrates_and_then_finds_it_done(migrated, url):
    in_context(migrated, downgrade, ROOT / "migrations")
    below = head_of(url)

    with ThreadPoolExecutor(1) as pool, migrating_elsewhere(url) as (release, tell):
        waiting = pool.submit(in_context, migrated, upgrade, ROOT / "migrations")
        waited = not finished_within(waiting, 0.5)
        tell(TOP)
        release()
        waiting.result(30)

    assert (waited, below < TOP, head_of(url)) == (True, True, TOP)


def test_a_migration_gives_way_and_tries_again_while_orders_are_placed(
    migrated, url, tmp_path, monkeypatch
):
    monkeypatch.setattr(locks, "LOCK_TIMEOUT_MS", 100)
    monkeypatch.setattr(locks, "PAUSE_SECONDS", (0.1, 0.1))
    monkeypatch.setattr("models.engine.BUSY_TIMEOUT_MS", 100)
    tries = []
    monkeypatch.setattr(locks, "_say", tries.append)
    directory, before = expanded(tmp_path, head_of(url)), head_of(url)
    shop = Shop(migrated)
    client, body = shop.client(), order_of((shop.level(on_hand=5)["sku"], 1))

    with ThreadPoolExecutor(1) as pool, held(url) as release:
        migrating = pool.submit(in_context, migrated, upgrade, directory)
        waited = not finished_within(migrating, 0.5)
        release()
        migrating.result(30)
    bought_after = client.post("/v1/orders", body)
    in_context(migrated, downgrade, directory, revision=before)

    assert (waited, len(tries) >= 1, bought_after.status_code) == (True, True, 201)
    assert client.post("/v1/orders", body).status_code == 201
    assert client.get("/v1/stock/verify").json["ok"]


@postgresql
def test_a_migration_may_take_its_time_but_waits_two_seconds_for_a_lock(migrated, url, tmp_path):
    directory = tmp_path / "migrations"
    shutil.copytree(ROOT / "migrations", directory)
    script = directory / "versions" / "9999_asking.py"
    script.write_text(ASKING.replace("{head}", head_of(url)))

    in_context(migrated, upgrade, directory)

    assert script.with_suffix(".said").read_text() == "2s 0 0"


def test_a_step_down_and_up_again_loses_nothing(migrated, url):
    shop, told = Shop(migrated), Record()
    client, level = shop.client(), shop.level(on_hand=9)
    for quantity in (1, 2):
        key = str(uuid.uuid4())
        told.asked.add(key)
        body = order_of((level["sku"], quantity), customer={"email": "a@b.example", "name": key})
        told.orders[key] = Ordered(key, client.post("/v1/orders", body, key=key).json)

    in_context(migrated, downgrade, ROOT / "migrations")
    below = head_of(url)
    in_context(migrated, upgrade, ROOT / "migrations")

    assert (below < TOP, head_of(url)) == (True, TOP)
    assert checker.check(url, told) == []


def in_context(app, command, directory, **options):
    """Run a command of Flask-Migrate; connections of before are gone."""
    with app.app_context():
        db.engine.dispose()
        command(directory=str(directory), **options)


def finished_within(future, seconds):
    try:
        future.result(seconds)
    except TimeoutError:
        return False
    return True


@contextmanager
def other_connection(url, *statements):
    """Connect as somebody else, and begin with these statements."""
    if url.startswith("sqlite"):
        other = sqlite3.connect(file_of(url), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
    else:
        other = psycopg.connect(without_driver(url))
        for statement in statements:
            other.execute(statement)
    try:
        yield other
    finally:
        other.close()


@contextmanager
def held(url):
    """Hold what the migration needs; give what releases it."""
    with other_connection(url, "SELECT count(*) FROM orders") as other:
        yield other.rollback


@contextmanager
def migrating_elsewhere(url):
    """Be another instance that migrates; give its commit, and what notes a revision."""
    with other_connection(url, f"SELECT pg_advisory_xact_lock({locks.NUMBER})") as other:
        noted = "UPDATE alembic_version SET version_num = '{}'"
        yield other.commit, lambda revision: other.execute(noted.format(revision))

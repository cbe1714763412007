"""`flask backup` and `flask restore`: what was acknowledged before is in the copy, all of it."""

import os
import stat
import subprocess
import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import text

from models import Order, db
from models.work import execute
from tests.api.bodies import order_of
from tests.conftest import migrate
from tests.factories import Shop
from tests.faults.harness import checker
from tests.faults.harness.record import Ordered, Record
from tests.races import crowd
from tests.scale.processes import until

postgresql = pytest.mark.parametrize("place", ["postgresql"], indirect=True)


@pytest.fixture
def shop(opened, own_url):
    return Shop(opened(own_url, threads=4))


@pytest.fixture
def file(tmp_path):
    return tmp_path / "all.backup"


def closed(app):
    """End the connections of an app; give the app."""
    with app.app_context():
        db.engine.dispose()
    return app


def run(app, *args):
    """Run a command of `flask`; give its exit code and what it said."""
    done = app.test_cli_runner().invoke(args=[str(arg) for arg in args])
    return done.exit_code, done.output


def sleepers():
    """Count who does nothing, at length."""
    found = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'"
    return execute(text(found)).scalar()


def sell(client, sku, record):
    key = str(uuid.uuid4())
    record.asked.add(key)
    body = order_of((sku, 1), customer={"email": "reader@example.com", "name": key})
    answer = client.post("/v1/orders", body, key=key)
    assert answer.status_code == 201
    record.orders[key] = Ordered(key, answer.json)


def test_a_backup_under_writes_has_every_order_that_was_acknowledged_before_it_began(
    opened, place, empty_url, file
):
    with place.database() as url:
        migrate(opened(url))
        shop = Shop(opened(url, threads=4))
        sku, told, enough = shop.level(on_hand=10_000)["sku"], Record(), Event()
        buyers = crowd.clients(shop.client(), 2)

        def keep_selling(client):
            while not enough.is_set():
                sell(client, sku, told)

        with ThreadPoolExecutor(2) as pool:
            selling = [pool.submit(keep_selling, buyer) for buyer in buyers]
            until(lambda: len(told.orders) >= 10)
            before = told.so_far()
            backed_up = run(shop.app, "backup", file)
            enough.set()
            [each.result() for each in selling]
        closed(shop.app)
        restored = run(opened(empty_url), "restore", file)

    assert (backed_up[0], restored[0]) == (0, 0), (backed_up, restored)
    assert checker.check(empty_url, before) == []


def test_a_backup_is_for_its_owners_eyes_and_overwrites_nothing(shop, file):
    first, second = run(shop.app, "backup", file), run(shop.app, "backup", file)

    assert first[0] == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert second == (1, f"Error: {file} is there already.\n")
    assert [path.name for path in file.parent.iterdir()] == ["all.backup"]


def test_a_backup_that_cannot_be_written_leaves_nothing(shop, tmp_path):
    file = tmp_path / "nowhere" / "all.backup"

    assert run(shop.app, "backup", file) == (
        1,
        f"Error: {file} cannot be written: No such file or directory.\n",
    )
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_is_not_empty_is_restored_only_if_told_so(shop, own_url, file):
    level = shop.level(on_hand=5)
    kept = shop.order((level["sku"], 1))
    assert run(shop.app, "backup", file)[0] == 0
    shop.order((level["sku"], 1))
    closed(shop.app)

    refused = run(shop.app, "restore", file)
    orders = shop.count(Order)
    closed(shop.app)
    replaced = run(shop.app, "restore", "--replace", file)

    assert refused == (
        1,
        "Error: The database is not empty. With --replace all that is in it is lost.\n",
    )
    assert (orders, replaced[0]) == (2, 0), replaced
    assert [row["id"] for row in shop.rows(Order)] == [kept["id"]]
    assert shop.client().get("/v1/stock/verify").json["ok"]
    assert checker.check(own_url, Record()) == []


def test_a_damaged_backup_changes_nothing(shop, file):
    shop.order((shop.level(on_hand=5)["sku"], 1))
    assert run(shop.app, "backup", file)[0] == 0
    before = shop.everything()
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) * 3 // 4])
    closed(shop.app)

    told = run(shop.app, "restore", "--replace", file)

    assert told[0] == 1
    assert shop.everything() == before


def test_what_is_no_backup_of_this_engine_is_refused(shop, file):
    file.write_bytes(b"something else")

    told = run(shop.app, "restore", "--replace", file)

    assert told == (1, f"Error: {file} is no backup of a database like this one.\n")


def test_a_backup_of_a_newer_backstock_is_refused(shop, file, monkeypatch):
    assert run(shop.app, "backup", file)[0] == 0
    walk = ScriptDirectory.walk_revisions
    monkeypatch.setattr(ScriptDirectory, "walk_revisions", lambda self: list(walk(self))[1:])
    newest = ScriptDirectory("migrations").get_current_head()

    told = run(shop.app, "restore", "--replace", file)

    assert told == (
        1,
        f"Error: {file} has revision {newest}, which this Backstock does not know.\n",
    )


@postgresql
def test_a_restore_waits_for_nobody_who_is_connected(shop, file):
    assert run(shop.app, "backup", file)[0] == 0
    with shop.app.app_context():
        url = db.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    other = subprocess.Popen(["psql", "-d", url, "-c", "SELECT pg_sleep(60)"])
    try:
        until(lambda: shop.run(sleepers))
        told = run(shop.app, "restore", "--replace", file)
    finally:
        other.kill()
        other.wait()

    said = "Error: 1 others are connected to the database. Stop Backstock first.\n"
    assert told == (1, said)


@postgresql
@pytest.mark.parametrize(
    ("program", "said"),
    [
        (None, "pg_dump is not on the PATH; it comes with the client of PostgreSQL."),
        ("echo pg_dump 9.6", "pg_dump is too old: pg_dump 9.6, the server is"),
    ],
    ids=["missing", "too-old"],
)
def test_programs_that_are_missing_or_too_old_are_named(
    shop, file, tmp_path, monkeypatch, program, said
):
    found = tmp_path / "bin"
    found.mkdir()
    if program is not None:
        (found / "pg_dump").write_text(f"#!/bin/sh\n{program}\n")
        (found / "pg_dump").chmod(0o755)
    monkeypatch.setenv("PATH", str(found))

    told = run(shop.app, "backup", file)

    assert told[0] == 1
    assert said in told[1]
    assert not file.exists()


@postgresql
def test_a_dump_that_fails_leaves_no_file(shop, file, tmp_path, monkeypatch):
    script = (
        '#!/bin/sh\n[ "$1" = --version ] && echo pg_dump 99 && exit\necho no luck >&2\nexit 1\n'
    )
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "pg_dump").write_text(script)
    (tmp_path / "bin" / "pg_dump").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")

    told = run(shop.app, "backup", file)

    assert told == (1, "Error: no luck\n")
    assert [path.name for path in tmp_path.iterdir()] == ["bin"]

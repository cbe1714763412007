"""/health/ready says within a second whether we may be sent requests, and if not, why."""

import socket
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from urllib.parse import urlsplit

import psycopg
import pytest
from sqlalchemy import create_engine, text

from api import readiness
from models import db
from tests.api.bodies import order_of
from tests.client import Client
from tests.conftest import build_app, migrate
from tests.postgres import fresh_database
from tests.races import crowd
from tests.security.relays import Relay

HEAD = readiness.known_revisions().head
NO_HEAD = "are at {}, and this release needs {}"


@pytest.fixture
def ask():
    """Ask whether an app is ready; give status, what is wrong and how long it took."""

    def asked(app):
        started = time.monotonic()
        answer = app.test_client().get("/health/ready")
        seconds = time.monotonic() - started
        return answer.status_code, answer.json.get("details", {}).get("checks"), seconds

    return asked


@pytest.fixture
def build():
    """Build apps on other databases."""
    with ExitStack() as stack:

        def built(url, **settings):
            app = build_app(url, **settings)
            stack.callback(lambda: dispose(app))
            return app

        yield built


def dispose(app):
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def empty_url(database_url, postgres_server, tmp_path):
    """An empty database of either engine, for this test alone."""
    if database_url.startswith("sqlite"):
        url = f"sqlite:///{tmp_path}/empty.db"
        create_engine(url).connect().close()
        yield url
        return
    with fresh_database(postgres_server) as url:
        yield url.replace("postgresql://", "postgresql+psycopg://")


def say_revision(app, revision):
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :r"), {"r": revision})


def test_a_migrated_database_that_answers_is_ready(app, ask):
    status, wrong, _ = ask(app)

    assert (status, wrong) == (200, None)


def test_a_database_that_was_never_migrated_is_not_ready(ask, build, empty_url):
    status, wrong, _ = ask(build(empty_url))

    assert (status, wrong) == (503, {"migrations": NO_HEAD.format("no revision", HEAD)})


def test_a_database_behind_this_release_is_not_ready_and_one_ahead_is(ask, build, empty_url):
    migrated = build(empty_url)
    migrate(migrated)

    say_revision(migrated, "0001")
    behind = ask(build(empty_url))
    say_revision(migrated, "9999")
    ahead = ask(build(empty_url))

    assert behind[:2] == (503, {"migrations": NO_HEAD.format("0001", HEAD)})
    assert ahead[:2] == (200, None)


def test_a_refusal_says_when_to_ask_again_and_nothing_secret(build):
    url = "postgresql+psycopg://somebody:of-the-database@127.0.0.1:1/shop"

    answer = Client(build(url)).get("/health/ready")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")
    assert (answer.json["code"], answer.json["detail"]) == (
        "not-ready",
        "The database cannot be reached.",
    )
    assert answer.json["details"] == {"checks": {"database": "cannot be reached"}}
    assert not any(word in answer.text for word in ("somebody", "of-the-database", "127.0.0.1"))


def test_a_server_that_accepts_and_says_nothing_takes_less_than_a_second(ask, build):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        app = build(f"postgresql+psycopg://postgres@127.0.0.1:{port}/shop")

        found = [ask(app) for _ in range(3)]

    assert [each[:2] for each in found] == [(503, {"database": "does not answer"})] * 3
    assert max(seconds for *_, seconds in found) < 1


@pytest.fixture
def relay(app, database_url):
    """A way to the migrated PostgreSQL that can be made to hang."""
    with Relay(urlsplit(database_url).port or 5432) as made:
        yield made


@pytest.fixture
def by_relay(relay, build, database_url):
    """An app that knows its database by that way alone."""
    parts = urlsplit(database_url)
    there = parts.netloc.rpartition("@")[0] + f"@127.0.0.1:{relay.port}"
    return build(parts._replace(netloc=there.lstrip("@")).geturl())


WAITS = """
SELECT count(*) FROM pg_stat_activity
WHERE wait_event_type = 'Lock' AND datname = current_database()
"""
only_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@only_postgresql
def test_a_server_that_stops_in_the_middle_is_noticed_and_so_is_its_return(by_relay, relay, ask):
    before = ask(by_relay)
    relay.swallows = b"alembic_version"
    time.sleep(readiness.FRESH_SECONDS)
    hanging = [ask(by_relay) for _ in range(3)]
    relay.swallows = None
    back = crowd_until(lambda: ask(by_relay)[0] == 200)

    assert before[:2] == (200, None)
    assert [each[:2] for each in hanging] == [(503, {"database": "does not answer"})] * 3
    assert max(seconds for *_, seconds in hanging) < 1
    assert back


def crowd_until(holds):
    deadline = time.monotonic() + crowd.PATIENCE_SECONDS
    while not (held := holds()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return held


@only_postgresql
def test_however_many_ask_one_connection_does(by_relay, relay):
    answers = crowd.at_once([lambda: by_relay.test_client().get("/health/ready")] * 20)

    assert {answer.status_code for answer in answers} == {200}
    assert relay.connections == 1


@only_postgresql
def test_however_many_ask_of_a_server_that_hangs_one_connection_does(by_relay, relay):
    relay.swallows = b"alembic_version"

    started = time.monotonic()
    answers = crowd.at_once([lambda: by_relay.test_client().get("/health/ready")] * 20)

    assert time.monotonic() - started < 1.5  # twenty threads start on a busy machine, too
    assert {answer.status_code for answer in answers} == {503}
    assert relay.connections == 1


def test_connections_that_are_all_taken_do_not_hide_a_database_that_answers(
    ask, build, database_url, app
):
    small = build(database_url, threads=1)
    with ExitStack() as taken:
        with small.app_context():
            engine = db.engine
        for _ in range(engine.pool.size() + 2):
            taken.enter_context(engine.connect())

        status, wrong, seconds = ask(small)

    assert (status, wrong) == (200, None)
    assert seconds < 1


@only_postgresql
def test_threads_that_are_all_waiting_for_the_database_keep_nobody_from_asking(
    shop, client, database_url, tmp_path
):
    level = shop.level(on_hand=5)
    order = order_of((level["sku"], 1))
    url = database_url.replace("postgresql+psycopg://", "postgresql://")
    with (
        crowd.serving(database_url, tmp_path / "log", workers=1, THREADS="1") as port,
        psycopg.connect(url) as other,
        psycopg.connect(url, autocommit=True) as watching,
        ThreadPoolExecutor(3) as pool,
    ):
        other.execute("SELECT 1 FROM stock_levels WHERE id = %s FOR UPDATE", [level["id"]])
        waiting = [
            pool.submit(caller.post, "/v1/orders", order)
            for caller in crowd.clients(client, 3, port)
        ]
        assert crowd_until(lambda: watching.execute(WAITS).fetchone()[0])

        started = time.monotonic()
        answer = crowd.Remote(port).open("/health/ready", method="GET")
        seconds = time.monotonic() - started
        other.rollback()

        assert [each.result(30).status_code for each in waiting] == [201] * 3
    assert answer.status_code == 200
    assert seconds < 1


only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@only_sqlite
def test_a_file_that_somebody_keeps_to_himself_is_not_ready(ask, build, empty_url):
    migrated = build(empty_url)
    migrate(migrated)
    dispose(migrated)
    with closing(sqlite3.connect(empty_url.removeprefix("sqlite:///"))) as other:
        other.execute("PRAGMA locking_mode=EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")

        status, wrong, seconds = ask(build(empty_url))

    assert (status, wrong) == (503, {"database": "is locked"})
    assert seconds < 1


@only_sqlite
def test_somebody_who_writes_for_long_keeps_nobody_from_being_ready(ask, build, empty_url):
    migrate(build(empty_url))
    with closing(sqlite3.connect(empty_url.removeprefix("sqlite:///"))) as other:
        other.execute("BEGIN IMMEDIATE")

        status, wrong, _ = ask(build(empty_url))

    assert (status, wrong) == (200, None)


def test_a_file_that_is_gone_is_not_ready_and_not_made(ask, build, tmp_path):
    app = build(f"sqlite:///{tmp_path}/gone.db")

    status, wrong, _ = ask(app)

    assert (status, wrong) == (503, {"database": "cannot be opened"})
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database_is_not_ready(ask, build, tmp_path):
    (tmp_path / "letter.db").write_text("Dear database, " * 100)

    status, wrong, _ = ask(build(f"sqlite:///{tmp_path}/letter.db"))

    assert (status, wrong) == (503, {"database": "is no database"})


def test_an_app_that_lives_says_so_whatever_its_database_does(build):
    answer = Client(build("postgresql+psycopg://127.0.0.1:1/shop")).get("/health/live")

    assert (answer.status_code, answer.json) == (200, {"status": "ok"})

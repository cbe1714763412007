"""Every connection keeps the promises of its engine."""

import sqlite3
from contextlib import closing, contextmanager

import pytest
from sqlalchemy import event, text

import models.engine
from models import db
from tests.api.bodies import order_of

PROMISES = {
    "sqlite": {
        "PRAGMA journal_mode": "wal",
        "PRAGMA synchronous": 2,  # FULL
        "PRAGMA foreign_keys": 1,
        "PRAGMA busy_timeout": 5_000,
    },
    "postgresql": {
        "SHOW lock_timeout": "3s",
        "SHOW statement_timeout": "30s",
        "SHOW idle_in_transaction_session_timeout": "30s",
        "SHOW transaction_isolation": "read committed",
        "SHOW synchronous_commit": "on",
    },
}

sqlite_only = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@contextmanager
def transactions(app):
    """Collect how each transaction opens, in SQLite's own words."""
    opened = []

    def note(statement):
        if statement.startswith("BEGIN"):
            opened.append(statement)

    def listen(connection, *_):
        connection.set_trace_callback(note)

    with app.app_context():
        engine = db.engine
    engine.dispose()  # every connection from here on is a new one, and listened to
    event.listen(engine, "connect", listen)
    yield opened
    event.remove(engine, "connect", listen)
    engine.dispose()


def test_a_connection_is_set_up_as_promised(app):
    with app.app_context():
        promises = PROMISES[db.engine.dialect.name]
        kept = {question: db.session.scalar(text(question)) for question in promises}

    assert kept == promises


@sqlite_only
def test_a_request_that_writes_takes_the_write_lock_when_it_opens(app, client, shop):
    body = order_of((shop.level(on_hand=1)["sku"], 1))

    with transactions(app) as opened:
        answer = client.post("/v1/orders", body)

    assert (answer.status_code, opened) == (201, ["BEGIN IMMEDIATE"])


@sqlite_only
def test_a_request_that_reads_takes_no_write_lock(app, client):
    with transactions(app) as opened:
        answer = client.get("/v1/orders")

    assert (answer.status_code, opened) == (200, ["BEGIN"])


@sqlite_only
def test_a_question_by_post_takes_no_write_lock(app, client, shop):
    body = {"skus": [shop.variant()["sku"]]}

    with transactions(app) as opened:
        answer = client.post("/v1/availability", body)

    assert (answer.status_code, opened) == (200, ["BEGIN"])


@sqlite_only
def test_a_write_lock_that_is_not_to_be_had_is_a_503_and_nothing_stays_of_it(
    client, shop, database_url, monkeypatch
):
    level = shop.level(on_hand=1)
    monkeypatch.setattr(models.engine, "BUSY_TIMEOUT_MS", 20)

    with closing(sqlite3.connect(database_url.removeprefix("sqlite:///"))) as other:
        other.execute("BEGIN IMMEDIATE")
        refused = client.post("/v1/orders", order_of((level["sku"], 1)))
        read = client.get("/v1/orders")
    accepted = client.post("/v1/orders", order_of((level["sku"], 1)))

    assert (refused.status_code, refused.json["code"]) == (503, "service-busy")
    assert refused.headers["Retry-After"] == "1"
    assert (read.status_code, read.json["data"]) == (200, [])
    assert accepted.status_code == 201

"""What a driver's error says of the database, and what it does not."""

import sqlite3

import psycopg
import pytest
from sqlalchemy.exc import OperationalError

from models import outages
from models.outages import AWAY, CROWDED, FULL, READ_ONLY, UNREADABLE, is_stale, outage


def of_postgresql(state):
    return psycopg.errors.lookup(state)("said by the server")


def of_sqlite(code):
    error = sqlite3.OperationalError("said by the library")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ("57P01", AWAY),
        ("57P03", AWAY),
        ("08006", AWAY),
        ("53100", FULL),
        ("53300", CROWDED),
        ("25006", READ_ONLY),
        ("58030", UNREADABLE),
        ("40001", None),
        ("23505", None),
        ("XX000", None),
    ],
)
def test_states_of_postgresql(state, reason):
    assert outage(of_postgresql(state)) == reason


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (sqlite3.SQLITE_FULL, FULL),
        (sqlite3.SQLITE_READONLY_DBMOVED, READ_ONLY),
        (sqlite3.SQLITE_IOERR_FSYNC, UNREADABLE),
        (sqlite3.SQLITE_CANTOPEN, UNREADABLE),
        (sqlite3.SQLITE_BUSY, None),
        (sqlite3.SQLITE_CORRUPT, None),
        (sqlite3.SQLITE_CONSTRAINT_UNIQUE, None),
    ],
)
def test_codes_of_sqlite(code, reason):
    assert outage(of_sqlite(code)) == reason


def test_an_error_that_sqlalchemy_wrapped():
    assert outage(OperationalError("SELECT 1", {}, of_sqlite(sqlite3.SQLITE_FULL))) == FULL


def test_a_server_that_never_answered():
    assert outage(psycopg.OperationalError("connection refused")) == AWAY


@pytest.mark.parametrize("error", [None, RuntimeError("boom"), psycopg.DataError("no state")])
def test_anything_else_is_no_outage(error):
    assert outage(error) is None


def test_a_connection_is_stale_that_was_opened_to_read_only():
    assert is_stale(of_postgresql("25006"))
    assert not is_stale(of_postgresql("53100"))
    assert set(outages.OF_STATE.values()) == {AWAY, CROWDED, FULL, READ_ONLY, UNREADABLE}

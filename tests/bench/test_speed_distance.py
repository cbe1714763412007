"""The database some way off: all arrives as it was sent, later."""

import time

import psycopg
import pytest

from bench.speed.distance import removed


@pytest.fixture
def url(postgres_server):
    if "@127.0.0.1" not in postgres_server:
        pytest.skip("PostgreSQL listens at no port here")
    return postgres_server


def test_without_a_distance_it_is_where_it_was():
    with removed("sqlite:///shop.db", 0) as there:
        assert there == "sqlite:///shop.db"


def test_a_round_trip_takes_as_long_as_was_asked(url):
    with removed(url, 40) as there, psycopg.connect(there, autocommit=True) as connection:
        started = time.perf_counter()
        connection.execute("SELECT 1")
        took = time.perf_counter() - started

    assert took >= 0.04


def test_what_is_large_arrives_whole_both_ways(url):
    large = "0123456789" * 500_000

    with removed(url, 1) as there, psycopg.connect(there, autocommit=True) as connection:
        row = connection.execute("SELECT %s::text", [large]).fetchone()

    assert row == (large,)


def test_a_connection_that_ends_there_ends_here(url):
    with removed(url, 1) as there, psycopg.connect(there, autocommit=True) as connection:
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        assert connection.closed

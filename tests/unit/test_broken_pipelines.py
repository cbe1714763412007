"""A pipeline whose connection breaks ends; nobody waits for what does not come."""

from types import SimpleNamespace

import psycopg
import pytest
from psycopg.pq import ConnStatus

from models.libpq import Cursor


def test_of_a_broken_connection_no_more_results_are_awaited():
    cursor = Cursor.__new__(Cursor)
    given = iter(["the connection's error"])
    with open("/dev/null") as file:
        cursor._libpq = SimpleNamespace(
            socket=file.fileno(),
            status=ConnStatus.BAD,
            flush=lambda: 0,
            is_busy=lambda: 0,
            get_result=lambda: next(given, None),
            get_error_message=lambda: "lost synchronization with server",
        )

        with pytest.raises(psycopg.OperationalError, match="lost synchronization"):
            cursor._received(2)

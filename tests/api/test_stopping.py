"""A server that was told to stop goes on for a while, and says so to whoever sends it callers."""

import pytest

from config import stopping


class Told:
    """The flag of a server that was told to stop."""

    value = True


@pytest.fixture
def told_to_stop(monkeypatch):
    monkeypatch.setattr(stopping, "_flag", Told())


def test_a_server_that_is_to_stop_is_alive_and_not_ready(app, told_to_stop):
    caller = app.test_client()
    live, ready = caller.get("/health/live"), caller.get("/health/ready")

    assert live.status_code == 200
    assert ready.status_code == 503
    assert ready.json["details"] == {"checks": {"server": "was told to stop"}}


def test_a_server_that_is_not_to_stop_is_ready(app):
    assert app.test_client().get("/health/ready").status_code == 200


def test_a_server_that_is_to_stop_serves_on(client, told_to_stop):
    assert client.get("/v1/me").status_code == 200

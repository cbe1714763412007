"""What the tests of several resources share."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from models import db
from tests.client import Client
from tests.conftest import build_app


@pytest.fixture
def another_app(database_url: str) -> Iterator[Callable[..., Flask]]:
    """Build more apps on the same database, with other settings."""
    built: list[Flask] = []

    def build(**settings: object) -> Flask:
        built.append(build_app(database_url, **settings))
        return built[-1]

    yield build
    for app in built:
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def books_add_up(client: Client) -> Iterator[None]:
    """Whatever the test did: afterwards every unit is accounted for."""
    yield
    proof = client.get("/v1/stock/verify").json
    assert (proof["ok"], proof["differences"]) == (True, [])

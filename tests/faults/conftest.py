"""Databases of the faults' own: what is broken here is nobody else's."""

from collections.abc import Iterator

import pytest

from models import db
from tests.conftest import build_app, migrate
from tests.faults.harness.places import Place
from tests.faults.harness.places import place as a_place


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest) -> Iterator[Place]:
    """Give a place for databases; its PostgreSQL may be stopped."""
    with a_place(request.param) as made:
        yield made


@pytest.fixture(scope="module")
def own_url(place: Place) -> Iterator[str]:
    """Give a migrated database that no other module has."""
    with place.database() as url:
        built = build_app(url)
        migrate(built)
        with built.app_context():
            db.engine.dispose()
        yield url


@pytest.fixture
def empty_url(place: Place) -> Iterator[str]:
    """Give a database of this test's own, with nothing in it."""
    with place.database() as url:
        yield url

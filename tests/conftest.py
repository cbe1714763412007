"""Both engines, one migrated database each per worker; every test has an account of its own.

An account is a wall that no query crosses, so tests commit for real and need no clean-up:
what they prove about transactions is what users get.
"""

from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade

from api import create_app
from api.transaction import unit_of_work
from config import ROOT, Settings
from models import db
from models.crossings import crossings
from tests import postgres
from tests.checks import secrets, seen, statuses
from tests.client import Client
from tests.factories import Shop

pytest_plugins = ["tests.clock", "tests.grown", "tests.limited", "tests.statements"]
SHARED = ROOT.parent / "shared" / "data"
LIMITS = [each for each in fields(Settings) if each.name.endswith("_per_minute")]
OUT_OF_REACH = {each.name: 1_000_000_000 for each in LIMITS}
"""Limits count in every test as they do for users; only those that are about them reach one."""
SECRET = "6_Kq1vZ-hT0xRb7yWm4cJf9LsUd2NgAe8PiOtEjXoQ3"
"""As it would be drawn in production, which refuses one that says what it is."""


def pytest_configure(config: pytest.Config) -> None:
    """Watch that every answer of the document is seen, and no secret in any log."""
    config.pluginmanager.register(statuses.Statuses(statuses.documented, seen.SEEN))
    config.pluginmanager.register(secrets.Secrets())


def build_app(url: str, **settings: object) -> Flask:
    """Build an app on a database, quiet and for tests."""
    given = Settings("development", url, **{"secret_key": SECRET, **OUT_OF_REACH, **settings})  # type: ignore[arg-type]
    app = create_app(given)
    secrets.hush()
    secrets.WATCH.keep(given.secret_key, "SECRET_KEY")
    secrets.WATCH.keep(given.key_for("jwt").hex(), "the key of tokens")
    app.config["TESTING"] = False  # errors are answered as in production
    return app


def migrate(app: Flask) -> None:
    """Bring an app's database to the newest revision."""
    with app.app_context():
        upgrade(directory=str(ROOT / "migrations"))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    with postgres.server() as url:
        yield url


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def database_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Give an empty database on either engine."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp('db')}/test.db"
        return
    with postgres.fresh_database(request.getfixturevalue("postgres_server")) as url:
        yield url.replace("postgresql://", "postgresql+psycopg://", 1)


@pytest.fixture(scope="session")
def app(database_url: str) -> Iterator[Flask]:
    built = build_app(database_url, threads=16)
    migrate(built)
    yield built
    with built.app_context():
        crossed = unit_of_work(crossings, writes=False)
        db.engine.dispose()
    assert crossed == {}, "a row leads from one account to another"


@pytest.fixture
def opened() -> Iterator[Callable[..., Flask]]:
    """Build apps, on any database, whose connections end with the test."""
    built: list[Flask] = []

    def build(url: str, **settings: object) -> Flask:
        built.append(build_app(url, **settings))
        return built[-1]

    yield build
    for app in built:
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def shop(app: Flask) -> Shop:
    """A merchant of this test's own."""
    return Shop(app)


@pytest.fixture
def client(shop: Shop) -> Client:
    """The owner of `shop`."""
    return shop.client()


@pytest.fixture
def stranger(app: Flask) -> Client:
    """The owner of another account."""
    return Shop(app).client()


@pytest.fixture
def anonymous(app: Flask) -> Client:
    """Somebody without a credential."""
    return Client(app)


@pytest.fixture(scope="session")
def shared_data() -> Callable[[str], Path]:
    """Find real data beside the repository; without it, skip this test and say so."""

    def find(name: str) -> Path:
        path = SHARED / name
        if not path.exists():
            pytest.skip(f"{name} is not beside this clone (../shared/data)")
        return path

    return find

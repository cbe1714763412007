"""More than one PostgreSQL, more than one process, and a pooler between them."""

import time
from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from api.transaction import EXTENSION
from models import db, replicas
from tests import postgres
from tests.client import Client
from tests.conftest import build_app, migrate
from tests.scale import cluster as clusters
from tests.scale import pooler as poolers
from tests.scale.cluster import Cluster


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A primary and a replica that streams from it, with our tables."""
    with clusters.cluster() as made:
        built = build_app(driver(made.url("primary")))
        migrate(built)
        with built.app_context():
            db.engine.dispose()
        yield made


@pytest.fixture(scope="session")
def pooled_url(cluster: Cluster) -> Iterator[str]:
    """A database with our tables, in another zone, through a pool of two connections."""
    if poolers.program() is None:
        pytest.skip("PgBouncer is not installed: apt-get install pgbouncer")
    with postgres.fresh_database(cluster.url("primary")) as url:
        name = url.rsplit("/", 1)[1]
        cluster.ask("primary", f"ALTER DATABASE {name} SET timezone TO 'Asia/Kolkata'")
        for built in opened(driver(url)):
            migrate(built)
            done = built.test_cli_runner().invoke(args=["db-role"])
            assert done.exit_code == 0, done.output
        with poolers.pooler(url) as pooled:
            yield driver(pooled)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what takes a second take a fifth of one."""
    for name, seconds in (("MARK", 0.2), ("PROOF", 0.05), ("ASK", 0.01), ("ASIDE", 0.3)):
        monkeypatch.setattr(replicas, f"{name}_SECONDS", seconds)


@pytest.fixture
def lag_seconds() -> int:
    """How far the replica may be behind: more than any test takes."""
    return 60


@pytest.fixture
def app(cluster: Cluster, quick: None, lag_seconds: int) -> Iterator[Flask]:
    """An app that reads from the replica, and knows nothing of it yet."""
    yield from replicated(cluster, lag_seconds)


@pytest.fixture
def elsewhere(cluster: Cluster, quick: None, lag_seconds: int) -> Iterator[Flask]:
    """The same app in another process, as far as what it knows goes."""
    yield from replicated(cluster, lag_seconds)


@pytest.fixture
def rested(cluster: Cluster) -> Callable[..., None]:
    """Let callers become known, their writes reach the replica, and the app find that out."""

    def rest(*clients: Client) -> None:
        for client in clients:
            assert client.get("/v1/me").status_code == 200
        time.sleep(replicas.MARK_SECONDS + replicas.PROOF_SECONDS)
        cluster.catch_up()
        for client in clients:
            assert client.get("/v1/me").status_code == 200

    return rest


def replicated(cluster: Cluster, lag_seconds: int) -> Iterator[Flask]:
    yield from opened(
        driver(cluster.url("primary")),
        database_replica_urls=(driver(cluster.url("replica")),),
        database_replica_lag_seconds=lag_seconds,
    )


def opened(url: str, **settings: object) -> Iterator[Flask]:
    """Give an app whose connections end with it."""
    built = build_app(url, **settings)
    yield built
    with built.app_context():
        db.engine.dispose()
    for replica in getattr(built.extensions[EXTENSION].replicas, "all", []):
        replica.engine.dispose()


def driver(url: str) -> str:
    return url.replace("postgresql://", "postgresql+psycopg://", 1)

"""Where databases of the harness are: a file of SQLite's, or a PostgreSQL of its own."""

import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import postgres
from tests.scale import cluster as clusters
from tests.scale.cluster import Cluster

SETTINGS = ("max_connections=60", "log_min_messages=fatal")
IMMEDIATE, FAST = signal.SIGQUIT, signal.SIGINT
"""How PostgreSQL is told to break off, and to end in good order."""


class Place:
    """Makes empty databases of one engine; a PostgreSQL can be stopped and started."""

    def __init__(self, engine: str, cluster: Cluster | None = None) -> None:
        self.engine, self._cluster = engine, cluster

    @contextmanager
    def database(self) -> Iterator[str]:
        """Give the URL of an empty database, which is gone afterwards."""
        if self._cluster is None:
            with tempfile.TemporaryDirectory(prefix="backstock-faults-") as folder:
                yield f"sqlite:///{folder}/shop.db"
            return
        with postgres.fresh_database(self._cluster.url("primary")) as url:
            yield with_driver(url)

    def stop(self, how: signal.Signals) -> None:
        """Stop PostgreSQL."""
        self.cluster.servers["primary"].end(how)

    def start(self) -> None:
        """Start PostgreSQL again."""
        self.cluster.start("primary")

    @property
    def cluster(self) -> Cluster:
        """The PostgreSQL of the harness's own."""
        assert self._cluster is not None
        return self._cluster


@contextmanager
def place(engine: str) -> Iterator[Place]:
    """Give a place of this engine."""
    if engine == "sqlite":
        yield Place(engine)
        return
    with clusters.cluster(SETTINGS, replica=False) as made:
        yield Place(engine, made)


def file_of(url: str) -> Path:
    """Give the file of a SQLite database."""
    return Path(url.removeprefix("sqlite:///"))


def with_driver(url: str) -> str:
    """Name the driver, as the settings do."""
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


def without_driver(url: str) -> str:
    """Give the URL as PostgreSQL's own programs read it."""
    return url.replace("postgresql+psycopg://", "postgresql://", 1)

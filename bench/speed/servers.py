"""The servers: how each is started, pinned to its core and stopped."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from bench.speed.databases import SECRET
from config import ROOT

BIN = Path(sys.executable).parent
START_SECONDS = 60
STOP_SECONDS = 15
FLOOR_THREADS = 4
POOL_SIZE = 6
"""Connections of each worker of a peer: as many as Backstock's worker has by default."""
OUT_OF_REACH = {
    f"RATE_LIMIT_{whose}_PER_MINUTE": "1000000000" for whose in ("ACCOUNT", "KEY", "ADDRESS")
}
"""Backstock counts each request, as it does for users, and refuses none."""

SERVERS = ("backstock", "fastapi", "fastapi_tuned", "floor", "pgbench")
APPS = {"fastapi": "bench.peers.idiomatic.app:app", "fastapi_tuned": "bench.peers.tuned.app:app"}


class DidNotStart(Exception):
    """A server ended, or did not answer in time."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: `pid` is the root of its processes."""

    name: str
    port: int
    pid: int

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"


def command(name: str, port: int, workers: int) -> list[str]:
    """Give the command of a server, as somebody who runs it would."""
    if name == "backstock":
        return [sys.executable, "-m", "serve"]
    listen = ["--host", "127.0.0.1", "--port", str(port), "--workers", str(workers)]
    if name == "floor":
        granian = [f"{BIN}/granian", "--interface", "wsgi", "--no-ws", *listen]
        return [*granian, "--blocking-threads", str(FLOOR_THREADS), "bench.peers.floor.app:app"]
    loop = ["--loop", "uvloop", "--http", "httptools", "--no-access-log"]
    return [f"{BIN}/uvicorn", APPS[name], *listen, *loop]


def environment(database_url: str, port: int, workers: int) -> dict[str, str]:
    """Give the settings of a server; what is not said here stays at its default."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {
        **kept,
        "BACKSTOCK_ENV": "development",
        "DATABASE_URL": database_url,
        "SECRET_KEY": SECRET,
        "PORT": str(port),
        "WORKERS": str(workers),
        "POOL_SIZE": str(POOL_SIZE),
        "PYTHONPATH": str(ROOT),
        **OUT_OF_REACH,
    }


@contextmanager
def running(
    name: str,
    database_url: str,
    *,
    workers: int,
    cores: frozenset[int],
    more: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Server]:
    """Run a server on its cores until the block ends; `more` are settings of its own.

    Raises DidNotStart.
    """
    port = free_port()
    started = subprocess.Popen(
        command(name, port, workers),
        cwd=ROOT,
        env={**environment(database_url, port, workers), **more},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=lambda: os.sched_setaffinity(0, cores),
    )
    server = Server(name, port, started.pid)
    try:
        _await(server, started)
        yield server
    finally:
        _stop(started)


def _await(server: Server, started: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if started.poll() is not None:
            shown = " ".join(command(server.name, server.port, 1))
            raise DidNotStart(f"{server.name} ended at once; see why: {shown}")
        try:
            with urllib.request.urlopen(f"{server.url}/health/live", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise DidNotStart(f"{server.name} does not answer")


def _stop(started: subprocess.Popen[bytes]) -> None:
    started.terminate()
    try:
        started.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(started.pid, signal.SIGKILL)
        started.wait()


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port

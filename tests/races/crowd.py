"""Many callers at the same instant: threads of this process, or a real server's clients."""

import http.client
import json as json_
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Barrier
from typing import Any, TypeVar

import psycopg
from werkzeug import Response

from config import ROOT
from tests.checks import secrets
from tests.client import Client
from tests.conftest import OUT_OF_REACH, SECRET

T = TypeVar("T")
PATIENCE_SECONDS = 30
STOP_SECONDS = 3
START_SECONDS = 120
"""Much longer than a start takes: this machine may be doing a lot else."""

NO_MAIL = {
    "SMTP_URL": "smtp://127.0.0.1:9?starttls=false",
    "MAIL_FROM": "shop@example.com",
    "PASSWORD_RESET_URL": "https://shop.example/reset#{token}",
}
"""Nobody listens there, and none is shown on a console: that is the log, here."""

WAITING = (
    "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


def at_once(acts: Sequence[Callable[[], T]]) -> list[T]:
    """Start all acts together, each in a thread of its own; give what each returns."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], T]) -> T:
        barrier.wait(PATIENCE_SECONDS)
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def statuses(answers: Iterable[Any]) -> dict[tuple[int, str | None], int]:
    """Count answers by status and, where there is one, problem code."""
    counts: dict[tuple[int, str | None], int] = {}
    for answer in answers:
        said = answer.json if answer.data else None
        kind = (answer.status_code, (said or {}).get("code"))
        counts[kind] = counts.get(kind, 0) + 1
    return counts


def until_somebody_waits(url: str) -> None:
    """Wait until somebody waits for a lock of this PostgreSQL database."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    with psycopg.connect(url, autocommit=True) as looking:
        while not looking.execute(WAITING).fetchone():
            assert time.monotonic() < deadline, "nobody waited"
            time.sleep(0.01)


def until_done(send: Callable[[], Any]) -> Any:
    """Send again while the first one with this key is worked on, or nobody is there to listen."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        wait = 0.1
        try:
            answer = send()
        except (ConnectionRefusedError, ConnectionResetError) as error:
            # The only worker died, perhaps with this request in its queue; the next one is on its
            # way. Who was listened to and got no answer is another matter.
            if isinstance(error, http.client.RemoteDisconnected):
                raise
        else:
            if (answer.json or {}).get("code") != "request-in-progress":
                return answer
            wait = int(answer.headers["Retry-After"]) / 10
        assert time.monotonic() < deadline, "the first request never ended"
        time.sleep(wait)


class Remote:
    """What `Client` needs of an HTTP client, over a socket; each request has its own."""

    def __init__(self, port: int) -> None:
        self.port = port

    def open(
        self, path: str, *, method: str, headers: dict[str, str] | None = None, json: Any = None
    ) -> Response:
        """Send one request; raises OSError or HTTPException if the connection breaks."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        sent, body = {"Connection": "close", **(headers or {})}, None
        if json is not None:
            body = json_.dumps(json).encode()
            sent["Content-Type"] = "application/json"
        try:
            connection.request(method, path, body, sent)
            answer = connection.getresponse()
            return Response(answer.read(), answer.status, answer.getheaders())
        finally:
            connection.close()


def clients(like: Client, count: int, port: int | None = None) -> list[Client]:
    """Give clients of one caller, one per thread; with `port` they call a server there."""
    made = [Client(like.app, like.headers) for _ in range(count)]
    for client in made if port else ():
        client.http = Remote(port)  # type: ignore[assignment]
    return made


@contextmanager
def serving(
    database_url: str,
    log: Path,
    *,
    workers: int = 2,
    module: str = "wsgi:app",
    path: Path = ROOT,
    **more: str,
) -> Iterator[int]:
    """Serve `module` in processes of 8 threads each, with `more` settings; give the port."""
    port = free_port()
    server = start(port, database_url, log, workers=workers, module=module, path=path, **more)
    try:
        wait_until_ready(server, port, log)
        yield port
    finally:
        stop(server)
    secrets.search_file(log)


def start(
    port: int,
    database_url: str,
    log: Path,
    *,
    workers: int,
    module: str,
    path: Path,
    prefix: Sequence[str] = (),
    **more: str,
) -> subprocess.Popen[bytes]:
    """Start a server of `module`, found in `path`, in a process group of its own.

    `prefix` is a program that runs it, such as `setpriv`; `more` are settings of its own.
    """
    settings = {
        "DATABASE_URL": database_url,
        "SECRET_KEY": SECRET,
        "BACKSTOCK_ENV": "development",
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "WORKERS": str(workers),
        "THREADS": "8",
        "LOG_LEVEL": "INFO",
        **NO_MAIL,
        "PYTHONPATH": os.pathsep.join([str(path), str(ROOT)]),
        **{name.upper(): str(units) for name, units in OUT_OF_REACH.items()},
        **more,
    }
    with log.open("ab") as output:
        return subprocess.Popen(
            [*prefix, sys.executable, "-m", "serve", module],
            cwd=ROOT,
            env={**os.environ, **settings},
            stdout=output,
            stderr=output,
            start_new_session=True,
        )


def stop(server: subprocess.Popen[bytes]) -> None:
    """End a server, by force if it must be."""
    if server.poll() is None:
        server.terminate()
    try:
        server.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def free_port() -> int:
    """Give a port where nobody listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def wait_until_ready(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Wait until a server says that it can do its work."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        assert server.poll() is None, f"the server ended: {log.read_text()}"
        assert time.monotonic() < deadline, f"the server did not start: {log.read_text()}"
        with suppress(OSError):  # nobody listens yet
            if Remote(port).open("/health/ready", method="GET").status_code == 200:
                return
        time.sleep(0.05)

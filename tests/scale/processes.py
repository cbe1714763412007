"""Servers of the tests' own: found on this machine, never run as root, always ended."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg

PATIENCE_SECONDS = 60


@contextmanager
def folder() -> Iterator[Path]:
    """Give a folder of the user that servers run as; not below pytest's own, which is shut."""
    made = Path(tempfile.mkdtemp(prefix="backstock-scale-"))
    if os.geteuid() == 0:
        os.chown(made, pwd.getpwnam(_user()).pw_uid, -1)
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def run(*command: object) -> None:
    """Run a program to its end, as that user."""
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, **_privileges()
    )
    assert done.returncode == 0, done.stderr


class Server:
    """A process that can be ended and started again."""

    def __init__(self, *command: object, log: Path) -> None:
        self._command, self._log = [str(part) for part in command], log
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The process, while it runs."""
        assert self._process is not None
        return self._process.pid

    def start(self, url: str) -> None:
        """Start, and wait until it lets one in at `url`."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(self._command, stdout=log, stderr=log, **_privileges())
        until(lambda: self._is_up(url))

    def end(self, with_signal: int = signal.SIGINT) -> None:
        """End it and wait; nothing to do if it does not run."""
        process, self._process = self._process, None
        if process is None:
            return
        process.send_signal(with_signal)
        try:
            process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _is_up(self, url: str) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, self._log.read_text()
        with suppress(psycopg.OperationalError), psycopg.connect(url, connect_timeout=2):
            return True
        return False


def until(happened: Callable[[], Any]) -> None:
    """Wait until something has happened."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not happened():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


def free_port() -> int:
    """Find a TCP port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _user() -> str:
    with suppress(KeyError):
        return pwd.getpwnam("postgres").pw_name
    return "nobody"


def _privileges() -> dict[str, Any]:
    """PostgreSQL and PgBouncer do not run as root."""
    return {"cwd": "/", **({"user": _user()} if os.geteuid() == 0 else {})}

"""The real server in processes of its own, to be killed, stopped and started again."""

import os
import signal
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from config import ROOT
from tests.races import crowd

STOP_SECONDS = 30
"""A server that is told to stop has so long."""
PAUSE_SECONDS = 0.02
UNLIMITED = {f"RATE_LIMIT_{whose}_PER_MINUTE": "1000000" for whose in ("ACCOUNT", "KEY", "ADDRESS")}
"""The clients are of one key, and many."""


class Server:
    """`python -m serve` on one port; whoever kills it starts it again."""

    def __init__(
        self,
        database_url: str,
        log: Path,
        *,
        workers: int = 2,
        module: str = "wsgi:app",
        path: Path = ROOT,
        **settings: str,
    ) -> None:
        self.port, self.log = crowd.free_port(), log
        self._database_url = database_url
        self._what: dict[str, Any] = {"workers": workers, "module": module, "path": path}
        self.settings = {"THREADS": "4", **UNLIMITED, **settings}
        """Of its environment, from its next start on."""
        self.prefix: tuple[str, ...] = ()
        """A program that runs it, such as `setpriv`."""
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def process(self) -> subprocess.Popen[bytes]:
        """The server's first process, while it is kept."""
        assert self._process is not None
        return self._process

    def start(self) -> None:
        """Start it, and wait until it can do its work."""
        options = {"prefix": self.prefix, **self._what, **self.settings}
        self._process = crowd.start(self.port, self._database_url, self.log, **options)
        crowd.wait_until_ready(self._process, self.port, self.log)

    def ensure(self) -> bool:
        """Start it again if it ended by itself, as systemd would; say whether it had."""
        if self._process is not None and self._process.poll() is None:
            return False
        self.kill()
        self.start()
        return True

    def kill(self) -> None:
        """Kill all its processes at once, by SIGKILL."""
        process, self._process = self._process, None
        if process is not None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def stop(self) -> int:
        """Tell it to stop; give its exit code."""
        process, self._process = self._process, None
        if process is None:
            return 0
        process.terminate()
        try:
            return process.wait(STOP_SECONDS)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)

    def workers(self) -> list[int]:
        """Give the ids of the worker processes."""
        pid = self.process.pid
        with suppress(OSError):
            return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        return []

    def memory(self) -> int:
        """Give the bytes that the workers hold in memory."""
        total = 0
        for pid in self.workers():
            with suppress(OSError):
                for line in Path(f"/proc/{pid}/status").read_text().splitlines():
                    if line.startswith("VmRSS:"):
                        total += int(line.split()[1]) * 1024
        return total


def wait_for_port(port: int, *, open_: bool, seconds: float = 30) -> None:
    """Wait until somebody listens on a port, or nobody does."""
    deadline = time.monotonic() + seconds
    while is_listening(port) != open_:
        assert time.monotonic() < deadline, f"port {port} did not {'open' if open_ else 'close'}"
        time.sleep(PAUSE_SECONDS)


def is_listening(port: int) -> bool:
    """Whether a connection to a port of this machine is taken."""
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0

"""One server at a time: start it, load it with wrk, and add up what its processes used."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
PATIENCE_SECONDS = 30
SERVERS = {
    "granian": ["-m", "serve", "{app}"],
    "gunicorn": [
        *("-m", "gunicorn", "--worker-class", "gthread", "--no-control-socket"),
        *("--log-level", "error"),
        *("--bind", "{host}:{port}", "--workers", "{workers}", "--threads", "{threads}", "{app}"),
    ],
}
UNITS = {"us": 0.001, "ms": 1.0, "s": 1_000.0}
P99 = re.compile(r"99%\s+([\d.]+)(us|ms|s)\b")
COUNT = re.compile(r"(\d+) requests in ([\d.]+)s")
FAILED = re.compile(r"Non-2xx or 3xx responses: (\d+)|Socket errors: (.*)")


@dataclass(frozen=True, slots=True)
class Round:
    """What one load came to."""

    per_second: float
    cpu_us: float
    """Processor time of all the server's processes, for one request."""
    p99_ms: float


@contextmanager
def serving(server: str, app: str, settings: dict[str, str]) -> Iterator[tuple[int, str]]:
    """Start a server; give its process group and where it listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = str(listener.getsockname()[1])
    settings = {"HOST": "127.0.0.1", "PORT": port, "LOG_LEVEL": "ERROR", **settings}
    names = {name.lower(): value for name, value in settings.items()}
    command = [sys.executable, *(word.format(app=app, **names) for word in SERVERS[server])]
    process = subprocess.Popen(
        command, env={**os.environ, **settings}, stdout=subprocess.DEVNULL, start_new_session=True
    )
    base_url = f"http://127.0.0.1:{port}"
    try:
        _wait_for(base_url, process)
        yield process.pid, base_url
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def load(group: int, url: str, *, connections: int, seconds: int, headers: dict[str, str]) -> Round:
    """Ask for `url` as fast as the server answers; a failed request stops the measurement."""
    given = [word for name, value in headers.items() for word in ("-H", f"{name}: {value}")]
    wrk = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", *given, url]
    before = _cpu_seconds(group)
    report = subprocess.run(wrk, capture_output=True, text=True, check=True).stdout
    used = _cpu_seconds(group) - before
    if failed := FAILED.search(report):
        raise SystemExit(f"{url}: {failed[0]}")
    (count, took), (p99, unit) = COUNT.search(report).groups(), P99.search(report).groups()
    return Round(int(count) / float(took), used / int(count) * 1e6, float(p99) * UNITS[unit])


def _wait_for(base_url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        if process.poll() is not None or time.monotonic() > deadline:
            raise SystemExit(f"{' '.join(map(str, process.args))} does not serve.")
        try:
            with urlopen(f"{base_url}/health/live", timeout=5):
                return
        except OSError:
            time.sleep(0.05)


def _cpu_seconds(group: int) -> float:
    """Add up the processor time of every process of a group, as Linux counts it."""
    ticks = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / TICKS_PER_SECOND

"""A server as it is run, for what an in-process client would not let through."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.races import crowd
from tests.wire import read, sent

PEAK = b"GET /peak HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"

MEASURED = '''
"""Backstock with a line for each request, and an address that says its greatest memory."""

import resource

from api import logs
from wsgi import app

logs.configure("INFO")


@app.get("/peak")
def peak():
    return str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
'''


@pytest.fixture(scope="session")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that the server writes its log to."""
    return tmp_path_factory.mktemp("server") / "log"


@pytest.fixture(scope="session")
def port(app: Flask, database_url: str, log: Path) -> Iterator[int]:
    """Give the port of a server of one process on the migrated database of `app`."""
    (log.parent / "measured.py").write_text(MEASURED)
    options = {"workers": 1, "module": "measured:app", "path": log.parent}
    with crowd.serving(database_url, log, **options) as number:  # type: ignore[arg-type]
        yield number


@pytest.fixture
def growth(port: int) -> Callable[[], int]:
    """Give by how many MiB the server's greatest memory grew since the last call."""

    def peak() -> int:
        _, text = read(sent(port, PEAK))
        return int(text)

    seen = [peak()]

    def grown() -> int:
        seen.append(peak())
        return seen[-1] - seen[-2]

    return grown

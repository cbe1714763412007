"""Every race is run by threads of one process, and by clients of a server with two."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from tests.client import Client
from tests.races import crowd


@pytest.fixture(scope="session")
def port(app: Flask, database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Give the port of a server on the migrated database of `app`."""
    with crowd.serving(database_url, tmp_path_factory.mktemp("server") / "log") as number:
        yield number


@pytest.fixture(params=["threads", "processes"])
def callers(request: pytest.FixtureRequest, client: Client) -> Callable[..., list[Client]]:
    """Make callers who act as `client`, or as the one given."""
    port = request.getfixturevalue("port") if request.param == "processes" else None
    return lambda count, like=client: crowd.clients(like, count, port)

"""A server for requests that nobody wrote by hand."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.races import crowd


@pytest.fixture(scope="session")
def port(app: Flask, database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Give the port of a server on the migrated database of `app`."""
    log = tmp_path_factory.mktemp("server") / "log"
    with crowd.serving(database_url, log, workers=1) as number:
        yield number

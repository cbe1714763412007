"""A real server, a caller of it, and small sales files."""

import csv
import gzip
from contextlib import closing

import pytest

from bench.replay.run import Options, replay
from bench.replay.server import Server
from tests.races import crowd

COLUMNS = ("InvoiceNo", "StockCode", "Description", "Quantity", "UnitPrice", "CustomerID")
SCOPES = [f"{area}:{act}" for area in ("catalogue", "stock", "orders") for act in ("read", "write")]


@pytest.fixture(scope="module")
def base_url(app, database_url, tmp_path_factory):
    """Give the address of a server on the migrated database of `app`."""
    with crowd.serving(database_url, tmp_path_factory.mktemp("server") / "log") as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def server(base_url, client):
    """The server, called with an API key of the shop."""
    key = client.post("/v1/api-keys", {"name": "Replay", "scopes": SCOPES}).json
    with closing(Server(base_url, api_key=key["secret"])) as server:
        yield server


@pytest.fixture
def sales_file(tmp_path):
    """Write lines, each with the columns above, as a sales file."""

    def write(*lines):
        path = tmp_path / "sales.csv.gz"
        with gzip.open(path, "wt", newline="") as file:
            csv.writer(file).writerows([COLUMNS, *lines])
        return path

    return write


@pytest.fixture
def run(server):
    """Replay a file as the shop."""

    def run(path, **options):
        options = {"server": server, "threads": 4, "quiet": True, **options}
        return replay(Options(path, **options))

    return run

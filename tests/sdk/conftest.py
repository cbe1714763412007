"""A real server for the SDKs to call."""

from collections.abc import Iterator

import pytest

from models import db
from tests.conftest import build_app, migrate
from tests.races import crowd


@pytest.fixture(scope="session")
def base_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a server on a SQLite file of its own."""
    folder = tmp_path_factory.mktemp("sdk")
    url = f"sqlite:///{folder}/test.db"
    app = build_app(url)
    migrate(app)
    with app.app_context():
        db.engine.dispose()
    with crowd.serving(url, folder / "log") as port:
        yield f"http://127.0.0.1:{port}"

"""The statements that the app sends, noted at the driver."""

from collections.abc import Iterator

import pytest
from flask import Flask

from bench.statements import Statement, noted
from models import db


@pytest.fixture
def statements(app: Flask) -> Iterator[list[Statement]]:
    """Give the list that statements are noted in from here on; empty it between requests."""
    with app.app_context():
        engine = db.engine
    with noted(engine) as found:
        yield found

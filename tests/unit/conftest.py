"""Work on the database, without a shop."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import Engine

from models import db
from tests.unit.lamps import tables


@pytest.fixture
def engine(app: Flask) -> Iterator[Engine]:
    """Give the engine of an app, with empty tables of lamps."""
    with app.app_context():
        found = db.engine
    with tables(found):
        yield found

"""What the tests of several resources share."""

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from flask import Flask

from tests.client import Client


@pytest.fixture
def another_app(opened: Callable[..., Flask], database_url: str) -> Callable[..., Flask]:
    """Build more apps on the same database, with other settings."""
    return partial(opened, database_url)


@pytest.fixture
def books_add_up(client: Client) -> Iterator[None]:
    """Whatever the test did: afterwards every unit is accounted for."""
    yield
    proof = client.get("/v1/stock/verify").json
    assert (proof["ok"], proof["differences"]) == (True, [])

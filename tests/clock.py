"""A clock that a test sets."""

import pytest


class Clock:
    """A clock that a test sets; in seconds."""

    now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()

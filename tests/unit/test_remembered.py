"""What is remembered of credentials: bounded, the newest longest."""

import pytest

from api import remembered
from api.remembered import Remembered


@pytest.fixture
def memory(monkeypatch):
    """Give a memory of two credentials."""
    monkeypatch.setattr(remembered, "MOST", 2)
    found = Remembered()
    found.put("first", 1)
    found.put("second", 2)
    return found


def known(memory):
    return [memory.get(name) for name in ("first", "second", "third")]


def test_the_oldest_makes_room(memory):
    memory.put("third", 3)

    assert known(memory) == [None, 2, 3]


def test_a_new_fact_about_a_credential_makes_none_forgotten(memory):
    memory.put("first", 4)
    assert known(memory) == [4, 2, None]

    memory.put("third", 3)
    assert known(memory) == [4, None, 3]


def test_what_is_forgotten_is_not_known(memory):
    memory.forget("first")
    memory.forget("first")

    assert known(memory) == [None, 2, None]


def test_what_is_no_text_is_no_fault(memory):
    memory.put("\ud800", 5)

    assert memory.get("\ud800") == 5

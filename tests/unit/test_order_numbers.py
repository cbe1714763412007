"""Order numbers: sayable, in the order of time, silent about how many there are."""

import re

import pytest

from services.orders import numbers
from services.orders.numbers import EPOCH_MS, new_number

FORM = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}")


@pytest.fixture
def at(monkeypatch):
    """Make a number at a millisecond after the epoch, with these random bits."""

    def make(ms, bits):
        monkeypatch.setattr(numbers.time, "time_ns", lambda: (EPOCH_MS + ms) * 1_000_000)
        monkeypatch.setattr(numbers.secrets, "randbits", lambda count: bits)
        return new_number()

    return make


def test_has_three_groups_of_crockford_letters():
    assert FORM.fullmatch(new_number())


@pytest.mark.parametrize(
    ("ms", "bits", "number"),
    [
        (0, 0, "0000-0000-0000"),
        (0, 31, "0000-0000-000Z"),
        (0, 2**19 - 1, "0000-0000-FZZZ"),
        (1, 0, "0000-0000-G000"),
        (2**41 - 1, 2**19 - 1, "ZZZZ-ZZZZ-ZZZZ"),
    ],
)
def test_is_the_time_and_nineteen_random_bits(at, ms, bits, number):
    assert at(ms, bits) == number


def test_sorts_by_time_whatever_the_chance(at):
    earlier, later = at(1_000, 2**19 - 1), at(1_001, 0)

    assert earlier < later


def test_two_of_one_millisecond_differ(monkeypatch):
    monkeypatch.setattr(numbers.time, "time_ns", lambda: EPOCH_MS * 1_000_000)

    made = {new_number() for _ in range(20)}

    assert len(made) > 15  # all equal to chance: 190 pairs in half a million

"""Threads that share the work of the replay."""

import pytest

from bench.replay.crew import Crew

QUIET = Crew(3, quiet=True)


def test_counts_what_became_of_every_item():
    words = QUIET.each("numbers", range(100), lambda n: "odd" if n % 2 else "even", 100)

    assert words == {"odd": 50, "even": 50}


def test_stops_at_the_first_failure():
    drawn = []

    def numbers():
        for n in range(10_000):
            drawn.append(n)
            yield n

    def fail(n):
        raise RuntimeError("broken")

    with pytest.raises(RuntimeError, match="broken"):
        QUIET.each("numbers", numbers(), fail, 10_000)

    assert len(drawn) <= QUIET.threads

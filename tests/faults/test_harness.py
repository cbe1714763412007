"""The harness itself, briefly: a server that is killed under load loses nothing."""

from tests.faults.harness.scene import Wish, scene
from tests.faults.kinds import kill


def test_a_server_killed_at_random_under_load_loses_nothing(place, monkeypatch):
    monkeypatch.setattr(kill, "PAUSE_SECONDS", (0.1, 0.3))
    wish = Wish("this seed kills all of the server first", seconds=0, clients=8)

    with scene(place, wish, workers=1) as made:
        kill.at_random(made)
        objections = made.settle()

    assert objections == []
    assert made.done == {"killed: all": 1}
    assert made.record.counts["orders"] >= 40

"""A backup is made while orders come in; what is restored from it is compared, too."""

import time

from tests.faults.harness import checker
from tests.faults.harness.commands import flask
from tests.faults.harness.scene import Fault, Scene


def under_writes(scene: Scene) -> None:
    """Back up under writes, again and again; restore each elsewhere, and compare."""
    scene.crowd.start()
    scene.go_on()
    deadline = time.monotonic() + scene.wish.seconds
    while True:
        file = scene.directory / f"{scene.done['backups']}.backup"
        before = scene.record.so_far()
        flask(scene.url, "backup", file)
        scene.done["backups"] += 1
        with scene.place.database() as elsewhere:
            flask(elsewhere, "restore", file)
            for objection in checker.check(elsewhere, before):
                scene.record.object(f"restored: {objection}")
        if time.monotonic() > deadline:
            break
    scene.go_on()


FAULTS = {"backup under writes, and restore": Fault(under_writes)}

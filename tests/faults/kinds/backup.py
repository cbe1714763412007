"""A backup is made while orders come in; what is restored from it is compared, too."""

import os
import subprocess
import sys
import time

from config import ROOT
from tests.conftest import SECRET
from tests.faults.harness import checker
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


def flask(url: str, *command: object) -> str:
    """Run a command of `flask` on a database; give what it says."""
    settings = {"DATABASE_URL": url, "SECRET_KEY": SECRET, "BACKSTOCK_ENV": "development"}
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", *map(str, command)],
        cwd=ROOT,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


FAULTS = {"backup under writes, and restore": Fault(under_writes)}

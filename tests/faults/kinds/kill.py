"""kill -9 at random: of the whole server, of one worker."""

import os
import signal
import time
from contextlib import suppress

from tests.faults.harness.scene import Fault, Scene

PAUSE_SECONDS = (1.0, 3.0)


def at_random(scene: Scene) -> None:
    """Kill something every one to three seconds, and start again what does not by itself."""
    scene.crowd.start()
    scene.go_on()
    deadline = time.monotonic() + scene.wish.seconds
    while True:
        scene.pause(*PAUSE_SECONDS)
        (whom,) = scene.random.choices(("all", "worker"), weights=(2, 3))
        if whom == "all":
            scene.server.kill()
        elif workers := scene.server.workers():
            with suppress(ProcessLookupError):
                os.kill(scene.random.choice(workers), signal.SIGKILL)
        scene.done[f"killed: {whom}"] += 1
        if whom == "worker":
            scene.pause(0.2)  # it takes a moment until the master finds that enough is enough
        scene.server.ensure()
        if time.monotonic() > deadline:
            break
    scene.go_on()


FAULTS = {"kill -9 at random": Fault(at_random)}

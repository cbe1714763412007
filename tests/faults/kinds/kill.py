"""kill -9 at random: of the whole server, of one worker, of their master."""

import os
import signal
import time
from contextlib import suppress

from tests.faults.harness.scene import Fault, Scene
from tests.faults.harness.server import wait_for_port

PAUSE_SECONDS = (1.0, 3.0)


def at_random(scene: Scene) -> None:
    """Kill something every one to three seconds, and start again what does not by itself."""
    scene.crowd.start()
    scene.go_on()
    deadline = time.monotonic() + scene.wish.seconds
    while True:
        scene.pause(*PAUSE_SECONDS)
        (whom,) = scene.random.choices(("all", "worker", "master"), weights=(4, 5, 1))
        if whom == "all":
            scene.server.kill()
        elif whom == "master":
            os.kill(scene.server.process.pid, signal.SIGKILL)
            wait_for_port(scene.server.port, open_=False)  # its workers do not outlive it
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

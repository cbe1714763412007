"""Redis is stopped, killed and struck dumb: orders go on without it.

Nothing speaks to RabbitMQ yet; what will is tried here, too, when it does.
"""

import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.faults.harness.scene import Fault, NotHere, Scene
from tests.faults.harness.server import wait_for_port
from tests.races.crowd import free_port

DUMB_SECONDS = 2


class Redis:
    """A Redis of the harness's own."""

    def __init__(self) -> None:
        program = shutil.which("redis-server")
        if program is None:
            raise NotHere("there is no redis-server on the PATH")
        self.port = free_port()
        self._command = [program, "--port", str(self.port), "--save", "", "--bind", "127.0.0.1"]
        self.process = self._started()

    def start(self) -> None:
        """Start it again."""
        self.process = self._started()

    def end(self, how: signal.Signals) -> None:
        """End it."""
        self.process.send_signal(signal.SIGCONT)
        self.process.send_signal(how)
        self.process.wait()

    def _started(self) -> "subprocess.Popen[bytes]":
        quiet = subprocess.DEVNULL
        process = subprocess.Popen(self._command, stdout=quiet, stderr=quiet, cwd="/")
        wait_for_port(self.port, open_=True)
        return process


@contextmanager
def redis() -> Iterator[Redis]:
    """Give a Redis, which is gone afterwards."""
    made = Redis()
    try:
        yield made
    finally:
        made.end(signal.SIGKILL)


def redis_comes_and_goes(scene: Scene) -> None:
    """Stop, kill and freeze Redis under load; it comes back each time."""
    with redis() as broker:
        scene.server.settings["RATE_LIMIT_REDIS_URL"] = f"redis://127.0.0.1:{broker.port}/0"
        scene.server.kill()
        scene.server.start()
        scene.crowd.start()
        scene.go_on()
        deadline = time.monotonic() + scene.wish.seconds
        while True:
            for name, how in (("stopped", signal.SIGTERM), ("killed", signal.SIGKILL)):
                broker.end(how)
                scene.go_on()
                broker.start()
                scene.go_on()
                scene.done[name] += 1
            broker.process.send_signal(signal.SIGSTOP)
            scene.pause(DUMB_SECONDS)
            scene.go_on()
            broker.process.send_signal(signal.SIGCONT)
            scene.go_on()
            scene.done["struck dumb"] += 1
            if time.monotonic() > deadline:
                break


FAULTS = {"Redis comes and goes": Fault(redis_comes_and_goes)}

"""SIGTERM under load: readiness goes first, requests in flight are answered, then it ends."""

import http.client
import time

from tests.faults.harness.scene import Fault, Scene
from tests.faults.harness.server import wait_for_port

DRAIN_SECONDS = 2
MOST_SECONDS = 30


def told_to_stop(scene: Scene) -> None:
    """Tell the server to stop under load, see what it says meanwhile, and start it again."""
    scene.crowd.start()
    scene.go_on()
    deadline = time.monotonic() + scene.wish.seconds
    while True:
        began = time.monotonic()
        process = scene.server.process
        process.terminate()
        while readiness(scene.server.port) != 503 and process.poll() is None:
            time.sleep(0.02)
        scene.expect(process.poll() is None, "it ended before it said that it would")
        before = scene.record.counts["orders"]
        wait_for_port(scene.server.port, open_=False)
        scene.expect(scene.record.counts["orders"] > before, "it took no orders while it drained")
        code = process.wait(MOST_SECONDS)
        took = time.monotonic() - began
        scene.expect(code == 0, f"it exited with {code}")
        scene.expect(took < MOST_SECONDS, f"it took {took:.1f} s to exit")
        scene.done["told to stop"] += 1
        scene.server.ensure()
        scene.go_on()
        if time.monotonic() > deadline:
            break


def readiness(port: int) -> int | None:
    """Ask whether it is ready; give the status, None where nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/health/ready")
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


FAULTS = {"SIGTERM under load": Fault(told_to_stop, settings={"DRAIN_SECONDS": str(DRAIN_SECONDS)})}

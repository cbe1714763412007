"""The clock is set forward and back by an hour, and over the end of summer time."""

import time
from collections import Counter
from datetime import UTC, datetime

from tests.faults.harness import clock
from tests.faults.harness.client import Client
from tests.faults.harness.scene import Fault, Scene

HOUR = 3_600
READ_AGAIN_SECONDS = 1.5
END_OF_SUMMER_TIME = datetime(2026, 10, 25, 1, 0, tzinfo=UTC)
"""When clocks in Berlin go from three back to two."""


def set_forward_and_back(scene: Scene) -> None:
    """Step by an hour forward, and back, and back again, while orders are placed."""
    start_with_clock(scene, 0)
    scene.crowd.start()
    scene.go_on()
    with scene.customer() as customer:
        for offset in (HOUR, 0, -HOUR, 0):
            key = customer.new_key()
            before = order(customer, key)
            clock.set_to(scene.directory / "clock", offset)
            scene.pause(READ_AGAIN_SECONDS)
            scene.go_on()
            scene.expect(order(customer, key) == before, "a key was forgotten over a step")
            scene.done["steps by an hour"] += 1
    scene.crowd.finish()
    walk(scene)


def end_of_summer_time(scene: Scene) -> None:
    """Serve in Berlin over the hour that is there twice."""
    scene.server.settings["TZ"] = "Europe/Berlin"
    start_with_clock(scene, END_OF_SUMMER_TIME.timestamp() - time.time() - 8)
    scene.crowd.start()
    scene.pause(8)
    scene.go_on()
    scene.done["summer times ended"] += 1
    scene.crowd.finish()
    times = walk(scene)
    scene.expect(max(times) > "2026-10-25T01:00:00", f"the last order is of {max(times)}")
    scene.expect(max(times) < "2026-10-25T01:30:00", f"the last order is of {max(times)}")


def start_with_clock(scene: Scene, offset: float) -> None:
    """Start the server again, with a clock that can be set."""
    clock.set_to(scene.directory / "clock", offset)
    scene.server.settings.update(clock.settings(scene.directory / "clock"))
    scene.server.kill()
    scene.server.start()


def order(customer: Client, key: str) -> object:
    """Order under a key; give the order's id."""
    lines = [{"sku": customer.shelf.skus[-1], "quantity": 1}]
    who = {"email": "reader@example.com", "name": key}
    body = {"currency": "EUR", "customer": who, "lines": lines}
    return customer.send("POST", "/v1/orders", body, key)[1]["id"]


def walk(scene: Scene) -> list[str]:
    """See that a walk by cursor gives every order once, in its order; give when they were made."""
    for sort in ("created_at", "-created_at"):
        found, path = [], f"/v1/orders?limit=100&sort={sort}"
        with scene.customer() as customer:
            _, page = customer.send("GET", path)
            found += page["data"]
            while page["has_more"]:
                _, page = customer.send("GET", f"{path}&cursor={page['next_cursor']}")
                found += page["data"]
        twice = [key for key, times in Counter(row["id"] for row in found).items() if times > 1]
        scene.expect(not twice, f"{len(twice)} orders came twice in a list")
        acknowledged = {ordered.answer["id"] for ordered in scene.record.orders.values()}
        missing = acknowledged - {row["id"] for row in found}
        scene.expect(not missing, f"{len(missing)} orders are missing in a list")
        times = [row["created_at"] for row in found]
        scene.expect(
            times == sorted(times, reverse=sort < "a"), f"a list by {sort} is not in order"
        )
    return times


FAULTS = {
    "set by an hour": Fault(set_forward_and_back),
    "the end of summer time": Fault(end_of_summer_time),
}

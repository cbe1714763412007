"""Memory under load: a line, and whether it is flat."""

import time

from tests.faults.harness.scene import Fault, Scene

MIB = 1 << 20
SAMPLE_SECONDS = 0.5
WARM_UP = 1 / 2
"""Of the time: statements are prepared, caches fill, SQLite's 2 MiB of each connection last."""
JUDGED_FROM_SECONDS = 300
FLAT_MIB_A_MINUTE = 2.0


def flat(scene: Scene) -> None:
    """Load the server, and fit a line to what its workers hold."""
    scene.crowd.start()
    scene.go_on()
    began, samples = time.monotonic(), []
    while (now := time.monotonic() - began) < scene.wish.seconds or len(samples) < 6:
        samples.append((now, scene.server.memory() / MIB))
        scene.pause(SAMPLE_SECONDS)
    kept = samples[int(len(samples) * WARM_UP) :]
    a_minute = slope(kept) * 60
    scene.done["MiB in all workers"] = round(kept[-1][1])
    scene.done["MiB half-way"] = round(kept[0][1])
    scene.done["KiB more a minute"] = round(a_minute * 1024)
    scene.done["requests"] = scene.record.counts["requests"]
    if scene.wish.seconds >= JUDGED_FROM_SECONDS:
        scene.expect(a_minute < FLAT_MIB_A_MINUTE, f"memory grows by {a_minute:.1f} MiB a minute")


def slope(points: list[tuple[float, float]]) -> float:
    """Fit a line by least squares; give how much it rises in one of what it is drawn over."""
    mean_x = sum(x for x, _ in points) / len(points)
    mean_y = sum(y for _, y in points) / len(points)
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / spread


FAULTS = {"under load": Fault(flat)}

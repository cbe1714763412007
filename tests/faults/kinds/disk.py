"""The disk is full, or may only be read: 503 for what writes, and on it goes by itself."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.faults.harness.disks import SmallDisk
from tests.faults.harness.places import file_of
from tests.faults.harness.scene import Fault, NotHere, Scene
from tests.faults.kinds.database import connected

LASTING_SECONDS = 3
PATIENCE_SECONDS = 20
UNPRIVILEGED = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
"""Root may write what nobody may write, unless it says that it will not."""


def full(scene: Scene) -> None:
    """Fill the disk of the database under load; make room again."""
    assert isinstance(scene.place, SmallDisk)
    scene.crowd.start()
    scene.go_on()
    with scene.place.filled():
        outlast(scene)
    scene.done["full, seconds"] = LASTING_SECONDS
    scene.go_on()


def read_only(scene: Scene) -> None:
    """Let the database be read alone; then let it be written again."""
    if scene.place.engine == "sqlite" and os.geteuid() == 0:
        if shutil.which("setpriv") is None:
            raise NotHere("root may write any file, and there is no setpriv to say otherwise")
        scene.server.prefix = UNPRIVILEGED
        scene.server.kill()
        scene.server.start()
    scene.crowd.start()
    scene.go_on()
    with only_readable(scene):
        outlast(scene)
    scene.done["read-only, seconds"] = LASTING_SECONDS
    scene.go_on()


def outlast(scene: Scene) -> None:
    """Wait until no order comes through any more, and a while longer."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    before, busy = -1, scene.record.counts["503"]
    while scene.record.counts["orders"] != before or scene.record.counts["503"] == busy:
        before = scene.record.counts["orders"]
        scene.pause(1)
        if time.monotonic() > deadline:
            scene.record.object("orders were taken for ever, or nobody was told why not")
            return
    scene.pause(LASTING_SECONDS)
    acknowledged = scene.record.counts["orders"]
    scene.expect(acknowledged == before, "orders were acknowledged that cannot be stored")


@contextmanager
def only_readable(scene: Scene) -> Iterator[None]:
    """Take the right to write away, and give it back."""
    if scene.place.engine == "postgresql":
        with connected(scene) as other:
            other.execute("ALTER SYSTEM SET default_transaction_read_only TO on")
            other.execute("SELECT pg_reload_conf()")
            yield
            other.execute("SET default_transaction_read_only TO off")
            other.execute("ALTER SYSTEM RESET default_transaction_read_only")
            other.execute("SELECT pg_reload_conf()")
        return
    file = file_of(scene.url)
    everything = [file.parent, *file.parent.iterdir()]
    modes = {path: path.stat().st_mode for path in everything}
    for path, mode in modes.items():
        path.chmod(mode & ~0o222)
    scene.server.kill()  # what was opened before may go on to write
    scene.server.start()
    try:
        yield
    finally:
        for path, mode in modes.items():
            path.chmod(mode)


FAULTS = {
    "a full disk": Fault(full, place=SmallDisk),
    "a database that may only be read": Fault(read_only),
}

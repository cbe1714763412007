"""Which file a worker counts in: the first that no living worker has.

A worker that is started again goes on where the last one with its slot stopped, so that counts
never fall and there are never more files than workers. A slot is held by a lock on a file, which
the kernel releases however the process ends.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from itertools import count
from pathlib import Path

PLACE = "PROMETHEUS_MULTIPROC_DIR"
"""The variable by which prometheus-client knows the folder; set by the server, never by hand."""


def place() -> Path | None:
    """Give the folder that processes count in; None where nobody listens."""
    given = os.environ.get(PLACE)
    return Path(given) if given else None


@cache
def own() -> int:
    """Give the slot of this process, held until it ends."""
    folder = place()
    if folder is None:
        return 0
    return next(number for number in count() if _held(folder / f"slot-{number}"))


def free(folder: Path) -> Iterator[int]:
    """Give the slots that nobody holds any more."""
    for file in folder.glob("slot-*"):
        handle = os.open(file, os.O_RDWR)
        with suppress(BlockingIOError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield int(file.name.removeprefix("slot-"))
        os.close(handle)


def _held(file: Path) -> bool:
    """Hold a slot, unless somebody else does; its handle stays open as long as the process."""
    handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return False
    return True

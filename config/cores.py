"""How many cores this process may use."""

import os
from contextlib import suppress
from pathlib import Path

PROCESS_GROUPS = Path("/proc/self/cgroup")
CONTROL_GROUPS = Path("/sys/fs/cgroup")


def usable_cores() -> int:
    """Cores this process may use: its affinity, and its control group's share, rounded up.

    Only control groups of version 2 say what their share is.
    """
    affinity = getattr(os, "sched_getaffinity", None)
    cores = len(affinity(0)) if affinity else os.cpu_count() or 1
    with suppress(OSError, ValueError, IndexError):
        group = PROCESS_GROUPS.read_text().split("0::/", 1)[1].splitlines()[0]
        quota, period = (CONTROL_GROUPS / group / "cpu.max").read_text().split()
        cores = min(cores, -(-int(quota) // int(period)))  # "max" is no number: no limit
    return max(1, cores)

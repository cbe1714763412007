"""The kernel's books on processes: who started whom, and the CPU time each has used."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
GONE = (FileNotFoundError, ProcessLookupError)


@dataclass(frozen=True, slots=True)
class Process:
    """One line of /proc/<pid>/stat; `seconds` of CPU include children that have ended."""

    pid: int
    name: str
    parent: int
    seconds: float


def parse(stat: str) -> Process:
    """Read a line of /proc/<pid>/stat (proc(5)); a name may hold spaces and brackets."""
    pid, _, rest = stat.partition(" (")
    name, _, facts = rest.rpartition(") ")
    fields = facts.split()
    ticks = sum(int(field) for field in fields[11:15])  # utime, stime, cutime, cstime
    return Process(int(pid), name, int(fields[1]), ticks / TICKS_PER_SECOND)


def process(pid: int) -> Process | None:
    """Look a process up; None if there is none."""
    with suppress(*GONE):
        return parse((PROC / str(pid) / "stat").read_text())
    return None


def title(pid: int) -> str:
    """Give the command line of a process as it shows itself; empty if it is gone."""
    with suppress(*GONE):
        return (PROC / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode().strip()
    return ""


def tree(root: int) -> list[Process]:
    """Give a process and all that descend from it."""
    children: dict[int, list[Process]] = {}
    for found in _all():
        children.setdefault(found.parent, []).append(found)
    first = process(root)
    family = [] if first is None else [first]
    for member in family:
        family += children.get(member.pid, [])
    return family


def seconds(family: list[Process]) -> float:
    """Add up the CPU seconds of a whole tree: what ends moves to its parent, so none is lost."""
    return sum(member.seconds for member in family)


def _all() -> Iterator[Process]:
    for entry in PROC.iterdir():
        if entry.name.isdigit() and (found := process(int(entry.name))):
            yield found

"""Which core does what: core 0 the server, the others the load and the database."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import psycopg

from bench.speed import processes

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Cores:
    """The cores of the server, and those of everything else; the same where there is one."""

    server: frozenset[int]
    others: frozenset[int]


def share_out(available: set[int]) -> Cores:
    """Give the first core to the server, and the second to the rest."""
    first, *rest = sorted(available)
    return Cores(frozenset({first}), frozenset(rest[:1] or {first}))


@contextmanager
def pinned(postmaster: int | None, say: Say) -> Iterator[Cores]:
    """Keep this process, what it starts and PostgreSQL off the server's core.

    New backends inherit from the postmaster. All are let go afterwards; where the system does
    not permit it, says so and goes on.
    """
    mine = os.sched_getaffinity(0)
    cores = share_out(mine)
    if cores.server == cores.others:
        say("One core only: server, load and database share it.")
        yield cores
        return
    before = _allowed(postmaster)
    try:
        os.sched_setaffinity(0, cores.others)
        _move(postmaster, cores.others, say)
        yield cores
    finally:
        os.sched_setaffinity(0, mine)
        if postmaster is not None and before:
            _move(postmaster, before, say)


def postmaster(server_url: str | None, say: Say) -> int | None:
    """Find the pid that all backends descend from; None for SQLite or a server elsewhere."""
    if server_url is None:
        return None
    with psycopg.connect(server_url) as connection:
        backend = processes.process(connection.info.backend_pid)
        if backend is not None and backend.name.startswith("postgres"):
            return backend.parent
    say("PostgreSQL does not run on this machine: it is not pinned and its CPU not counted.")
    return None


def _allowed(pid: int | None) -> set[int]:
    with suppress(OSError):
        return set() if pid is None else os.sched_getaffinity(pid)
    return set()


def _move(root: int | None, cores: frozenset[int] | set[int], say: Say) -> None:
    if root is None:
        return
    try:
        os.sched_setaffinity(root, cores)
    except PermissionError:
        say("PostgreSQL belongs to somebody else, so it may run on the server's core as well.")
        return
    for member in processes.tree(root):
        with suppress(ProcessLookupError):
            os.sched_setaffinity(member.pid, cores)

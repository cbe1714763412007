"""CPU time that a server and its database use during one measurement."""

from dataclasses import dataclass, field

from bench.speed import processes


@dataclass(slots=True)
class Meter:
    """Reads the CPU seconds of a tree of processes since it was made.

    `database`: of PostgreSQL, count only the backends of this database and what all share
    (the writers, what has ended). Backends of other databases are none of ours.
    """

    root: int | None
    database: str | None = None
    _started: float = field(init=False)
    _foreign: dict[int, float] = field(init=False)

    def __post_init__(self) -> None:
        self._started, self._foreign = self._read()

    def seconds(self) -> float:
        """Give the CPU seconds used since the start; 0 where there is no process to read."""
        now, foreign = self._read()
        theirs = sum(used - self._foreign.get(pid, 0.0) for pid, used in foreign.items())
        return max(0.0, now - self._started - theirs)

    def _read(self) -> tuple[float, dict[int, float]]:
        if self.root is None:
            return 0.0, {}
        family = processes.tree(self.root)
        foreign = {p.pid: p.seconds for p in family if self._is_foreign(p)}
        return processes.seconds(family), foreign

    def _is_foreign(self, member: processes.Process) -> bool:
        if self.database is None or member.pid == self.root:
            return False
        return is_foreign(processes.title(member.pid), self.database)


def is_foreign(title: str, database: str) -> bool:
    """Whether a PostgreSQL process, by its title, serves a client of another database.

    A client's backend is `postgres: [cluster: ]user database host(port) what it does`.
    """
    words = title.split()
    has_client = any("(" in word or word == "[local]" for word in words[3:])
    return (has_client or "autovacuum worker" in title) and database not in words

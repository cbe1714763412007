"""From the cost of an order to what a number of orders a minute needs."""

from dataclasses import dataclass
from math import ceil

BUSY = 0.5
"""How much of a core is planned to be used: the rest is for peaks, reads and maintenance."""
SECONDS_OF_DAY = 86_400
RATES = (10, 1_000, 100_000)
"""Orders a minute."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What a number of orders a minute needs, if it lasts all day."""

    per_minute: int
    server_cores: float
    database_cores: float
    connections: int
    wal_bytes_a_second: float
    kept_bytes_a_day: float


def needs(
    per_minute: int,
    *,
    server_us: float,
    database_us: float,
    wal_bytes: float,
    kept_bytes: float,
    connections_of_worker: int,
) -> Needs:
    """Give the cores at half their power, connections of a worker per core, and bytes."""
    a_second = per_minute / 60
    cores = [a_second * us / 1_000_000 / BUSY for us in (server_us, database_us)]
    return Needs(
        per_minute,
        *cores,
        ceil(cores[0]) * connections_of_worker,
        a_second * wal_bytes,
        a_second * kept_bytes * SECONDS_OF_DAY,
    )

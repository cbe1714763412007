"""The database restarts, is locked, refuses, and runs into itself; orders are taken up again."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psycopg
from psycopg import errors, sql

from tests.faults.harness.places import FAST, IMMEDIATE, file_of, without_driver
from tests.faults.harness.scene import Fault, Scene

HELD_SECONDS = 10
AWAY_SECONDS = (0.2, 1.5)
BUSY_SECONDS = 2.0
"""A caller whom no connection is left for is told so within this."""
POSTGRESQL = ("postgresql",)


def restarted(scene: Scene) -> None:
    """Stop PostgreSQL, at once and in good order by turns, and start it again."""
    scene.crowd.start()
    scene.go_on()
    deadline = time.monotonic() + scene.wish.seconds
    while True:
        for name, how in (("broken off", IMMEDIATE), ("restarted in good order", FAST)):
            scene.pause(0.5, 2)
            scene.place.stop(how)
            scene.pause(*AWAY_SECONDS)
            scene.place.start()
            scene.done[name] += 1
        if time.monotonic() > deadline:
            break
    scene.go_on()


def full_of_others(scene: Scene) -> None:
    """Let others take every connection that PostgreSQL allows, and cut the server's own."""
    scene.crowd.start()
    scene.go_on()
    taken: list[psycopg.Connection[object]] = []
    try:
        deadline = time.monotonic() + max(3.0, scene.wish.seconds / 4)
        while time.monotonic() < deadline:
            with suppress(psycopg.OperationalError):
                taken.append(connected(scene))
                continue
            taken[0].execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND application_name = ''"
            )
            scene.pause(0.05)
        scene.done["connections taken"] = len(taken)
    finally:
        for connection in taken:
            connection.close()
    scene.expect(scene.record.counts["503"], "nobody was told that the service is busy")
    scene.go_on()


def locked(scene: Scene) -> None:
    """Hold the stock levels for ten seconds, from another process."""
    scene.crowd.start()
    scene.go_on()
    with holding(scene):
        scene.pause(HELD_SECONDS)
    scene.done["locked, seconds"] = HELD_SECONDS
    scene.go_on()


@contextmanager
def holding(scene: Scene) -> Iterator[None]:
    """Hold what every order needs."""
    if scene.place.engine == "sqlite":
        connection = sqlite3.connect(file_of(scene.url), isolation_level=None, timeout=30)
        connection.execute("BEGIN EXCLUSIVE")
        yield
        connection.execute("ROLLBACK")
        connection.close()
        return
    with connected(scene) as other, other.transaction():
        other.execute("LOCK TABLE stock_levels IN EXCLUSIVE MODE")
        yield


def deadlocked(scene: Scene) -> None:
    """Lock levels one by one against the order in which orders do, again and again."""
    scene.crowd.start()
    scene.go_on()
    one = sql.SQL("SELECT 1 FROM stock_levels WHERE id = %s FOR UPDATE")
    deadline = time.monotonic() + max(5.0, scene.wish.seconds)
    with connected(scene) as other:
        levels = [row[0] for row in other.execute("SELECT id FROM stock_levels ORDER BY id DESC")]
        while time.monotonic() < deadline:
            with suppress(errors.DeadlockDetected), other.transaction():
                for level_id in levels:
                    other.execute(one, [level_id])
                    time.sleep(0.01)
            time.sleep(0.05)
        found = other.execute(
            "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
        )
        scene.done["deadlocks"] = found.fetchone()[0]
    scene.expect(scene.done["deadlocks"], "no deadlock came about")
    scene.go_on()


def serializable(scene: Scene) -> None:
    """Make every transaction serializable: they fail by the dozen, and are done again."""
    with connected(scene) as other:
        name = sql.Identifier(other.info.dbname)
        change = sql.SQL("ALTER DATABASE {} SET default_transaction_isolation TO 'serializable'")
        other.execute(change.format(name))
    scene.server.kill()
    scene.server.start()
    scene.crowd.start()
    scene.go_on()
    scene.pause(scene.wish.seconds)
    with connected(scene) as other:
        found = other.execute(
            "SELECT xact_rollback FROM pg_stat_database WHERE datname = current_database()"
        )
        scene.done["rolled back"] = found.fetchone()[0]
    scene.go_on()


def connected(scene: Scene) -> psycopg.Connection[object]:
    """Connect to the scene's PostgreSQL as somebody else."""
    url = without_driver(scene.url)
    return psycopg.connect(url, autocommit=True, application_name="somebody else")


FAULTS = {
    "restarted under load": Fault(restarted, POSTGRESQL),
    "no connection left": Fault(full_of_others, POSTGRESQL),
    "locked by another": Fault(locked),
    "deadlocks": Fault(deadlocked, POSTGRESQL),
    "serialization failures": Fault(serializable, POSTGRESQL),
}

"""What counting a request costs: `python -m bench.limits`.

One counter is called by itself; then a product is asked for in process, of an app that counts
nothing, one that counts in memory and one that counts in Redis, by turns, so that noise meets all.
"""

import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable
from typing import Any

from flask import Flask
from flask_migrate import upgrade

from api import create_app
from api.limits.policies import Policy, charge
from api.limits.shared import SharedWindows
from api.limits.windows import Windows
from config import ROOT, Settings
from models import db
from tests.factories import Shop

SECRET = "a secret of more than thirty-two bytes for benchmarks"
ROUNDS, REQUESTS, CALLS = 300, 10, 2_000
REDIS = "redis://127.0.0.1:6379/15"
OFF = {f"rate_limit_{whose}_per_minute": 0 for whose in ("account", "key", "address")}
HIGH = dict.fromkeys(OFF, 1_000_000_000)


def main(redis_url: str = REDIS) -> None:
    """Measure and print."""
    by_itself("in memory", Windows())
    by_itself("in Redis", SharedWindows(redis_url, prefix="bench:", own=Windows()))
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/bench.db"
        in_redis = {**HIGH, "rate_limit_redis_url": redis_url}
        counting = {"nothing": OFF, "in memory": HIGH, "in Redis": in_redis}
        asked_by_turns({where: app_on(url, settings) for where, settings in counting.items()})


def by_itself(where: str, windows: Any) -> None:
    """Print what one call of a counter takes, at best: the rest is what others did meanwhile."""
    account, key = charge(Policy("account", 10**9), "a", 1), charge(Policy("key", 10**9), "k", 1)
    for name, charges in (("one limit", account), ("two", account + key)):
        took = min(timed(lambda: windows.take(charges), CALLS)[0] for _ in range(7))  # noqa: B023
        print(f"counted {where}, {name}: {took:.1f} us")


def timed(action: Callable[[], object], times: int) -> tuple[float, float]:
    """Give the microseconds that an action takes, and those of this processor."""
    started, worked = time.perf_counter(), time.thread_time()
    for _ in range(times):
        action()
    took = (time.perf_counter() - started, time.thread_time() - worked)
    return took[0] / times * 1e6, took[1] / times * 1e6


def app_on(url: str, settings: dict[str, Any]) -> Flask:
    """Give a quiet app on a database."""
    return create_app(Settings("development", url, SECRET, log_level="CRITICAL", **settings))


def asked_by_turns(apps: dict[str, Flask]) -> None:
    """Print what the same product takes each app: the best tenth of many turns."""
    first = next(iter(apps.values()))
    with first.app_context():
        upgrade(directory=str(ROOT / "migrations"))
    shop = Shop(first)
    path, headers = f"/v1/products/{shop.product()['id']}", shop.client().headers
    clients = {where: app.test_client() for where, app in apps.items()}
    took: dict[str, list[tuple[float, float]]] = {where: [] for where in apps}
    turns = deque(clients.items())
    for _ in range(ROUNDS):
        turns.rotate()  # each goes first in its turn
        for where, client in turns:
            took[where].append(timed(lambda: client.get(path, headers=headers), REQUESTS))  # noqa: B023
    for where, each in took.items():
        whole, worked = (sorted(times)[ROUNDS // 10] for times in zip(*each, strict=True))
        print(f"a product, counted {where}: {whole:.0f} us, {worked:.0f} of them of the processor")
    for app in apps.values():
        with app.app_context():
            db.engine.dispose()


if __name__ == "__main__":
    main(*sys.argv[1:])

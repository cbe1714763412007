"""Counting what the app answers, at the cost of some microseconds; nothing where nobody listens."""

import time
from threading import Thread
from typing import Any

from flask import Flask, Response, g, request
from sqlalchemy import Engine

from api.logs import log
from config import Settings
from metrics import slots
from metrics.measures import DURATION, POOL_IN_USE, POOL_SIZE, QUEUE_DEPTH, REQUESTS
from models import probe

UNKNOWN = "unknown"
"""The operation of what meets no route, or none of its methods: paths are made up at will."""
UNFINISHED = "SELECT count(*) FROM jobs WHERE finished_at IS NULL"
POOL_EVERY_SECONDS, QUEUE_EVERY_SECONDS = 1, 15


class Measured:
    """One operation, its series looked up once."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.took = DURATION.labels(name).observe
        self._answered: dict[int, Any] = {}

    def note(self, status: int, seconds: float) -> None:
        """Count one answer."""
        self.took(seconds)
        answered = self._answered.get(status)
        if answered is None:
            answered = self._answered[status] = REQUESTS.labels(self.name, str(status)).inc
        answered()


def register(app: Flask, settings: Settings, engine: Engine) -> None:
    """Count the answers of an app whose resources are all there; once in a process."""
    if not settings.metrics_port:
        return
    unknown = Measured(UNKNOWN)
    measured = operations_of(app)
    clock = time.perf_counter

    def note(response: Response) -> Response:
        asked = request._get_current_object()  # type: ignore[attr-defined]  # looked up once
        operation = measured.get((asked.endpoint, asked.method), unknown)
        operation.note(response.status_code, clock() - g.started)
        return response

    app.after_request(note)
    Thread(target=_sample, args=(engine,), name="metrics", daemon=True).start()


def operations_of(app: Flask) -> dict[tuple[str | None, str], Measured]:
    """Give each operation by endpoint and method: by its id, or what serves the other pages."""
    named: dict[str, Measured] = {}
    found: dict[tuple[str | None, str], Measured] = {}
    for rule in app.url_map.iter_rules():
        view = getattr(app.view_functions[rule.endpoint], "view_class", None)
        for method in (rule.methods or set()) - {"OPTIONS"}:
            of_method = getattr(view, "get" if method == "HEAD" else method.lower(), None)
            declared = getattr(of_method, "_apidoc", {}).get("operation")
            name = declared.id if declared else rule.endpoint.partition(".")[0]
            found[rule.endpoint, method] = named.setdefault(name, Measured(name))
    return found


def _sample(engine: Engine) -> None:
    """Look at what nobody tells, as long as the process lives."""
    pool: Any = engine.pool
    POOL_SIZE.set(pool.size() + max(pool._max_overflow, 0))
    due = 0.0
    while True:
        POOL_IN_USE.set(pool.checkedout())
        if slots.own() == 0 and time.monotonic() >= due:
            due = time.monotonic() + QUEUE_EVERY_SECONDS
            QUEUE_DEPTH.set(_unfinished(engine))
        time.sleep(POOL_EVERY_SECONDS)


def _unfinished(engine: Engine) -> float:
    """Count the jobs that are not finished; not a number where the database does not say."""
    try:
        (number,) = probe.asked(engine, UNFINISHED)
        return float(number)
    except probe.Unanswered as problem:
        log.warning("queue-not-counted", why=str(problem))
        return float("nan")

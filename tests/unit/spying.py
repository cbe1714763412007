"""What goes over a connection to the database, as the driver gets it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import psycopg
from sqlalchemy import Engine

from models.work import Work


@contextmanager
def sent(work: Work) -> Iterator[list[str]]:
    """Collect the texts that work runs in the driver's own words."""
    texts: list[str] = []
    run, run_each = work.run, work.run_each

    def noted(text: str, values: Any, **options: Any) -> Any:
        texts.append(text)
        return run(text, values, **options)

    def noted_each(text: str, rows: Any) -> None:
        texts.append(text)
        run_each(text, rows)

    with patch.object(work, "run", noted), patch.object(work, "run_each", noted_each):
        yield texts


def kill_all(engine: Engine) -> None:
    """End every other connection to the database, as a server that restarts does."""
    url = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url, autocommit=True) as connection:
        others = "datname = current_database() AND pid <> pg_backend_pid()"
        connection.execute(
            f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE {others}"
        )

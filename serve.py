"""Serve the API: `python -m serve`. Every number that may differ comes from the settings.

Granian reads HTTP in Rust and calls the app in threads of its worker processes; why it and
not another: docs/decisions/0012.
"""

import ctypes
import gc
import logging
import multiprocessing
import os
import signal
import socket
import sys
import time
import traceback
from contextlib import closing
from functools import partial
from importlib import import_module
from multiprocessing.synchronize import Event
from typing import Any

import structlog
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import Server
from granian.server.common import AbstractServer
from structlog.processors import JSONRenderer, TimeStamper
from structlog.stdlib import ProcessorFormatter

from config import Settings, UnusableConfiguration, refuse_to_start, settings_or_exit, stopping
from metrics.port import told

APP = "wsgi:app"
MAX_HEAD_BYTES = 65_536
"""What is read of a request before it is refused unseen; the app refuses less, in words."""
HEAD_TIMEOUT_MS = 10_000
"""For a request line and its headers, and between two requests on one connection."""
STOP_SECONDS = 29
"""From being told to stop until what is not answered yet is broken off."""
DRAIN_STEP_SECONDS = 0.05
MAX_CONNECTIONS = 512
"""Of one worker; further ones wait in the kernel. A quiet one takes no thread."""
READERS = 32
"""Bodies that one worker reads at once, beside those that it works on."""

PR_SET_PDEATHSIG = 1
"""Of prctl(2)."""

NEW_OBJECTS = 10_000
"""How many come between two searches for garbage; a long list is made of thousands."""


class DrainingServer(Server):  # type: ignore[misc, valid-type]
    """Goes on for a while when it is told to stop, so that whoever sends it callers hears of it."""

    def __init__(self, *args: Any, drain_seconds: int, flag: stopping.Flag, **options: Any) -> None:
        super().__init__(*args, **options)
        self._drain_seconds, self._flag = drain_seconds, flag

    def signal_handler_interrupt(self, number: int, frame: Any) -> None:
        """Note that it is to stop; SIGINT, and whatever comes second, means at once."""
        if number == signal.SIGINT or self._flag.value:
            self._drain_seconds = 0
        self._flag.value = True
        super().signal_handler_interrupt(number, frame)

    def shutdown(self, exit_code: int = 0) -> None:
        """Stop, after a while in which `/health/ready` says so."""
        deadline = time.monotonic() + self._drain_seconds
        while self.interrupt_signal and self._drain_seconds and time.monotonic() < deadline:
            time.sleep(DRAIN_STEP_SECONDS)
        super().shutdown(exit_code)


def server(settings: Settings, app: str, flag: stopping.Flag) -> AbstractServer[Any]:
    """Put a server of `app`, named as `module:variable`, together."""
    return DrainingServer(
        app,
        drain_seconds=settings.drain_seconds,
        flag=flag,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.workers,
        blocking_threads=settings.threads + READERS,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(
            header_read_timeout=HEAD_TIMEOUT_MS, max_buffer_size=MAX_HEAD_BYTES
        ),
        websockets=False,
        backlog=MAX_CONNECTIONS,
        backpressure=MAX_CONNECTIONS,
        respawn_failed_workers=True,
        workers_kill_timeout=max(1, STOP_SECONDS - settings.drain_seconds),
        log_level=LogLevels.__members__.get(settings.log_level.lower(), LogLevels.info),
        log_dictconfig=LOGGING,
    )


def load(cannot: Event, flag: stopping.Flag, app: str) -> Any:
    """Import the app in a worker; if that fails, end the server instead of trying for ever.

    Not before the workers are forked: random numbers of one seed would give them the same ids.
    """
    for number in (signal.SIGINT, signal.SIGTERM):  # the server's handlers do nothing here
        signal.signal(number, signal.SIG_DFL)
    stopping.heed(flag)
    end_with_parent()
    module, _, name = app.partition(":")
    try:
        loaded = getattr(import_module(module), name)
    except BaseException:
        traceback.print_exc()
        cannot.set()
        os.kill(os.getppid(), signal.SIGINT)  # at once
        raise SystemExit(1) from None
    gc.freeze()  # what the app is made of is no garbage
    gc.set_threshold(NEW_OBJECTS)
    return loaded


def end_with_parent() -> None:
    """Have Linux stop this worker if the server is killed, which else would keep the port."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def json_lines() -> logging.Formatter:
    """Write what the server says as the app writes its own lines."""
    return ProcessorFormatter(
        foreign_pre_chain=[structlog.stdlib.add_log_level, TimeStamper(fmt="iso", utc=True)],
        processors=[ProcessorFormatter.remove_processors_meta, JSONRenderer()],
    )


class News(logging.Filter):
    """Leaves out the warning that there are many threads: most only wait for slow clients."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Say whether a line is to be written."""
        return "Python threads" not in record.getMessage()


LOGGING: dict[str, Any] = {
    "filters": {"news": {"()": News}},
    "formatters": {"json": {"()": json_lines}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["news"],
            "formatter": "json",
            "stream": "ext://sys.stdout",
        }
    },
    "loggers": {"_granian": {"handlers": ["console"], "propagate": False}},
}


def refuse_taken_port(host: str, port: int) -> None:
    """Leave with a sentence if somebody listens there: two servers would share the callers."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with closing(socket.socket(family)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            where = f"{host} port {port}"
            raise SystemExit(f"Backstock cannot listen on {where}: {error.strerror}.") from None


def refuse_unfit_servers(settings: Settings) -> None:
    """Leave with a sentence if the database is not what the settings say.

    Asked in a process of its own: here nothing of the app may be imported, as `load` says.
    """
    asking = multiprocessing.Process(target=check_servers, args=(settings,))
    asking.start()
    asking.join()
    if asking.exitcode:
        raise SystemExit(os.EX_CONFIG if asking.exitcode == os.EX_CONFIG else 1)


def check_servers(settings: Settings) -> None:
    """Ask the servers; leave with a sentence if they do not fit."""
    from models import servers

    try:
        servers.check(settings)
    except UnusableConfiguration as problem:
        refuse_to_start(problem)


def main() -> None:
    """Serve until told to stop; the one argument, if any, names another app."""
    settings = settings_or_exit()
    refuse_taken_port(settings.host, settings.port)
    refuse_taken_port(settings.metrics_host, settings.metrics_port)
    if settings.database_url.startswith("postgresql"):
        refuse_unfit_servers(settings)
    (app,) = sys.argv[1:2] or [APP]
    cannot_load, flag = multiprocessing.Event(), multiprocessing.RawValue(ctypes.c_bool, False)
    serving = server(settings, app, flag)
    if not (settings.smtp_url or settings.is_development):
        said = "SMTP_URL is not set: mail for those who forgot their password is thrown away."
        logging.getLogger("_granian").warning(said)
    with told(settings.metrics_host, settings.metrics_port):
        serving.serve(target_loader=partial(load, cannot_load, flag))
    if cannot_load.is_set():
        raise SystemExit(1)


if __name__ == "__main__":
    main()

"""How gunicorn serves Backstock; every number comes from the settings."""

from pathlib import Path
from typing import Any

from config import MAX_LINE_BYTES, settings_or_exit

settings = settings_or_exit()

bind = f"{settings.host}:{settings.port}"
workers = settings.workers
threads = settings.threads
worker_class = "gthread"
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
timeout = 60
graceful_timeout = 30
keepalive = 5
limit_request_line = MAX_LINE_BYTES
limit_request_field_size = MAX_LINE_BYTES
control_socket_disable = True


def post_worker_init(worker: Any) -> None:
    """Word what never gets to the app as the app would; it is loaded by now, in this worker."""
    from api import unread

    unread.answer_as_ours()

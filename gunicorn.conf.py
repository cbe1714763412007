"""How gunicorn serves Backstock; every number comes from the settings."""

from pathlib import Path

from config import settings_or_exit

settings = settings_or_exit()

bind = f"{settings.host}:{settings.port}"
workers = settings.workers
threads = settings.threads
worker_class = "gthread"
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
timeout = 60
graceful_timeout = 30
keepalive = 5
limit_request_line = 8190
control_socket_disable = True

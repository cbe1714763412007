"""Every setting with its unit and default, read once from the environment.

`.env.example` lists the same names; a test keeps the two equal. A value that cannot
be used stops the start with a sentence that says what to set.
"""

import hashlib
import hmac
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path

from environs import Env, EnvError

ROOT = Path(__file__).resolve().parent
INSTANCE = ROOT / "instance"
PROCESS_GROUPS = Path("/proc/self/cgroup")
CONTROL_GROUPS = Path("/sys/fs/cgroup")
MINIMUM_SECRET_BYTES = 32
MAX_LINE_BYTES = 8_190
"""The most that a request line, or one header, may be long."""
SPARE_CONNECTIONS = 2
"""Of each worker to the database, beside one for each thread."""
IN_PROCESS_THREADS = 2
"""Of a worker with SQLite, which has nobody else to wait for."""
AUTO = "auto"
"""Instead of a number: as many as there are cores."""


class UnusableConfiguration(Exception):
    """The server must not start with these settings."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What may differ between two installations."""

    environment: str
    database_url: str
    secret_key: str = field(repr=False)
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = field(default_factory=lambda: usable_cores())
    threads: int = 4
    database_replica_urls: tuple[str, ...] = ()
    database_replica_lag_seconds: int = 5
    db_behind_pooler: bool = False
    db_lock_timeout_ms: int = 3_000
    db_statement_timeout_ms: int = 30_000
    access_token_ttl_seconds: int = 900
    refresh_token_ttl_seconds: int = 2_592_000
    registration_enabled: bool = True
    max_body_bytes: int = 1_048_576
    max_import_bytes: int = 16_777_216
    max_import_rows: int = 1_000
    log_level: str = "INFO"

    @property
    def is_development(self) -> bool:
        """Whether convenience may win over caution."""
        return self.environment == "development"

    @property
    def database_connections(self) -> int:
        """The most connections that all workers together hold; the database must allow them."""
        return self.workers * (self.threads + SPARE_CONNECTIONS)

    def key_for(self, purpose: str) -> bytes:
        """One secret, and from it a 32-byte key of its own for each purpose."""
        return _key(self.secret_key, purpose)


@cache
def _key(secret: str, purpose: str) -> bytes:
    return hmac.digest(secret.encode(), purpose.encode(), hashlib.sha256)


def read_settings() -> Settings:
    """Read the environment, and `.env` where the variable is not set.

    Raises UnusableConfiguration.
    """
    try:
        settings = _read()
    except EnvError as error:
        raise UnusableConfiguration(str(error)) from error
    for number in fields(settings):
        value = getattr(settings, number.name)
        if type(value) is int and value < 1:
            raise UnusableConfiguration(f"{number.name.upper()} must be at least 1.")
    urls = (settings.database_url, *settings.database_replica_urls)
    if len(urls) > 1 and not all(url.startswith("postgresql") for url in urls):
        raise UnusableConfiguration(
            "DATABASE_REPLICA_URLS needs PostgreSQL, there and in DATABASE_URL; "
            "SQLite has no replicas."
        )
    return settings


def settings_or_exit() -> Settings:
    """Read the settings, or leave with a sentence that says what to set."""
    try:
        return read_settings()
    except UnusableConfiguration as problem:
        raise SystemExit(f"Backstock cannot start. {problem}") from None


def _read() -> Settings:
    env = Env()
    env.read_env(str(ROOT / ".env"), recurse=False)
    environment = env.str("BACKSTOCK_ENV", "production")
    if environment not in ("development", "production"):
        raise UnusableConfiguration("BACKSTOCK_ENV must be development or production.")
    default = Settings("", "", "")
    database_url = _driver(env.str("DATABASE_URL", f"sqlite:///{INSTANCE}/backstock.db"))
    is_sqlite = database_url.startswith("sqlite")
    return Settings(
        environment=environment,
        database_url=database_url,
        secret_key=_secret_key(env.str("SECRET_KEY", ""), environment),
        host=env.str("HOST", default.host),
        port=env.int("PORT", default.port),
        workers=_workers(env.str("WORKERS", AUTO)),
        threads=env.int("THREADS", IN_PROCESS_THREADS if is_sqlite else default.threads),
        database_replica_urls=_urls(env.str("DATABASE_REPLICA_URLS", "")),
        database_replica_lag_seconds=env.int(
            "DATABASE_REPLICA_LAG_SECONDS", default.database_replica_lag_seconds
        ),
        db_behind_pooler=env.bool("DB_BEHIND_POOLER", default.db_behind_pooler),
        db_lock_timeout_ms=env.int("DB_LOCK_TIMEOUT_MS", default.db_lock_timeout_ms),
        db_statement_timeout_ms=env.int("DB_STATEMENT_TIMEOUT_MS", default.db_statement_timeout_ms),
        access_token_ttl_seconds=env.int(
            "ACCESS_TOKEN_TTL_SECONDS", default.access_token_ttl_seconds
        ),
        refresh_token_ttl_seconds=env.int(
            "REFRESH_TOKEN_TTL_SECONDS", default.refresh_token_ttl_seconds
        ),
        registration_enabled=env.bool("REGISTRATION_ENABLED", default.registration_enabled),
        max_body_bytes=env.int("MAX_BODY_BYTES", default.max_body_bytes),
        max_import_bytes=env.int("MAX_IMPORT_BYTES", default.max_import_bytes),
        max_import_rows=env.int("MAX_IMPORT_ROWS", default.max_import_rows),
        log_level=env.str("LOG_LEVEL", default.log_level),
    )


def usable_cores() -> int:
    """Cores this process may use: its affinity, and its control group's share, rounded up.

    Only control groups of version 2 say what their share is.
    """
    affinity = getattr(os, "sched_getaffinity", None)
    cores = len(affinity(0)) if affinity else os.cpu_count() or 1
    with suppress(OSError, ValueError, IndexError):
        group = PROCESS_GROUPS.read_text().split("0::/", 1)[1].splitlines()[0]
        quota, period = (CONTROL_GROUPS / group / "cpu.max").read_text().split()
        cores = min(cores, -(-int(quota) // int(period)))  # "max" is no number: no limit
    return max(1, cores)


def _workers(given: str) -> int:
    if given == AUTO:
        return usable_cores()
    try:
        return int(given)
    except ValueError:
        raise UnusableConfiguration(f"WORKERS must be a whole number or {AUTO}.") from None


def _urls(given: str) -> tuple[str, ...]:
    return tuple(_driver(url.strip()) for url in given.split(",") if url.strip())


def _driver(url: str) -> str:
    """Name the psycopg 3 driver where the URL leaves it open."""
    for prefix in ("postgresql://", "postgres://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url


def _secret_key(given: str, environment: str) -> str:
    if given and len(given.encode()) < MINIMUM_SECRET_BYTES:
        raise UnusableConfiguration(
            f"SECRET_KEY needs at least {MINIMUM_SECRET_BYTES} bytes; "
            "make one with: python -c 'import secrets; print(secrets.token_urlsafe(48))'"
        )
    if given:
        return given
    if environment == "production":
        raise UnusableConfiguration(
            "SECRET_KEY is not set. Set it, or BACKSTOCK_ENV=development to try things out."
        )
    return _development_key(INSTANCE / "secret_key")


def _development_key(path: Path) -> str:
    """A random key kept beside the database, so that tokens outlive a restart."""
    path.parent.mkdir(exist_ok=True)
    if not path.exists():
        _write_whole(path, secrets.token_urlsafe(48))
    key = path.read_text()
    if len(key.encode()) < MINIMUM_SECRET_BYTES:
        raise UnusableConfiguration(f"{path} holds no usable key; delete it and start again.")
    return key


def _write_whole(path: Path, text: str) -> None:
    """Write a file for the owner's eyes; of several processes at once, the first one's stays."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()

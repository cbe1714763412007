"""What may differ between two installations. A setting is one field here and one in .env.example.

A whole number is at least 1, unless its field says otherwise: `field(metadata={"least": 0})`.
"""

import hashlib
import hmac
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from config.cores import usable_cores

ROOT = Path(__file__).resolve().parent.parent
INSTANCE = ROOT / "instance"
MAX_LINE_BYTES = 8_190
"""The most that a request line, or one header, may be long."""
SPARE_CONNECTIONS = 2
"""Of each worker to the database, beside one for each thread."""
IN_PROCESS_THREADS = 2
"""Of a worker with SQLite, which has nobody else to wait for."""

NONE_ALLOWED = {"least": 0}


class UnusableConfiguration(Exception):
    """The server must not start with these settings; `problems` are all that is wrong."""

    def __init__(self, *problems: str) -> None:
        self.problems = tuple(dict.fromkeys(problems))
        several = f"{len(self.problems)} settings cannot be used."
        super().__init__(
            "\n".join([several, *(f"- {problem}" for problem in self.problems)])
            if len(self.problems) > 1
            else "".join(self.problems)
        )


@dataclass(frozen=True)
class Settings:
    """Every setting, read from the variable of its name in capitals."""

    environment: str
    database_url: str = field(repr=False)
    secret_key: str = field(repr=False)
    secret_key_fallbacks: tuple[str, ...] = field(default=(), repr=False)
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = ""
    trusted_proxies: int = field(default=0, metadata={"least": 0})
    cors_origins: tuple[str, ...] = ()
    workers: int = field(default_factory=lambda: usable_cores())
    threads: int = 4
    database_replica_urls: tuple[str, ...] = field(default=(), repr=False)
    database_replica_lag_seconds: int = 5
    db_behind_pooler: bool = False
    db_lock_timeout_ms: int = 3_000
    db_statement_timeout_ms: int = 30_000
    access_token_ttl_seconds: int = 900
    refresh_token_ttl_seconds: int = 604_800
    session_ttl_seconds: int = 2_592_000
    registration_enabled: bool = True
    password_hashes_at_once: int = 2
    password_reset_ttl_seconds: int = 1_800
    password_reset_url: str = ""
    smtp_url: str = field(default="", repr=False)
    mail_from: str = ""
    rate_limit_account_per_minute: int = field(default=60_000, metadata=NONE_ALLOWED)
    rate_limit_key_per_minute: int = field(default=30_000, metadata=NONE_ALLOWED)
    rate_limit_address_per_minute: int = field(default=300, metadata=NONE_ALLOWED)
    login_failures_per_minute: int = 5
    login_failures_address_per_minute: int = 30
    rate_limit_redis_url: str = field(default="", repr=False)
    max_body_bytes: int = 1_048_576
    max_import_bytes: int = 16_777_216
    max_import_rows: int = 1_000
    drain_seconds: int = field(default=0, metadata={"least": 0})
    log_level: str = "INFO"
    metrics_host: str = "127.0.0.1"
    metrics_port: int = field(default=0, metadata={"least": 0})
    sentry_dsn: str = field(default="", repr=False)
    otel_exporter_otlp_endpoint: str = ""

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

    def keys_for(self, purpose: str) -> tuple[bytes, ...]:
        """Give the key of each secret that counts: first the one for all that is made anew."""
        return _keys((self.secret_key, *self.secret_key_fallbacks), purpose)


@cache
def _keys(secrets: tuple[str, ...], purpose: str) -> tuple[bytes, ...]:
    return tuple(_key(secret, purpose) for secret in secrets)


@cache
def _key(secret: str, purpose: str) -> bytes:
    return hmac.digest(secret.encode(), purpose.encode(), hashlib.sha256)

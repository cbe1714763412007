"""Reading the settings from the environment, each under the name of its field in capitals."""

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import Field, fields
from typing import Any, NoReturn
from urllib.parse import urlsplit

from environs import Env, EnvError

from config import extras, mail, weak
from config import settings as places
from config.cores import usable_cores
from config.origins import origin, origins
from config.secret import former_secrets, secret_key
from config.settings import IN_PROCESS_THREADS, Settings, UnusableConfiguration

AUTO = "auto"
"""Instead of a number of workers: as many as there are cores."""
UNLIKE_THEIR_FIELD = {"environment": "BACKSTOCK_ENV"}
ENVIRONMENTS = ("development", "production")
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
IN_PLACE_OF_THE_UNREADABLE = dict.fromkeys(("environment", "database_url", "secret_key"), "")
"""So that the others can be looked at, and all that is wrong be said at once."""
REDIS_SCHEMES = ("redis://", "rediss://", "unix://")


def name_of(setting: Field[Any]) -> str:
    """Give the variable that a setting is read from."""
    return UNLIKE_THEIR_FIELD.get(setting.name, setting.name.upper())


def settings_or_exit() -> Settings:
    """Read the settings, or leave with sentences that say what to set."""
    try:
        return read_settings()
    except UnusableConfiguration as problem:
        refuse_to_start(problem)


def refuse_to_start(problem: UnusableConfiguration) -> NoReturn:
    """Leave with EX_CONFIG: starting again would not help, and whoever supervises us can tell."""
    sys.stderr.write(f"Backstock cannot start. {problem}\n")
    raise SystemExit(os.EX_CONFIG)


def read_settings() -> Settings:
    """Read the environment, and `.env` where the variable is not set.

    Raises UnusableConfiguration, which names all that is wrong.
    """
    env = Env()
    env.read_env(str(places.ROOT / ".env"), recurse=False)
    read: dict[str, Any] = {}
    problems: list[str] = []
    for each in fields(Settings):
        try:
            read[each.name] = _read(env, each)
        except (EnvError, UnusableConfiguration) as error:
            problems.append(str(error))
    settings = Settings(**{**IN_PLACE_OF_THE_UNREADABLE, **read})
    problems += [*_wrong_numbers(settings), *_wrong_words(settings), *_wrong_mail(settings)]
    problems += [*_wrong_redis(settings.rate_limit_redis_url), *extras.missing(settings)]
    if not settings.is_development:
        problems += weak.refusals(settings)
    if problems:
        raise UnusableConfiguration(*problems)
    return settings


def _read(env: Env, setting: Field[Any]) -> Any:
    """Read one setting: by its type, unless it needs more than that."""
    by_name = {
        "environment": _environment,
        "database_url": _database_url,
        "secret_key": _secret_key,
        "secret_key_fallbacks": _secret_key_fallbacks,
        "workers": _workers,
        "threads": _threads,
        "public_url": _public_url,
        "cors_origins": _cors_origins,
    }
    if setting.name in by_name:
        return by_name[setting.name](env)
    if setting.type == tuple[str, ...]:
        return _driven(env.list(name_of(setting), []))
    readers: dict[Any, Any] = {int: env.int, bool: env.bool, str: env.str}
    return readers[setting.type](name_of(setting), setting.default)


def _environment(env: Env) -> str:
    given = str(env.str("BACKSTOCK_ENV", "production"))
    if given not in ENVIRONMENTS:
        raise UnusableConfiguration(f"BACKSTOCK_ENV must be {' or '.join(ENVIRONMENTS)}.")
    return given


def _database_url(env: Env) -> str:
    return _driver(env.str("DATABASE_URL", f"sqlite:///{places.INSTANCE}/backstock.db"))


def _secret_key(env: Env) -> str:
    return secret_key(env.str("SECRET_KEY", ""), _environment(env), places.INSTANCE)


def _secret_key_fallbacks(env: Env) -> tuple[str, ...]:
    return former_secrets(env.list("SECRET_KEY_FALLBACKS", []))


def _threads(env: Env) -> int:
    is_sqlite = _database_url(env).startswith("sqlite")
    return int(env.int("THREADS", IN_PROCESS_THREADS if is_sqlite else Settings.threads))


def _workers(env: Env) -> int:
    given = env.str("WORKERS", AUTO)
    if given == AUTO:
        return usable_cores()
    try:
        return int(given)
    except ValueError:
        raise UnusableConfiguration(f"WORKERS must be a whole number or {AUTO}.") from None


def _public_url(env: Env) -> str:
    return origin("PUBLIC_URL", env.str("PUBLIC_URL", ""))


def _cors_origins(env: Env) -> tuple[str, ...]:
    return origins("CORS_ORIGINS", env.list("CORS_ORIGINS", []))


def _driven(urls: list[str]) -> tuple[str, ...]:
    return tuple(_driver(url.strip()) for url in urls if url.strip())


def _driver(url: str) -> str:
    """Name the psycopg 3 driver where the URL leaves it open."""
    for prefix in ("postgresql://", "postgres://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url


def _wrong_numbers(settings: Settings) -> Iterator[str]:
    for number in fields(settings):
        value, least = getattr(settings, number.name), number.metadata.get("least", 1)
        if type(value) is int and value < least:
            yield f"{name_of(number)} must be at least {least}."


def _wrong_words(settings: Settings) -> Iterator[str]:
    if settings.log_level.upper() not in LOG_LEVELS:
        yield f"LOG_LEVEL must be one of {', '.join(LOG_LEVELS)}."
    if settings.metrics_port == settings.port:
        yield "METRICS_PORT must differ from PORT; what it tells is not for the public."
    urls = (settings.database_url, *settings.database_replica_urls)
    if not settings.database_url.startswith(("sqlite:", "postgresql")):
        yield "DATABASE_URL must start with sqlite:/// or postgresql://."
    elif len(urls) > 1 and not all(url.startswith("postgresql") for url in urls):
        yield (
            "DATABASE_REPLICA_URLS needs PostgreSQL, there and in DATABASE_URL; "
            "SQLite has no replicas."
        )


def _wrong_mail(settings: Settings) -> Iterator[str]:
    """Hold what mail needs against what it is to be; without SMTP_URL nothing is needed."""
    checks = {
        "SMTP_URL": (settings.smtp_url, mail.mail_server),
        "MAIL_FROM": (settings.mail_from, mail.sender),
        "PASSWORD_RESET_URL": (settings.password_reset_url, mail.page),
    }
    for name, (given, check) in checks.items():
        if not given and settings.smtp_url:
            yield f"SMTP_URL needs {name}."
        try:
            _ = given and check(given)
        except ValueError as error:
            yield f"{name} {error}."


def _wrong_redis(url: str) -> Iterator[str]:
    if url and not _leads_to_redis(url):
        yield f"RATE_LIMIT_REDIS_URL must be an address with {' or '.join(REDIS_SCHEMES)}."


def _leads_to_redis(url: str) -> bool:
    with suppress(ValueError):  # of a port that is no number
        return url.startswith(REDIS_SCHEMES) and urlsplit(url).port != 0
    return False

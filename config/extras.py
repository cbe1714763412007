"""What not everybody installs: a setting that needs it is refused where it is not there."""

from collections.abc import Iterator
from importlib.util import find_spec
from urllib.parse import urlsplit

from config.settings import Settings

MISSING = "{setting} needs what is not installed. Run: uv sync --inexact --no-dev --extra {extra}"


def missing(settings: Settings) -> Iterator[str]:
    """Say what a setting needs and does not have, and which is no address."""
    otlp = ("otel", "opentelemetry.exporter.otlp.proto.http")
    wanted = {
        "RATE_LIMIT_REDIS_URL": ("redis", "redis", settings.rate_limit_redis_url),
        "SENTRY_DSN": ("sentry", "sentry_sdk", settings.sentry_dsn),
        "OTEL_EXPORTER_OTLP_ENDPOINT": (*otlp, settings.otel_exporter_otlp_endpoint),
    }
    for setting, (extra, module, value) in wanted.items():
        if value and not _is_there(module):
            yield MISSING.format(setting=setting, extra=extra)
    for setting in ("SENTRY_DSN", "OTEL_EXPORTER_OTLP_ENDPOINT"):
        *_, value = wanted[setting]
        if value and urlsplit(value).scheme not in ("http", "https"):
            yield f"{setting} must be an address that starts with https:// or http://."
    if settings.sentry_dsn and not urlsplit(settings.sentry_dsn).username:
        yield "SENTRY_DSN must hold a key: https://<key>@<host>/<project>."


def _is_there(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:  # of a package that it is in
        return False

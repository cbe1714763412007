"""Settings that work and invite trouble: refused outside development, or warned of.

A rule is one line of a table here and one test. Only what is clearly weak is refused; where a
network or a proxy may make it good, `flask check --deploy` warns.
"""

import os
import re
import stat
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from config import settings as places
from config.guessable import is_well_known, why_guessable
from config.settings import Settings

HOUR = 3_600
DAY = 24 * HOUR
MIB = 1_048_576
ENCRYPTED = {"require", "verify-ca", "verify-full"}
HOLDS_A_SECRET = re.compile(
    r"^\s*(export\s+)?(SECRET_KEY\w*|DATABASE_\w*URLS?|SMTP_URL|RATE_LIMIT_REDIS_URL)\s*=\s*\S",
    re.MULTILINE,
)
Sentence = str | None


@dataclass(frozen=True)
class Rule:
    """What may be wrong with the settings: a sentence where it is, None where it is not."""

    name: str
    look: Callable[[Settings], Sentence]
    only_warns: bool = False


def refusals(settings: Settings) -> list[str]:
    """Say everything for which Backstock does not start outside development."""
    return _found(settings, [rule for rule in RULES if not rule.only_warns])


def warnings(settings: Settings) -> list[str]:
    """Say everything that somebody should look at before the internet does."""
    return _found(settings, [rule for rule in RULES if rule.only_warns])


def _found(settings: Settings, rules: Iterable[Rule]) -> list[str]:
    return [sentence for rule in rules if (sentence := rule.look(settings))]


def _secret_key(settings: Settings) -> Sentence:
    why = why_guessable(settings.secret_key) if settings.secret_key else None
    return why and (
        f"SECRET_KEY may be guessed: {why}. "
        "Make one with: python -c 'import secrets; print(secrets.token_urlsafe(48))'"
    )


def _former_secrets(settings: Settings) -> Sentence:
    if not any(map(why_guessable, settings.secret_key_fallbacks)):
        return None
    return (
        "SECRET_KEY_FALLBACKS holds a secret that may be guessed, and whoever guesses it signs "
        "tokens. Rotate the API keys that were made under it, and take it out."
    )


def _known_password(settings: Settings) -> Sentence:
    for url in _remote_urls(settings):
        if url.password is not None and is_well_known(unquote(url.password), url.username or ""):
            return f"The password of the database on {url.hostname} is one that anybody would try."
    return None


def _no_password(settings: Settings) -> Sentence:
    for url in _remote_urls(settings):
        if url.password is None:
            return (
                f"The URL of the database on {url.hostname} has no password; "
                "let PGPASSFILE or a certificate say who calls, not the address."
            )
    return None


def _plain_connection(settings: Settings) -> Sentence:
    for url in _remote_urls(settings):
        if parse_qs(url.query).get("sslmode", [""])[0] not in ENCRYPTED:
            return (
                f"The connection to the database on {url.hostname} may be in plain text; add "
                "sslmode=verify-full, or sslmode=require, to its URL if the network is not yours."
            )
    return None


def _readable_database(settings: Settings) -> Sentence:
    file = _sqlite_file(settings.database_url)
    if file is None or not (_is_readable_by_all(file) and _may_be_entered_by_all(file.parent)):
        return None
    return f"Everybody on this machine may read {file}. Run: chmod o-rwx {file}*"


def _readable_dotenv(_: Settings) -> Sentence:
    file = places.ROOT / ".env"
    if not _is_readable_by_all(file) or not HOLDS_A_SECRET.search(file.read_text()):
        return None
    return f"Everybody on this machine may read {file}, which holds a secret. Run: chmod 600 {file}"


def _debug_log(settings: Settings) -> Sentence:
    if settings.log_level.upper() != "DEBUG":
        return None
    return "LOG_LEVEL=DEBUG is for development; what libraries log there nobody has looked through."


def _flask_debug(_: Settings) -> Sentence:
    if os.environ.get("FLASK_DEBUG", "").lower() in ("", "0", "false", "no"):
        return None
    return "FLASK_DEBUG is set; its debugger runs any code for whoever finds it."


def _at_most(field: str, most: int, why: str) -> Callable[[Settings], Sentence]:
    def look(settings: Settings) -> Sentence:
        if getattr(settings, field) <= most:
            return None
        return f"{field.upper()} must be at most {most}; {why}."

    return look


def _open_registration(settings: Settings) -> Sentence:
    if not settings.registration_enabled:
        return None
    return "REGISTRATION_ENABLED=true lets anybody open an account; false, once you have yours."


def _all_addresses(settings: Settings) -> Sentence:
    if _is_loopback(settings.host):
        return None
    return f"HOST={settings.host}: let nobody but a proxy with TLS reach port {settings.port}."


def _public_metrics(settings: Settings) -> Sentence:
    if not settings.metrics_port or _is_loopback(settings.metrics_host):
        return None
    return f"METRICS_HOST={settings.metrics_host}: whoever reaches it reads how business is going."


def _root(_: Settings) -> Sentence:
    is_root = getattr(os, "geteuid", lambda: 1)() == 0
    return "Backstock runs as root; give it a user of its own." if is_root else None


RULES = (
    Rule("guessable-secret-key", _secret_key),
    Rule("well-known-database-password", _known_password),
    Rule("readable-database", _readable_database),
    Rule("readable-dotenv", _readable_dotenv),
    Rule("debug-log", _debug_log),
    Rule("flask-debug", _flask_debug),
    Rule(
        "long-access-token",
        _at_most("access_token_ttl_seconds", HOUR, "a client renews its token by itself"),
    ),
    Rule(
        "long-refresh-token",
        _at_most("refresh_token_ttl_seconds", 30 * DAY, "who is away for longer logs in again"),
    ),
    Rule(
        "large-bodies",
        _at_most("max_body_bytes", 16 * MIB, "a worker may hold 36 such bodies at once"),
    ),
    Rule(
        "large-imports",
        _at_most("max_import_bytes", 256 * MIB, "`flask import` takes files of any size"),
    ),
    Rule("guessable-former-secret", _former_secrets, only_warns=True),
    Rule("no-database-password", _no_password, only_warns=True),
    Rule("plain-database-connection", _plain_connection, only_warns=True),
    Rule("open-registration", _open_registration, only_warns=True),
    Rule("all-addresses", _all_addresses, only_warns=True),
    Rule("public-metrics", _public_metrics, only_warns=True),
    Rule("root", _root, only_warns=True),
)


def _remote_urls(settings: Settings) -> list[SplitResult]:
    """Give the URLs of databases on other machines; a socket's has no host."""
    urls = [urlsplit(url) for url in (settings.database_url, *settings.database_replica_urls)]
    return [url for url in urls if url.hostname and not _is_loopback(url.hostname)]


def _sqlite_file(url: str) -> Path | None:
    """Give the file of an SQLite database, below `instance/` if its path is relative."""
    name = url.removeprefix("sqlite:///").partition("?")[0]
    is_file = url.startswith("sqlite:///") and name not in ("", ":memory:")
    return places.INSTANCE / name if is_file else None


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _is_readable_by_all(file: Path) -> bool:
    return file.is_file() and bool(file.stat().st_mode & stat.S_IROTH)


def _may_be_entered_by_all(folder: Path) -> bool:
    return all(parent.stat().st_mode & stat.S_IXOTH for parent in (folder, *folder.parents))

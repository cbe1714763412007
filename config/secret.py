"""The one secret: given, or made once for development."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from config.settings import UnusableConfiguration

MINIMUM_BYTES = 32
MAKE_ONE = "make one with: python -c 'import secrets; print(secrets.token_urlsafe(48))'"


def secret_key(given: str, environment: str, instance: Path) -> str:
    """Give the secret to use; development keeps one of its own in the folder `instance`.

    Raises UnusableConfiguration.
    """
    if given and len(given.encode()) < MINIMUM_BYTES:
        raise UnusableConfiguration(f"SECRET_KEY needs at least {MINIMUM_BYTES} bytes; {MAKE_ONE}")
    if given:
        return given
    if environment == "production":
        raise UnusableConfiguration(
            "SECRET_KEY is not set. Set it, or BACKSTOCK_ENV=development to try things out."
        )
    return _development_key(instance / "secret_key")


def former_secrets(given: list[str]) -> tuple[str, ...]:
    """Give the former secrets whose work still counts, newest first.

    Raises UnusableConfiguration.
    """
    named = tuple(secret.strip() for secret in given if secret.strip())
    if any(len(secret.encode()) < MINIMUM_BYTES for secret in named):
        raise UnusableConfiguration(
            f"Each of SECRET_KEY_FALLBACKS needs at least {MINIMUM_BYTES} bytes; "
            "they stand between commas."
        )
    return named


def _development_key(path: Path) -> str:
    """A random key kept beside the database, so that tokens outlive a restart."""
    path.parent.mkdir(exist_ok=True)
    if not path.exists():
        _write_whole(path, secrets.token_urlsafe(48))
    key = path.read_text()
    if len(key.encode()) < MINIMUM_BYTES:
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

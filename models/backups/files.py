"""Files that appear whole, or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OCCUPIED = "The database is not empty. With --replace all that is in it is lost."


class BackupFailed(Exception):
    """The backup, or what is to become of it, cannot be had; nothing was changed."""


@contextmanager
def appearing(path: Path) -> Iterator[Path]:
    """Give an empty file for its owner alone, which gets its name when it is complete.

    Raises BackupFailed.
    """
    if path.exists():
        raise BackupFailed(f"{path} is there already.")
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError as error:
        raise BackupFailed(f"{path} cannot be written: {error.strerror}.") from error
    try:
        yield draft
        _sync(draft)
        draft.rename(path)
        _sync(path.parent)
    except OSError as error:
        raise BackupFailed(f"{path} cannot be written: {error.strerror}.") from error
    finally:
        draft.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    """See that a file, or a name in a folder, outlives the loss of power."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

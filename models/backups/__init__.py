"""A whole database in one file, and back: consistent, all of it or nothing."""

from collections.abc import Collection
from pathlib import Path

from sqlalchemy import URL

from models.backups import postgresql, sqlite
from models.backups.files import BackupFailed, appearing

__all__ = ["BackupFailed", "back_up", "restore"]

ENGINES = {"sqlite": sqlite, "postgresql": postgresql}


def back_up(url: URL, path: Path) -> None:
    """Write what is committed at this moment to a new file that only its owner may read.

    Raises BackupFailed.
    """
    with appearing(path) as draft:
        ENGINES[url.get_backend_name()].back_up(url, draft)


def restore(url: URL, path: Path, *, known: Collection[str], replace: bool = False) -> str:
    """Make the database what a backup says, if it is empty or to be replaced; give the revision.

    The revision has to be one of those `known`. Raises BackupFailed; then nothing was changed.
    """
    engine = ENGINES[url.get_backend_name()]
    with path.open("rb") as file:
        if file.read(len(engine.MAGIC)) != engine.MAGIC:
            raise BackupFailed(f"{path} is no backup of a database like this one.")
    revision: str = engine.revision_of(path)
    if revision not in known:
        raise BackupFailed(f"{path} has revision {revision}, which this Backstock does not know.")
    engine.restore(url, path, replace=replace)
    return revision

"""Backups of SQLite by its own online copy, which waits for nobody and keeps nobody waiting."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import URL

from models.backups.files import OCCUPIED, BackupFailed

MAGIC = b"SQLite format 3\0"
BUSY_SECONDS = 5.0


def back_up(url: URL, draft: Path) -> None:
    """Copy all pages as they are committed at this moment, and see that the copy is sound."""
    with (
        _reporting(),
        closing(_opened(_file_of(url), "rw")) as source,
        closing(_opened(draft, "rw")) as copy,
    ):
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file is all of it
        _refuse_damage(copy, draft)


def revision_of(path: Path) -> str:
    """Read which revision a backup has, and that it is sound."""
    with _reporting(), closing(_opened(path, "ro")) as backup:
        _refuse_damage(backup, path)
        return str(backup.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def restore(url: URL, path: Path, *, replace: bool) -> None:
    """Copy all pages back in one transaction of SQLite's own."""
    with _reporting(), closing(_opened(_file_of(url), "rwc")) as target:
        target.execute("BEGIN IMMEDIATE")  # nobody else writes now
        is_empty = target.execute("SELECT 1 FROM sqlite_master").fetchone() is None
        target.execute("ROLLBACK")
        if not (is_empty or replace):
            raise BackupFailed(OCCUPIED)
        with closing(_opened(path, "ro")) as backup:
            backup.backup(target)
        target.execute("PRAGMA journal_mode=WAL")


def _opened(path: Path, mode: str) -> sqlite3.Connection:
    uri = f"{path.resolve().as_uri()}?mode={mode}"
    return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_SECONDS)


def _file_of(url: URL) -> Path:
    if not url.database or url.database == ":memory:":
        raise BackupFailed("The database is in memory; there is no file of it.")
    return Path(url.database)


def _refuse_damage(connection: sqlite3.Connection, path: Path) -> None:
    found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise BackupFailed(f"{path} is damaged: {found}.")


@contextmanager
def _reporting() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise BackupFailed(f"SQLite says: {error}.") from error

"""A small disk of its own for a database: memory that is mounted, which takes root."""

import errno
import os
import pwd
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.faults.harness.places import Place, with_driver
from tests.faults.harness.scene import NotHere

MEBIBYTES = 64
CHUNK = b"\0" * 65_536


class SmallDisk(Place):
    """Makes databases on a disk that is soon full."""

    def __init__(self, place: Place) -> None:
        super().__init__(place.engine, place._cluster)
        self.directory = Path()

    @contextmanager
    def database(self) -> Iterator[str]:
        """Give the URL of an empty database on a new disk."""
        with mounted() as self.directory:
            if self.engine == "sqlite":
                yield f"sqlite:///{self.directory}/shop.db"
                return
            name = f"small_{uuid.uuid4().hex}"
            with psycopg.connect(self.cluster.url("primary"), autocommit=True) as connection:
                connection.execute(f"CREATE TABLESPACE {name} LOCATION '{self.directory}'")
                connection.execute(f"CREATE DATABASE {name} TABLESPACE {name}")
                try:
                    yield with_driver(self.cluster.url("primary", name))
                finally:
                    connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
                    connection.execute(f"DROP TABLESPACE {name}")

    @contextmanager
    def filled(self) -> Iterator[None]:
        """Fill the disk to its last byte."""
        filler = self.directory / "filler"
        try:
            with filler.open("wb", buffering=0) as file:
                fill(file.fileno())
                yield
        finally:
            filler.unlink()


def fill(file: int) -> None:
    """Write until there is no room."""
    size = len(CHUNK)
    while size:
        try:
            os.write(file, CHUNK[:size])
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
            size //= 2


@contextmanager
def mounted() -> Iterator[Path]:
    """Mount a small disk that PostgreSQL's user may write to."""
    with tempfile.TemporaryDirectory(prefix="backstock-disk-") as folder:
        if os.geteuid() != 0:
            raise NotHere("a small disk is mounted by root")
        owner = pwd.getpwnam("postgres").pw_uid if _has_postgres() else 0
        options = f"size={MEBIBYTES}m,mode=755,uid={owner}"
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            raise NotHere(f"a small disk cannot be mounted: {done.stderr.strip()}")
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", "--lazy", folder], check=True)


def _has_postgres() -> bool:
    return any(user.pw_name == "postgres" for user in pwd.getpwall())

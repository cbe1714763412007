"""Backups of PostgreSQL by its own programs, which have to be as new as the server.

What is restored passes through one transaction of psql: the old goes and the new comes, or
nothing changes.
"""

import os
import re
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, cast

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from sqlalchemy import URL

from models.backups.files import OCCUPIED, BackupFailed

MAGIC = b"PGDMP"
CHUNK_BYTES = 1 << 20
PLAIN = ("--no-owner", "--no-privileges")
OURS = """
SELECT format('DROP TABLE %s CASCADE', c.oid::regclass) FROM pg_class c
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
  AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
UNION ALL
SELECT format('DROP FUNCTION %s CASCADE', p.oid::regprocedure) FROM pg_proc p
WHERE p.pronamespace = current_schema()::regnamespace
  AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
"""
OTHERS = """
SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
  AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""


def back_up(url: URL, draft: Path) -> None:
    """Dump one snapshot of the database."""
    where, environment = _told(url)
    with _connected(url) as connection:
        program = _program("pg_dump", connection.info.server_version // 10_000)
    _run([program, "--format=custom", f"--file={draft}", *PLAIN, where], environment)


def revision_of(path: Path) -> str:
    """Read which revision a backup has."""
    wanted = ("--data-only", "--table=alembic_version", "--file=-", path)
    said = _run([_program("pg_restore"), *wanted], {}).stdout
    found = re.search(r"^COPY [^\n]*\n(\w+)\n\\\.$", said, re.MULTILINE)
    if found is None:
        raise BackupFailed(f"{path} does not say which revision it has.")
    return found[1]


def restore(url: URL, path: Path, *, replace: bool) -> None:
    """Put the backup in the place of what is there."""
    where, environment = _told(url)
    with _connected(url) as connection:
        before = [row[0] for row in connection.execute(OURS).fetchall()]
        if before and not replace:
            raise BackupFailed(OCCUPIED)
        if others := connection.execute(OTHERS).fetchone()[0]:  # type: ignore[index]
            raise BackupFailed(
                f"{others} others are connected to the database. Stop Backstock first."
            )
        version = connection.info.server_version // 10_000
    reading = [_program("pg_restore", version), *PLAIN, "--file=-", str(path)]
    writing = [_program("psql", version), "--no-psqlrc", "--quiet", "--output=/dev/null"]
    writing += ["--set=ON_ERROR_STOP=1", where]
    begin = "".join(f"{line};\n" for line in ("BEGIN", "SET client_min_messages = error", *before))
    _pass_on(reading, writing, begin.encode(), environment)


def _pass_on(
    reading: list[str], writing: list[str], begin: bytes, environment: dict[str, str]
) -> None:
    """Run one program into the other; what came whole is committed, what did not is undone."""
    with TemporaryFile() as said:
        with (
            subprocess.Popen(reading, stdout=subprocess.PIPE, stderr=said) as source,  # noqa: S603  # nosec B603
            subprocess.Popen(  # noqa: S603 - our words, and a path  # nosec B603
                writing, stdin=subprocess.PIPE, stderr=said, env={**os.environ, **environment}
            ) as target,
            suppress(BrokenPipeError),  # who ended early has said why
            cast(IO[bytes], target.stdin) as pipe,
        ):
            pipe.write(begin)
            shutil.copyfileobj(cast(IO[bytes], source.stdout), pipe, CHUNK_BYTES)
            if source.wait() == 0:
                pipe.write(b"\nCOMMIT;\n")
        if source.returncode or target.returncode:
            said.seek(0)
            raise BackupFailed(_last_words(said.read().decode(errors="replace")))


def _program(name: str, at_least: int = 0) -> str:
    """Find a program of PostgreSQL's that can talk to a server of this version."""
    found = shutil.which(name)
    if found is None:
        raise BackupFailed(f"{name} is not on the PATH; it comes with the client of PostgreSQL.")
    asking = [found, "--version"]
    said = subprocess.run(asking, capture_output=True, text=True, check=False)  # noqa: S603 # nosec B603
    version = re.search(r"(\d+)", said.stdout)
    if version is None or int(version[1]) < at_least:
        raise BackupFailed(f"{name} is too old: {said.stdout.strip()}, the server is {at_least}.")
    return found


def _told(url: URL) -> tuple[str, dict[str, str]]:
    """Word the address for a command line, and the password for the environment alone."""
    facts = conninfo_to_dict(_plain(url))
    password = facts.pop("password", None)
    return f"--dbname={make_conninfo(**facts)}", {"PGPASSWORD": password} if password else {}  # type: ignore[dict-item,arg-type]


def _plain(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def _connected(url: URL) -> psycopg.Connection[tuple[object, ...]]:
    try:
        return psycopg.connect(_plain(url), autocommit=True)
    except psycopg.OperationalError as error:
        raise BackupFailed(f"PostgreSQL cannot be reached: {error}") from error


def _run(command: list[object], environment: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    known = {**os.environ, **environment}
    done = subprocess.run(  # noqa: S603 - our words  # nosec B603
        [str(part) for part in command], capture_output=True, text=True, env=known, check=False
    )
    if done.returncode:
        raise BackupFailed(_last_words(done.stderr))
    return done


def _last_words(said: str) -> str:
    lines = [line for line in said.splitlines() if line.strip()]
    return lines[-1] if lines else "A program of PostgreSQL's ended without a word."

"""Commands of `flask`, in processes of their own."""

import os
import subprocess
import sys
from typing import Any

from config import ROOT
from tests.conftest import SECRET

PATIENCE_SECONDS = 120


def begun(url: str, *command: object) -> "subprocess.Popen[str]":
    """Begin a command on a database."""
    settings = {"DATABASE_URL": url, "SECRET_KEY": SECRET, "BACKSTOCK_ENV": "development"}
    to_us: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    return subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "wsgi", *map(str, command)],
        cwd=ROOT,
        env={**os.environ, **settings},
        **to_us,
    )


def ended(process: "subprocess.Popen[str]") -> str:
    """Wait for a command's end, which has to be a good one; give what it said."""
    said, _ = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 0, said
    return said


def flask(url: str, *command: object) -> str:
    """Run a command on a database; give what it says."""
    return ended(begun(url, *command))

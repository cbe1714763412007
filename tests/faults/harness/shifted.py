"""Backstock with a clock that differs by the seconds that a file says."""

import os
from pathlib import Path

from tests.faults.harness.clock import FILE, patches
from wsgi import app

__all__ = ["app"]


def _offset() -> float:
    return float(Path(os.environ[FILE]).read_text())


for module, name, value in patches(_offset):
    setattr(module, name, value)

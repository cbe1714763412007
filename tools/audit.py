"""Whether a locked package is known to be vulnerable: `python -m tools.audit`.

It asks pypi.org, about every package that running needs, by the hashes of uv.lock. Where that
data cannot be had it says so and ends with 75, which is neither a pass nor a finding.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).parent.parent
PROGRAMS = str(Path(sys.executable).parent)
PROBE = "https://pypi.org/pypi/flask/3.1.3/json"
"""Any release will do: each one's page says what is known to be wrong with it."""
PATIENCE_SECONDS = 20
NO_DATA = 75
"""EX_TEMPFAIL of sysexits.h."""


def main() -> int:
    """Audit what is locked; give the status to exit with."""
    if not _has_data():
        print(f"NOT AUDITED: {PROBE} cannot be read, so nobody knows of vulnerabilities.")
        return NO_DATA
    with tempfile.NamedTemporaryFile(suffix=".txt") as locked:
        _run("uv", "export", "--quiet", "--locked", "--no-dev", "--no-emit-project", "--no-header",
             "--format", "requirements-txt", "--output-file", locked.name)  # fmt: skip
        ended = _run("pip-audit", "--strict", "--disable-pip", "--require-hashes",
                     "--progress-spinner", "off", "--requirement", locked.name)  # fmt: skip
    return ended.returncode


def _has_data() -> bool:
    try:
        with urlopen(PROBE, timeout=PATIENCE_SECONDS) as answer:  # nosec B310 - https
            return b'"vulnerabilities"' in answer.read()
    except (URLError, TimeoutError):
        return False


def _run(name: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    path = os.pathsep.join([PROGRAMS, os.environ["PATH"]])
    program = shutil.which(name, path=path) or name
    command = [program, *arguments]
    # Programs of our own choice.
    ended = subprocess.run(command, cwd=ROOT, check=False)  # noqa: S603 # nosec B603
    if ended.returncode and name == "uv":
        raise SystemExit("uv.lock is not what pyproject.toml asks for.")
    return ended


if __name__ == "__main__":
    raise SystemExit(main())

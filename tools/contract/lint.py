"""Hold a document against every linter at once; none may find anything, however small."""

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

TOOLS = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
NODE = TOOLS / "node_modules" / ".bin"

LINTERS = {
    "openapi-spec-validator": [f"{BIN}/openapi-spec-validator"],
    "redocly": [
        f"{NODE}/redocly", "lint", f"--config={TOOLS}/redocly.yaml", "--format=stylish",
    ],
    "spectral": [
        f"{NODE}/spectral", "lint", f"--ruleset={TOOLS}/spectral.yaml",
        "--fail-severity=hint", "--format=text", "--quiet",
    ],
}  # fmt: skip
SETTINGS = {
    "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', os.defpath)}",  # Node is there
    "REDOCLY_TELEMETRY": "off",
    "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true",
}


def findings(document: Path, linters: Iterable[str] = LINTERS) -> dict[str, str]:
    """Give what each linter that is not content says of a document."""
    running = {name: _start([*LINTERS[name], str(document)]) for name in linters}
    said = {name: process.communicate()[0] for name, process in running.items()}
    return {name: said[name] for name, process in running.items() if process.returncode}


def _start(command: list[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 - commands of our own  # nosec B603
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, **SETTINGS},
    )

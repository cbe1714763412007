"""The gates that the committed document has to pass: `lint` and `breaking`."""

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tools.contract.changelog import unannounced
from tools.contract.documents import breaking_changes
from tools.contract.lint import LINTERS, findings

ROOT = Path(__file__).parent.parent.parent
UNANNOUNCED = """\
openapi.json breaks what docs/contract/released.json promises, and CHANGELOG.md does not say so.
Take the change back. If it has to be, copy these lines below `### Breaking` in `## [Unreleased]`,
wrapped as you like, and say after the full stop what a client has to do:
"""


def main() -> None:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tools.contract", description=__doc__)
    parser.add_argument("gate", choices=["lint", "breaking"])
    parser.add_argument("--document", type=Path, default=ROOT / "openapi.json")
    parser.add_argument("--released", type=Path, default=ROOT / "docs/contract/released.json")
    parser.add_argument("--changelog", type=Path, default=ROOT / "CHANGELOG.md")
    given = parser.parse_args()
    if given.gate == "lint":
        sys.exit(lint(given.document))
    sys.exit(breaking(given.released, given.document, given.changelog))


def lint(document: Path, linters: Iterable[str] = LINTERS) -> int:
    """Print what linters find."""
    found = findings(document, linters)
    for name, said in found.items():
        print(f"{name} finds fault with {document.name}:\n{said.strip()}\n", file=sys.stderr)
    if not found:
        print(f"no linter finds fault with {document.name}")
    return 1 if found else 0


def breaking(released: Path, document: Path, changelog: Path) -> int:
    """Print the breaking changes that are not announced."""
    lines = breaking_changes(_read(released), _read(document))
    missing = unannounced(lines, changelog.read_text(encoding="utf-8"))
    if missing:
        print(UNANNOUNCED, *(f"- {line}" for line in missing), sep="\n", file=sys.stderr)
        return 1
    said = f"breaks in {len(lines)} announced ways with" if lines else "keeps"
    print(f"{document.name} {said} what was released")
    return 0


def _read(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return document


if __name__ == "__main__":
    main()

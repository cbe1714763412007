"""docs/security.md names the test of each promise: those that there are, and every room of them."""

import ast
import re

from config import ROOT

PAGE = ROOT / "docs" / "security.md"
PROOF = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
ROOMS = ("tests/security", "tests/faults")


def defined_in(path):
    """Name the tests that a file defines."""
    body = ast.parse((ROOT / path).read_text(encoding="utf-8")).body
    return {node.name for node in body if isinstance(node, ast.FunctionDef)}


def test_every_test_that_is_named_is_there():
    named = PROOF.findall(PAGE.read_text(encoding="utf-8"))

    missing = [(path, name) for path, name in named if name and name not in defined_in(path)]

    assert len(named) > 100
    assert missing == []


def test_every_file_of_the_catalogue_is_named():
    named = {path for path, _ in PROOF.findall(PAGE.read_text(encoding="utf-8"))}

    files = {
        path.relative_to(ROOT).as_posix()
        for room in ROOMS
        for path in (ROOT / room).glob("test_*.py")
    }

    assert sorted(files - named) == []

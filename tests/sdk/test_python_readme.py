"""The README of the Python SDK runs as it stands, in order, and prints what it says it prints."""

import subprocess
import sys

import pytest

from config import ROOT
from tests.sdk import readme

PYTHON = ROOT / "sdk" / "python"


@pytest.fixture(scope="module")
def example(base_url):
    return readme.program(PYTHON / "README.md", "python", base_url)


@pytest.fixture
def script(example, tmp_path):
    path = tmp_path / "readme.py"
    path.write_text(example.text)
    return path


def test_does_what_it_says(script, example):
    ended = subprocess.run([sys.executable, script], capture_output=True, text=True)

    assert ended.stderr == ""
    assert readme.printed(ended.stdout) == example.prints


def test_satisfies_a_strict_type_checker(script):
    command = [sys.executable, "-m", "mypy", "--config-file", PYTHON / "pyproject.toml", script]

    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    assert ended.stdout == "Success: no issues found in 1 source file\n"

"""What starts with weak settings ends at once, and `flask check` says what would."""

import os
import stat
import subprocess
import sys
from dataclasses import fields

import pytest

from config import ROOT, Settings
from config.read import name_of
from tests.conftest import SECRET

READ = {*map(name_of, fields(Settings)), "FLASK_DEBUG"}


@pytest.fixture
def run(tmp_path):
    """Run a program of ours in an environment that says nothing but what is given."""
    known = {name: value for name, value in os.environ.items() if name not in READ}

    def ended(*command, **given):
        return subprocess.run(
            [sys.executable, "-m", *command],
            cwd=ROOT,
            env={**known, "DATABASE_URL": f"sqlite:///{tmp_path}/shop.db", **given},
            capture_output=True,
            text=True,
            timeout=60,
        )

    return ended


@pytest.mark.parametrize("command", [["serve"], ["flask", "--app", "wsgi", "check"]], ids=" ".join)
def test_weak_settings_end_whatever_starts_with_78(run, command):
    ended = run(*command, SECRET_KEY="x" * 40, LOG_LEVEL="DEBUG")

    lines = ended.stderr.splitlines()
    assert (ended.returncode, ended.stdout) == (78, "")
    assert lines[0] == "Backstock cannot start. 2 settings cannot be used."
    assert [line.split()[1] for line in lines[1:]] == ["SECRET_KEY", "LOG_LEVEL=DEBUG"]


def test_the_check_judges_development_as_if_it_were_deployed(run):
    flask = ("flask", "--app", "wsgi", "check")
    weak_ones = {"BACKSTOCK_ENV": "development", "SECRET_KEY": "x" * 40}

    run("flask", "--app", "wsgi", "db", "upgrade", **weak_ones)
    judged, let_through = run(*flask, "--deploy", **weak_ones), run(*flask, **weak_ones)

    refused = [line for line in judged.stdout.splitlines() if line.startswith("refused: ")]
    assert [line.split()[1] for line in refused] == ["BACKSTOCK_ENV=development", "SECRET_KEY"]
    assert (judged.returncode, let_through.returncode) == (78, 0)


def test_the_check_warns_and_lets_through_what_may_be_meant(run):
    run("flask", "--app", "wsgi", "db", "upgrade", SECRET_KEY=SECRET)
    ended = run("flask", "--app", "wsgi", "check", "--deploy", SECRET_KEY=SECRET)

    *warned, last = ended.stdout.splitlines()
    assert (ended.returncode, last) == (0, "The settings can be used, and the database is ready.")
    assert any(line.startswith("warning: REGISTRATION_ENABLED=true lets ") for line in warned)


def test_the_check_says_what_keeps_the_database_from_being_ready(run):
    ended = run("flask", "--app", "wsgi", "check", SECRET_KEY=SECRET)

    last = ended.stdout.splitlines()[-1]
    assert (ended.returncode, last) == (69, "not ready: The database cannot be opened.")


def test_what_backstock_writes_is_not_for_everybodys_eyes(run, tmp_path):
    file = tmp_path / "shop.db"

    run(
        "flask",
        "--app",
        "wsgi",
        "db",
        "upgrade",
        SECRET_KEY=SECRET,
        DATABASE_URL=f"sqlite:///{file}",
    )

    assert stat.S_IMODE(file.stat().st_mode) & stat.S_IRWXO == 0


def test_the_unit_does_not_start_again_what_cannot_start():
    assert "RestartPreventExitStatus=78" in (ROOT / "deploy/backstock.service").read_text().split()

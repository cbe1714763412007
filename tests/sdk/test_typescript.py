"""The TypeScript SDK, installed, compiled with its users' code, and run under Node."""

import fcntl
import os
import shutil
from pathlib import Path

import pytest

from config import ROOT
from tests.sdk import node, readme

HERE = Path(__file__).parent
README = ROOT / "sdk" / "typescript" / "README.md"
FIRST_ORDER = ROOT / "api" / "first_order" / "typescript.ts"


@pytest.fixture(scope="session")
def project(tmp_path_factory):
    """A project that uses the SDK as its README, the landing page and the tests here do.

    Making it takes long: processes that run tests at the same time make it once.
    """
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    with (folder / "npm.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "npm").exists():
            made = tmp_path_factory.mktemp("npm")
            node.project(made / "project", node.pack(made), programs())
            made.rename(folder / "npm")
    return folder / "npm" / "project"


def programs():
    """What uses the SDK."""
    written = {name: (HERE / name).read_text() for name in ("roundtrip.ts", "helpers.ts")}
    shown = {"readme.ts": readme.program(README, "ts").text, "order.ts": FIRST_ORDER.read_text()}
    return {**written, **shown}


def report(project, program, **variables):
    """Run a program of tests; give its last lines."""
    command = ("node", "--test", "--test-reporter=tap", program)
    return node.run(*command, cwd=project, **variables).splitlines()


def test_its_readme_does_what_it_says(project, base_url, tmp_path):
    shutil.copytree(project, tmp_path, dirs_exist_ok=True)
    script = tmp_path / "readme.js"
    script.write_text(script.read_text().replace(readme.SERVER, base_url))

    output = node.run("node", script, cwd=tmp_path)

    assert readme.printed(output) == readme.program(README, "ts").prints


def test_the_steps_of_the_landing_page_place_an_order(project, base_url, tmp_path):
    shutil.copytree(project, tmp_path, dirs_exist_ok=True)
    script = tmp_path / "order.js"
    script.write_text(script.read_text().replace(readme.SERVER, base_url))

    printed = node.run("node", script, cwd=tmp_path).splitlines()

    number, status, total = printed[2].split()
    assert printed[:2] == ["BK-0001 999 EUR", "40"]
    assert (status, total) == ("pending_payment", "999")
    assert printed[3:] == ["BK-0001 has only 39", f"{number} pending_payment"]


def test_makes_a_round_trip(project, base_url):
    lines = report(project, "roundtrip.js", BASE_URL=base_url)

    assert {"# pass 10", "# fail 0", "# skipped 0"} <= set(lines)


def test_its_helpers_are_careful(project):
    lines = report(project, "helpers.js")

    assert {"# pass 7", "# fail 0", "# skipped 0"} <= set(lines)

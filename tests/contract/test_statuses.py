"""A whole run fails if a documented answer was never seen; a partial run cannot tell."""

import pytest

from config import ROOT
from tests.checks.statuses import documented

pytest_plugins = ["pytester"]
CONFTEST = """
import pytest
from tests.checks.statuses import Statuses

SEEN = set()
DOCUMENTED = {("getNote", "200", None), ("getNote", "404", "gone"), ("keepNote", "204", None)}


def pytest_configure(config):
    config.pluginmanager.register(Statuses(lambda: DOCUMENTED, SEEN))


@pytest.fixture
def see():
    return lambda *outcome: SEEN.add(outcome)
"""
FOUND = "def test_found(see): see('getNote', '200', None)"
GONE = "def test_gone(see): see('getNote', '404', 'gone')"
KEPT = "def test_kept(see): see('keepNote', '204', None)"
BROKEN = "def test_broken(): assert False"
SAID = ["*answers that are documented and were never seen*", "getNote: 404 gone", "keepNote: 204"]


@pytest.fixture
def suite(pytester, monkeypatch):
    """Give a way to run a suite of its own."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makeini("[pytest]\ntestpaths = suite")
    folder = pytester.mkdir("suite")
    (folder / "conftest.py").write_text(CONFTEST)

    def run(files, *options, way=pytester.runpytest_inprocess):
        for number, content in enumerate(files):
            (folder / f"test_{number}.py").write_text(content)
        return way(*options)

    return run


def test_a_whole_run_that_saw_everything_passes(suite):
    result = suite([FOUND, GONE, KEPT])

    assert (result.ret, result.parseoutcomes()) == (0, {"passed": 3})


def test_a_whole_run_that_missed_something_fails(suite):
    result = suite([FOUND])

    assert result.ret == 1
    result.stdout.fnmatch_lines(SAID, consecutive=True)


PARTIAL = [["-k", "found"], ["suite"], ["--ignore=suite/test_1.py"], ["--co"], ["--lf"]]


@pytest.mark.parametrize("options", PARTIAL, ids=lambda options: options[0])
def test_a_partial_run_cannot_tell(suite, options):
    result = suite([FOUND, GONE], *options)

    assert result.ret == 0
    result.stdout.no_fnmatch_line(SAID[0])


def test_a_run_with_a_failure_tells_the_failure_alone(suite):
    result = suite([FOUND, BROKEN])

    assert (result.ret, result.parseoutcomes()) == (1, {"passed": 1, "failed": 1})
    result.stdout.no_fnmatch_line(SAID[0])


def test_workers_report_what_they_saw(suite, pytester, monkeypatch):
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")  # ours take seconds to load
    workers = ["-p", "xdist", "-n"]

    missed = suite([FOUND, GONE], *workers, "2", way=pytester.runpytest_subprocess)
    partial = suite([], *workers, "1", "-k", "found", way=pytester.runpytest_subprocess)

    assert (missed.ret, partial.ret) == (1, 0)
    missed.stdout.fnmatch_lines([SAID[0], SAID[2]], consecutive=True)


def test_what_is_documented_is_read_from_the_document():
    announced = documented()

    assert {
        ("getLocation", "200", None),
        ("getLocation", "304", None),
        ("getLocation", "404", "location-not-found"),
        ("createOrder", "409", "insufficient-stock"),
    } <= announced

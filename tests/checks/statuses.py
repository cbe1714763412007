"""Fails the suite if an answer that the document announces was never seen.

Only a whole run can tell: every test there is, none left out, all passed. With pytest-xdist each
worker reports what it saw.
"""

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

import orjson
import pytest

from config import ROOT
from tests.checks import seen
from tests.checks.contract import Contract

SELECTIONS = ("ignore", "ignore_glob", "lf", "collectonly", "setuponly", "setupplan")
"""Options that leave tests out without saying which."""
EXCEPTIONS: set[seen.Outcome] = set()
"""What no test can reach, each with its reason."""


class Statuses:
    """A plugin of pytest that compares what was seen with what is documented."""

    def __init__(
        self, documented: Callable[[], set[seen.Outcome]], witnessed: set[seen.Outcome]
    ) -> None:
        self.documented = documented
        self.witnessed = witnessed
        self.is_partial = False
        self.missing: list[seen.Outcome] = []

    def pytest_deselected(self) -> None:
        self.is_partial = True

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Take over what a worker saw; one that crashed has nothing to say."""
        told = getattr(node, "workeroutput", {})
        self.is_partial |= told.get("is_partial", True)
        self.witnessed |= {tuple(outcome) for outcome in told.get("witnessed", [])}

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if hasattr(session.config, "workeroutput"):
            session.config.workeroutput["is_partial"] = self.is_partial
            session.config.workeroutput["witnessed"] = [*map(list, self.witnessed)]
        elif self._ran_whole(session):
            self.missing = sorted(self.documented() - self.witnessed, key=_by_operation)
            if self.missing:
                session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.missing:
            terminalreporter.section("answers that are documented and were never seen")
            terminalreporter.write("\n".join([*_lines(self.missing), ""]))

    def _ran_whole(self, session: pytest.Session) -> bool:
        config = session.config
        return (
            session.exitstatus == pytest.ExitCode.OK
            and config.args_source is pytest.Config.ArgsSource.TESTPATHS
            and not self.is_partial
            and not any(getattr(config.option, name, None) for name in SELECTIONS)
        )


def documented() -> set[seen.Outcome]:
    """Give every answer that `openapi.json` announces, exceptions apart."""
    contract = Contract(orjson.loads((ROOT / "openapi.json").read_bytes()))
    announced = {
        (operation.id, status, code)
        for operation in contract.operations.values()
        for status, code in operation.outcomes
    }
    return announced - EXCEPTIONS


def _by_operation(outcome: seen.Outcome) -> tuple[str, ...]:
    return tuple(part or "" for part in outcome)


def _lines(missing: list[seen.Outcome]) -> Iterator[str]:
    for operation, outcomes in groupby(missing, key=lambda outcome: outcome[0]):
        named = [" ".join(filter(None, outcome[1:])) for outcome in outcomes]
        yield f"{operation}: {', '.join(named)}"

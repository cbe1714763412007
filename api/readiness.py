"""Whether this process may be sent requests: its database answers, and has the tables we know.

One thread at a time asks the database, on a connection of its own; whoever wants to know waits
for it no longer than WAIT_SECONDS, and what it said holds for FRESH_SECONDS. So a probe costs
nothing, however many ask, and none hangs where the database does.
"""

import time
from dataclasses import dataclass, field
from functools import cache
from threading import Event, Lock, Thread

from alembic.script import ScriptDirectory
from flask import Flask, current_app
from sqlalchemy import Engine

from api.logs import log
from config import ROOT
from models import db, probe

EXTENSION = "backstock-readiness"
WAIT_SECONDS = 0.9
FRESH_SECONDS = 1.0
NO_ANSWER = "does not answer"
Wrong = dict[str, str]
"""What is the matter, by the check that says so; nothing where all is well."""


@dataclass(frozen=True, slots=True)
class Known:
    """The revisions that this release knows."""

    head: str
    all: frozenset[str]


def register(app: Flask) -> None:
    """Know what to expect of the database; needs the app's context."""
    app.extensions[EXTENSION] = Probe(db.engine, known_revisions())


def wrong() -> Wrong:
    """Say what speaks against sending us requests."""
    asking: Probe = current_app.extensions[EXTENSION]
    return asking.wrong()


@cache
def known_revisions() -> Known:
    """Read the migrations that came with this release."""
    script = ScriptDirectory(str(ROOT / "migrations"))
    names = frozenset(each.revision for each in script.walk_revisions())
    return Known(str(script.get_current_head()), names)


@dataclass
class Probe:
    """Asks one database, never twice at once."""

    engine: Engine
    known: Known
    _lock: Lock = field(default_factory=Lock)
    _asked: Event | None = None
    _found: Wrong = field(default_factory=dict)
    _until: float = 0.0

    def wrong(self) -> Wrong:
        """Say what is the matter with the database, as of a moment ago."""
        with self._lock:
            if time.monotonic() < self._until or (self._asked and self._found):
                return self._found  # who hangs still hangs; nobody else need wait to hear that
            answered = self._asked or self._ask()
        if not answered.wait(WAIT_SECONDS):
            self._note({"database": NO_ANSWER})
        return self._found

    def _ask(self) -> Event:
        answered = self._asked = Event()
        Thread(target=self._look, args=(answered,), name="readiness", daemon=True).start()
        return answered

    def _look(self, answered: Event) -> None:
        try:
            self._note(_behind(probe.revisions_of(self.engine), self.known))
        except probe.Unanswered as problem:
            self._note({"database": str(problem)})
        except Exception as error:
            log.error("unexpected", exc_info=error)
            self._note({"database": "cannot be asked"})
        finally:
            with self._lock:
                self._asked = None
            answered.set()

    def _note(self, found: Wrong) -> None:
        with self._lock:
            before, self._found = self._found, found
            self._until = time.monotonic() + FRESH_SECONDS
        if found and found != before:
            log.warning("not-ready", **found)
        elif found != before:
            log.warning("ready-again")


def _behind(found: set[str], known: Known) -> Wrong:
    """Say what is missing; a database that is ahead was migrated for the release that comes next.

    What a release migrates, the one before can live with: else no two could run at a time.
    """
    if known.head in found or found - known.all:
        return {}
    has = ", ".join(sorted(found)) or "no revision"
    return {"migrations": f"are at {has}, and this release needs {known.head}"}

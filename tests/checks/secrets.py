"""Fails any test whose log holds a secret: of a known form, or one that a test has sent.

The apps of the tests log as in production, into a list instead of standard output. After each test
its lines are searched, and so is the log of a server when that is stopped.
"""

import logging
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from api import logs

FORMS = {
    "a token": rb"eyJ[\w-]{8,}\.[\w.-]+",
    "an API key": rb"bsk_[0-9a-f]{16}_[\w-]{8,}",
    "a hash of a password": rb"\$argon2",
    "a credential": rb"(?i:Bearer|Basic) [\w.~+/-]{8,}",
    "a URL with a password": rb"\w://[^\s/:@\"]*:[^\s/@\"]+@",
    "an e-mail address": rb"[\w.+-]+@[\w-]+\.[a-z]{2,}",
}
ANY_FORM = re.compile(b"|".join(b"(%s)" % form for form in FORMS.values()))
"""One search for all of them; which group it is says which form."""
SECRET_MEMBERS = re.compile(r"password|secret|token", re.IGNORECASE)
SECRET_HEADERS = ("Authorization", "X-API-Key", "Idempotency-Key", "Cookie")
LEAST, LEAST_KINDS = 8, 5
"""Characters, and different ones: what has fewer stands in a line by chance."""
Found = tuple[str, str]
"""What kind of secret, and the line, with the secret itself left out."""


class Watch:
    """The lines that were logged, and the secrets that must not be in them."""

    def __init__(self) -> None:
        self.lines: list[bytes] = []
        self.kept: dict[bytes, str] = {}
        """Secrets of the whole suite."""
        self.sent: dict[bytes, str] = {}
        """Those that the running test has sent."""
        self.ever_sent: dict[bytes, str] = {}

    def keep(self, secret: str, kind: str) -> None:
        """Never let a secret of the whole suite stand in a log."""
        if len(secret) >= LEAST:
            self.kept[secret.encode()] = kind

    def note(self, headers: Any, body: Any) -> None:
        """Remember the secrets of one request."""
        for name in SECRET_HEADERS:
            if value := headers.get(name):
                self._note(value.rpartition(" ")[2], f"the {name} header")
        for name, value in _members(body):
            if SECRET_MEMBERS.search(name) and isinstance(value, str):
                self._note(value, f"the member {name!r}")

    def _note(self, secret: str, kind: str) -> None:
        if len(secret) >= LEAST and len(set(secret)) >= LEAST_KINDS:
            self.sent[secret.encode(errors="replace")] = kind

    def taken(self) -> list[Found]:
        """Search what was logged since the last time, and begin anew."""
        lines, self.lines = self.lines, []
        found = [*_found(lines, {**self.kept, **self.sent})]
        self.ever_sent |= self.sent
        self.sent = {}
        return found

    def of_server(self, lines: Iterable[bytes]) -> list[Found]:
        """Search what a server has logged, which several tests may have asked."""
        return [*_found(lines, {**self.kept, **self.ever_sent, **self.sent})]


def _found(lines: Iterable[bytes], secrets: dict[bytes, str]) -> Iterator[Found]:
    text = b"\n".join(lines)
    for match in ANY_FORM.finditer(text):
        yield [*FORMS][(match.lastindex or 1) - 1], _line_of(text, match.start(), match.end())
    for secret, kind in secrets.items():
        start = text.find(secret)
        if start >= 0:
            yield kind, _line_of(text, start, start + len(secret))


WATCH = Watch()


class Sink(logs.Output):
    """The log of the tests; heard on standard output, too, where a test configured it itself."""

    is_loud = False

    def write(self, line: bytes) -> None:
        WATCH.lines.append(line)
        if Sink.is_loud:
            super().write(line)

    debug = info = warning = error = critical = write


class Handler(logging.Handler):
    """What libraries say."""

    def emit(self, record: logging.LogRecord) -> None:
        WATCH.lines.append(self.format(record).encode(errors="replace"))


class Secrets:
    """A plugin of pytest that looks into the log of every test."""

    def __init__(self) -> None:
        self._configure = logs.configure
        self._handler = Handler(logging.INFO)

    def pytest_sessionstart(self) -> None:
        logs.Output = Sink  # type: ignore[misc]
        logs.configure = self._configure_aloud
        logging.getLogger().addHandler(self._handler)
        url = urlsplit(os.environ.get("TEST_DATABASE_URL", ""))
        WATCH.keep(url.password or "", "the password of the database")

    def pytest_unconfigure(self) -> None:
        logs.configure = self._configure
        logging.getLogger().removeHandler(self._handler)

    def _configure_aloud(self, level: str) -> None:
        self._configure(level)
        Sink.is_loud = True

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> Iterator[None]:
        try:
            return (yield)
        finally:
            told(f"the log of {item.nodeid}", WATCH.taken())


def hush() -> None:
    """Let the app that was just built log without being heard."""
    Sink.is_loud = False


def search_file(log: Path) -> None:
    """Fail if the log of a server that was stopped holds a secret."""
    told(f"the log {log}", WATCH.of_server(log.read_bytes().splitlines()))


def told(where: str, found: list[Found]) -> None:
    """Fail if anything was found, and say where and what."""
    if found:
        said = "\n".join(f"  {kind}: {line}" for kind, line in found)
        pytest.fail(f"There are secrets in {where}:\n{said}", pytrace=False)


def _members(body: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(body, dict):
        for name, value in body.items():
            yield str(name), value
            yield from _members(value)
    elif isinstance(body, list):
        for value in body[:100]:
            yield from _members(value)


def _line_of(text: bytes, start: int, end: int) -> str:
    """Give the line around a secret, which stands there as stars."""
    first = text.rfind(b"\n", 0, start) + 1
    last = text.find(b"\n", end)
    line = text[first:start] + b"*****" + text[end : last if last >= 0 else None]
    return line.decode(errors="replace")[:1_000]

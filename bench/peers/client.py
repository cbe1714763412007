"""Asking a server, to see what it answers rather than how fast."""

import http.client
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit


class Different(Exception):
    """Two servers do not answer the same."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered."""

    status: int
    headers: dict[str, str]
    body: Any


@dataclass(frozen=True, slots=True)
class Server:
    """One server, asked over a fresh connection each time."""

    name: str
    url: str
    token: str = field(repr=False)

    def ask(
        self, method: str, path: str, body: Any = None, *, token: bool = True, **headers: str
    ) -> Answer:
        """Send a request; header names are written with `_` for `-`."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if token:
            sent["Authorization"] = f"Bearer {self.token}"
        if body is not None:
            sent["Content-Type"] = "application/json"
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=30)
        try:
            payload = None if body is None else json.dumps(body)
            connection.request(method, path, payload, sent)
            response = connection.getresponse()
            content = response.read()
        finally:
            connection.close()
        found = {name.lower(): value for name, value in response.getheaders()}
        try:
            return Answer(response.status, found, json.loads(content) if content else None)
        except ValueError:
            raise Different(f"{self.name}: {method} {path} answered {content[:300]!r}") from None

"""The server as a sales channel meets it: HTTP, a credential, and patience."""

import http.client
import json
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

ATTEMPTS = 30
TIMEOUT_SECONDS = 120
RENEW_BEFORE_SECONDS = 60
LOST = (http.client.HTTPException, ConnectionError, TimeoutError)

Answer = tuple[int, float, Any]
"""Status, seconds to wait before another try, body."""


class Refused(Exception):
    """The server said no; `status` and `problem` say how."""

    def __init__(self, what: str, status: int, problem: dict[str, Any]) -> None:
        super().__init__(f"{what} -> {status} {json.dumps(problem)[:2_000]}")
        self.status = status
        self.problem = problem

    @property
    def code(self) -> str:
        """The kind of refusal, e.g. `external-ref-exists`."""
        return str(self.problem.get("code"))


@dataclass(slots=True)
class Server:
    """One API and one caller, usable from many threads; connections are kept until `close`."""

    base_url: str
    email: str = ""
    password: str = field(default="", repr=False)
    api_key: str | None = field(default=None, repr=False)
    _token: str = field(default="", repr=False)
    _renew_at: float = 0.0
    _idle: list[http.client.HTTPConnection] = field(default_factory=list, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, path: str, **query: Any) -> Any:
        """Read a resource."""
        return self._call("GET", f"{path}?{urlencode(query)}" if query else path)

    def walk(self, path: str, **query: Any) -> Iterator[dict[str, Any]]:
        """Give all rows of a list, page by page."""
        page = self.get(path, limit=200, **query)
        yield from page["data"]
        while page["has_more"]:
            page = self.get(path, limit=200, cursor=page["next_cursor"], **query)
            yield from page["data"]

    def post(self, path: str, body: Any = None, *, key: str | None = None) -> Any:
        """Write; every attempt of one call carries the same Idempotency-Key, so none counts twice.

        Raises Refused.
        """
        return self._call("POST", path, body, {"Idempotency-Key": key or str(uuid.uuid4())})

    def close(self) -> None:
        """Hang up."""
        while self._idle:
            self._idle.pop().close()

    def _call(
        self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
    ) -> Any:
        def send() -> Answer:
            return self._send(method, path, body, {**self._credential(), **(headers or {})})

        return _patiently(f"{method} {path}", send)

    def _send(self, method: str, path: str, body: Any, headers: dict[str, str]) -> Answer:
        payload = None if body is None else json.dumps(body).encode()
        if payload is not None:
            headers = {**headers, "Content-Type": "application/json"}
        connection = self._connection()
        try:
            connection.request(method, path, payload, headers)
            response = connection.getresponse()
            content = response.read()
        except BaseException:
            connection.close()
            raise
        self._idle.append(connection)
        wait = float(response.headers.get("Retry-After") or 1)
        return response.status, wait, json.loads(content) if content else {}

    def _connection(self) -> http.client.HTTPConnection:
        with suppress(IndexError):
            return self._idle.pop()
        url = urlsplit(self.base_url)
        secure = url.scheme == "https"
        kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        return kind(url.netloc, timeout=TIMEOUT_SECONDS)

    def _credential(self) -> dict[str, str]:
        if self.api_key is not None:
            return {"X-API-Key": self.api_key}
        with self._lock:
            if time.monotonic() >= self._renew_at:
                self._log_in()
            return {"Authorization": f"Bearer {self._token}"}

    def _log_in(self) -> None:
        body = {"email": self.email, "password": self.password}
        path = "/v1/auth/login"
        answer = _patiently(f"POST {path}", lambda: self._send("POST", path, body, {}))
        self._token = answer["access_token"]
        life = max(1, answer["expires_in"] - RENEW_BEFORE_SECONDS)
        self._renew_at = time.monotonic() + life


def _patiently(what: str, send: Callable[[], Answer]) -> Any:
    """Send until there is an answer: again when the line drops or the server asks for it."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            status, wait, answer = send()
        except LOST:
            if attempt == ATTEMPTS:
                raise
            time.sleep(0.1 * attempt)
            continue
        if status < 400:
            return answer
        if not _is_passing(status, answer) or attempt == ATTEMPTS:
            raise Refused(what, status, answer)
        time.sleep(wait)
    raise AssertionError("the last attempt returns or raises")


def _is_passing(status: int, answer: Any) -> bool:
    """Whether the server asks to send the same again in a moment."""
    return status in (429, 503) or (status == 409 and answer.get("code") == "request-in-progress")

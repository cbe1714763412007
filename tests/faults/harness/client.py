"""Clients with a seed: they order, cancel, receive and read, and repeat what got no answer."""

import http.client
import json
import random
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event, Thread
from typing import Any

from tests.faults.harness.record import Ordered, Record

TIMEOUT_SECONDS = 40
PATIENCE_SECONDS = 90
"""For one request, sent again and again: longer than any fault lasts."""
PAUSE_SECONDS = 0.05
KEEPS_QUIET = ("GET", "HEAD")
EXPECTED = {
    "insufficient-stock",
    "invalid-transition",
    "stock-promised",
}
BROKEN = (OSError, http.client.HTTPException)
Wait = Callable[[], float]


@dataclass(frozen=True)
class Shelf:
    """What there is to buy and where it lies: `places` are ids of locations."""

    skus: list[str]
    places: list[str]


class GaveUp(Exception):
    """No answer came within the patience of a client."""


class Client(Thread):
    """One caller who acts until told to stop, and then ends what it began."""

    def __init__(
        self, number: int, seed: str, port: int, headers: dict[str, str], shelf: Shelf, told: Record
    ) -> None:
        super().__init__(name=f"client-{number}", daemon=True)
        self.random = random.Random(f"{seed}/{number}")
        self.stopping = Event()
        self._port, self._headers, self._record, self.shelf = port, headers, told, shelf
        self._mine: list[Ordered] = []
        self._connection: http.client.HTTPConnection | None = None

    def run(self) -> None:
        """Act until told to stop."""
        try:
            while not self.stopping.is_set():
                acts = (self._order, self._cancel, self._confirm, self._receive, self._read)
                (act,) = self.random.choices(acts, weights=(60, 8, 8, 12, 12))
                act()
        except GaveUp as error:
            self._record.object(f"{self.name} got no answer: {error}")
        except Exception as error:
            self._record.object(f"{self.name} met {error!r}")
        finally:
            self.hang_up()

    def _order(self) -> None:
        key = self.new_key()
        skus = self.random.sample(self.shelf.skus, self.random.randint(1, 3))
        lines = [{"sku": sku, "quantity": self.random.randint(1, 2)} for sku in skus]
        customer = {"email": "reader@example.com", "name": key}
        body: dict[str, Any] = {"currency": "EUR", "customer": customer, "lines": lines}
        if self.random.random() < 0.5:
            body |= {"channel": "market", "external_ref": key}
        status, answer = self.send("POST", "/v1/orders", body, key)
        if status == 201:
            ordered = Ordered(key, answer)
            self._record.orders[key] = ordered
            self._mine.append(ordered)
            self._record.count("orders")

    def _cancel(self) -> None:
        self._change("cancel", "cancelled", ("pending_payment", "confirmed"))

    def _confirm(self) -> None:
        self._change("confirm", "confirmed", ("pending_payment",))

    def _change(self, action: str, becomes: str, from_states: tuple[str, ...]) -> None:
        if not self._mine:
            return
        ordered = self.random.choice(self._mine)
        if ordered.answer["status"] not in from_states:
            return
        ordered.asked = becomes
        path = f"/v1/orders/{ordered.answer['id']}/{action}"
        status, answer = self.send("POST", path, None, self.new_key())
        if status == 200:
            ordered.answer, ordered.asked = answer, None
            self._record.count(f"{action}s")

    def _receive(self) -> None:
        reference = self.new_key()
        body = {
            "kind": "received",
            "sku": self.random.choice(self.shelf.skus),
            "location_id": self.random.choice(self.shelf.places),
            "quantity": self.random.randint(1, 5),
            "reference": reference,
        }
        status, answer = self.send("POST", "/v1/stock-movements", body, reference)
        if status == 201:
            self._record.receipts[reference] = answer
            self._record.count("receipts")

    def _read(self) -> None:
        """Read an order that was acknowledged: it is there, as it was last seen."""
        if not self._mine:
            return
        ordered = self.random.choice(self._mine)
        status, answer = self.send("GET", f"/v1/orders/{ordered.answer['id']}")
        self._record.count("reads")
        if status != 200:
            self._record.object(f"order {ordered.answer['number']} was acknowledged: GET {status}")
        elif ordered.asked is None and answer != ordered.answer:
            self._record.object(f"order {ordered.answer['number']} reads otherwise than answered")

    def send(
        self, method: str, path: str, body: Any = None, key: str | None = None
    ) -> tuple[int, Any]:
        """Send until there is an answer; raises GaveUp."""
        if key is not None:
            self._record.asked.add(key)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            began = time.monotonic()
            self._record.count("requests")
            try:
                status, headers, answer = self._exchange(method, path, body, key)
            except BROKEN:
                self.hang_up()
                self._record.count("broken")
                time.sleep(PAUSE_SECONDS)
                continue
            if self._is_final(f"{method} {path}", status, headers, answer):
                self._record.answered(time.monotonic() - began)
                return status, answer
            time.sleep(PAUSE_SECONDS * (1 + self.random.random()))
        raise GaveUp(f"{method} {path}")

    def _is_final(self, what: str, status: int, headers: Any, answer: Any) -> bool:
        code = answer.get("code") if isinstance(answer, dict) else None
        if headers.get("Idempotent-Replayed") == "true":
            self._record.count("replays")
        if status < 400 or code in EXPECTED:
            return True
        if code == "request-in-progress":
            self._record.count("in progress")
            return False
        if (status, code) == (503, "service-busy"):
            self._record.count("503")
            if "Retry-After" not in headers:
                self._record.object(f"{what}: 503 without Retry-After")
            return False
        self._record.object(f"{what}: {status} {code} {str(answer)[:300]}")
        return status < 500

    def _exchange(self, method: str, path: str, body: Any, key: str | None) -> tuple[int, Any, Any]:
        connection = self._connection or http.client.HTTPConnection(
            "127.0.0.1", self._port, timeout=TIMEOUT_SECONDS
        )
        self._connection = connection
        headers = dict(self._headers)
        if key is not None:
            headers["Idempotency-Key"] = key
        sent = None
        if body is not None:
            sent, headers["Content-Type"] = json.dumps(body).encode(), "application/json"
        connection.request(method, path, sent, headers)
        with connection.getresponse() as answer:
            content = answer.read()
        return answer.status, answer.headers, json.loads(content) if content else None

    def hang_up(self) -> None:
        """Close the connection, if there is one."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def new_key(self) -> str:
        """Make up a key nobody had, the same for the same seed."""
        return str(uuid.UUID(int=self.random.getrandbits(128), version=4))


class Crowd:
    """So many clients of one server, of one seed."""

    def __init__(
        self, size: int, seed: str, port: int, headers: dict[str, str], shelf: Shelf, told: Record
    ) -> None:
        self.clients = [Client(n, seed, port, headers, shelf, told) for n in range(size)]
        self._record = told

    def start(self) -> None:
        """Let them act."""
        for client in self.clients:
            client.start()

    def finish(self) -> None:
        """Let each end what it began, and go; the server must be up by now."""
        for client in self.clients:
            client.stopping.set()
        for client in self.clients:
            if client.ident is None:  # who never came need not go
                continue
            client.join(PATIENCE_SECONDS + TIMEOUT_SECONDS)
            if client.is_alive():
                self._record.object(f"{client.name} did not come to an end")

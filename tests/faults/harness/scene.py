"""A shop, its server and its clients; a fault happens to them, then all is compared."""

import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from models import db
from tests.conftest import build_app, migrate
from tests.factories import Shop
from tests.faults.harness import checker
from tests.faults.harness.client import Client, Crowd, Shelf
from tests.faults.harness.places import Place
from tests.faults.harness.record import Record
from tests.faults.harness.server import Server

CLIENTS = 16
PLENTY, SCARCE = 100_000, 40
AREAS = ("orders", "stock", "catalogue", "data")
SCOPES = [f"{area}:{what}" for area in AREAS for what in ("read", "write")]
BEGIN_SECONDS = 20


@dataclass(frozen=True)
class Wish:
    """What is asked of a fault: how long, and by which seed."""

    seed: str
    seconds: float
    clients: int = CLIENTS


@dataclass
class Scene:
    """What a fault may get hold of."""

    place: Place
    url: str
    directory: Path
    wish: Wish
    shop: Shop
    server: Server
    shelf: Shelf
    headers: dict[str, str]
    record: Record = field(default_factory=Record)
    done: Counter[str] = field(default_factory=Counter)
    """What was injected, and how often."""

    def __post_init__(self) -> None:
        self.random = random.Random(self.wish.seed)
        self.crowd = Crowd(
            self.wish.clients,
            self.wish.seed,
            self.server.port,
            self.headers,
            self.shelf,
            self.record,
        )

    def expect(self, holds: object, sentence: str) -> None:
        """Object unless something holds."""
        if not holds:
            self.record.object(sentence)

    @contextmanager
    def customer(self) -> Iterator[Client]:
        """Give one more client, who acts when told to."""
        told = (self.headers, self.shelf, self.record)
        client = Client(10_000, self.wish.seed, self.server.port, *told)
        try:
            yield client
        finally:
            client.hang_up()

    def pause(self, least: float, most: float | None = None) -> None:
        """Let time pass, by the seed where it may vary."""
        time.sleep(least if most is None else self.random.uniform(least, most))

    def go_on(self, more: int = 20) -> None:
        """Wait until so many more orders are acknowledged: the shop is at work."""
        wanted = self.record.counts["orders"] + more
        deadline = time.monotonic() + BEGIN_SECONDS
        while self.record.counts["orders"] < wanted:
            if time.monotonic() > deadline:
                self.record.object(f"no {more} orders came through within {BEGIN_SECONDS} s")
                return
            time.sleep(0.01)

    def settle(self) -> list[str]:
        """Let everybody end what they began, stop the server, and give what is wrong."""
        self.server.ensure()
        self.crowd.finish()
        with self.customer() as client:
            status, books = client.send("GET", "/v1/stock/verify")
        self.expect(
            status == 200 and books["ok"], f"the API does not find the books right: {books}"
        )
        self.expect(self.server.stop() == 0, "the server did not exit with 0")
        return checker.check(self.url, self.record)


ENGINES = ("sqlite", "postgresql")


@dataclass(frozen=True)
class Fault:
    """What is done to a scene, on which engines, with which settings of the server."""

    act: Callable[[Scene], None]
    engines: tuple[str, ...] = ENGINES
    settings: dict[str, str] = field(default_factory=dict)
    place: Callable[[Place], Place] = lambda place: place
    """Where its database is, given where others are."""


class NotHere(Exception):
    """A fault cannot be made on this machine; the sentence says why."""


@contextmanager
def scene(place: Place, wish: Wish, *, workers: int = 2, **settings: str) -> Iterator[Scene]:
    """Give a scene with its server running, and nobody there yet."""
    with place.database() as url, tempfile.TemporaryDirectory(prefix="backstock-faults-") as made:
        directory = Path(made)
        shop, shelf, headers = _opened(url)
        server = Server(url, directory / "server.log", workers=workers, **settings)
        try:
            server.start()
            yield Scene(place, url, directory, wish, shop, server, shelf, headers)
        finally:
            server.kill()
            with shop.app.app_context():
                db.engine.dispose()


def _opened(url: str) -> tuple[Shop, Shelf, dict[str, str]]:
    """Open a shop: twelve SKUs at two places, most of them plenty; and a key to it."""
    app = build_app(url, threads=2, log_level="CRITICAL")
    migrate(app)
    shop = Shop(app)
    places = [shop.location(), shop.location()]
    levels = []
    for n in range(12):
        variant = shop.variant()
        for place in places:
            on_hand = SCARCE if n < 3 else PLENTY
            levels.append(shop.level(on_hand=on_hand, variant=variant, location=place))
    answer = shop.client().post("/v1/api-keys", {"name": "faults", "scopes": SCOPES})
    assert answer.status_code == 201, answer.json
    with app.app_context():
        db.engine.dispose()
    skus = list(dict.fromkeys(level["sku"] for level in levels))
    shelf = Shelf(skus, [str(place["id"]) for place in places])
    return shop, shelf, {"X-API-Key": answer.json["secret"]}

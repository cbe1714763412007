"""The shop that grows: opened through the API, with the few rows that are unlike the many."""

import uuid
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
from flask import Flask

from bench.growth.rows import Dialect, Places
from bench.growth.series import HOT_RECEIVED, Step
from models import db

HOT, RARE = "HOT-1", "RARE-1"
OWNER = {"email": "growth@example.com", "password": "a shop that grows and grows"}


class Unexpected(Exception):
    """A request was not answered as it always is."""


@dataclass(slots=True)
class Shop:
    """One merchant of one app, and a caller of it."""

    app: Flask
    headers: dict[str, str]
    places: Places
    rare: dict[str, str]
    """Ids and words of what there is once, by name of the filter that finds it."""
    size: int = 0

    @property
    def is_sqlite(self) -> bool:
        """Whether its database is a file."""
        return _engine_of(self.app) == "sqlite"

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """Send one request.

        Raises Unexpected.
        """
        return call(self.app, method, path, body, self.headers)

    def grow(self, size: int) -> None:
        """Have `size` products and orders, a multiple of ten."""
        dialect = Dialect(_engine_of(self.app))
        statements = Step(dialect, self.places, self.size, size).statements()
        with self.app.app_context(), db.engine.begin() as connection:
            if not dialect.is_sqlite:
                # Looking up the parents of 10^7 rows would take longer than writing them.
                connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
                connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
            for statement in statements:
                connection.exec_driver_sql(dialect.for_driver(statement))
        self.size = size
        self._settle()

    def _settle(self) -> None:
        """Have PostgreSQL do now what its autovacuum does soon; nobody does it on SQLite."""
        if self.is_sqlite:
            return
        with self.app.app_context():
            url = db.engine.url.set(drivername="postgresql")
        with psycopg.connect(
            url.render_as_string(hide_password=False), autocommit=True
        ) as connection:
            connection.execute("VACUUM (ANALYZE)")


def call(app: Flask, method: str, path: str, body: Any, headers: dict[str, str]) -> Any:
    """Send one request to an app and give the body of the answer.

    Raises Unexpected.
    """
    named = {**headers, "Idempotency-Key": str(uuid.uuid4())}
    answer = app.test_client().open(path, method=method, json=body, headers=named)
    if answer.status_code >= 400:
        raise Unexpected(f"{method} {path} -> {answer.status_code} {answer.get_data(as_text=True)}")
    return answer.json


def open_shop(app: Flask) -> Shop:
    """Register a merchant and furnish the shop."""
    facts = {"account_name": "Growth", "name": "Grower", "currency": "EUR"}
    call(app, "POST", "/v1/auth/register", {**OWNER, **facts}, {})
    token = call(app, "POST", "/v1/auth/login", OWNER, {})["access_token"]
    return furnish(app, {"Authorization": f"Bearer {token}"})


def furnish(app: Flask, headers: dict[str, str]) -> Shop:
    """Give a merchant a place, a best seller, and what there is once."""

    def post(path: str, body: Any) -> Any:
        return call(app, "POST", path, body, headers)

    shelf = post("/v1/locations", {"code": "warehouse", "name": "Warehouse", "priority": 1})
    hot = _stocked(post, HOT, shelf["id"], HOT_RECEIVED)
    account_id = call(app, "GET", "/v1/account", None, headers)["id"]
    ids = (account_id, shelf["id"], hot["variant_id"], hot["stock_level_id"])
    return Shop(app, headers, Places(*map(UUID, ids), HOT), _rare(post))


def _rare(post: Any) -> dict[str, str]:
    """Make one row for every filter that finds nothing else."""
    fair = post("/v1/locations", {"code": "fair", "name": "Fair", "priority": 9})
    level = _stocked(post, RARE, fair["id"], 9, reference="PO-17")
    adjusted = {"kind": "adjusted", "sku": RARE, "location_id": fair["id"], "quantity": 1}
    post("/v1/stock-movements", adjusted)
    body = {
        "currency": "EUR",
        "customer": {"email": "rare@example.com"},
        "channel": "fair",
        "external_ref": "fair-1",
        "lines": [{"sku": RARE, "quantity": 1, "location_id": fair["id"]}],
    }
    order = post("/v1/orders", body)
    post(f"/v1/orders/{order['id']}/confirm", None)
    post(f"/v1/orders/{order['id']}/ship", None)
    post("/v1/products", {"kind": "general", "title": "Draft", "status": "draft"})
    gone = {"sku": "GONE-1", "gtin": "9780141439518"}
    archived = post("/v1/products", {"kind": "book", "title": "Book", "variants": [gone]})
    return {
        "location_id": fair["id"],
        "stock_level_id": level["stock_level_id"],
        "variant_id": level["variant_id"],
        "product_id": archived["id"],
        "order_id": order["id"],
        "number": order["number"],
    }


def _stocked(post: Any, sku: str, location_id: str, units: int, **facts: str) -> Any:
    """Make a variant and receive units of it; give the movement."""
    variant = {"sku": sku, "price_minor": 999}
    post("/v1/products", {"kind": "general", "title": sku, "variants": [variant]})
    receipt = {"kind": "received", "sku": sku, "location_id": location_id, "quantity": units}
    return post("/v1/stock-movements", {**receipt, **facts})


def _engine_of(app: Flask) -> str:
    with app.app_context():
        return db.engine.dialect.name

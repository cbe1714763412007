"""What is asked of the shop at every size: what people and programs do all day."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urlencode

from flask import g

from api.blueprint import _bound_to
from api.cursors import seal_cursor
from bench.growth.rows import gtin_of, id_of, made_at, sku_of
from bench.growth.shop import HOT, Shop
from services.access.callers import Caller


class Request(NamedTuple):
    """What is sent."""

    method: str
    path: str
    body: Any = None


@dataclass(frozen=True, slots=True)
class Ask:
    """Something to ask; `make` gives another such request every time."""

    name: str
    make: Callable[[Shop, random.Random], Request]
    is_known_to_grow: bool = False


def asks() -> list[Ask]:
    """Give everything that is measured."""
    lists = ("products", "variants", "orders", "stock-levels", "stock-movements")
    return [
        *(Ask(f"{name}, first page", _page(f"/v1/{name}")) for name in lists),
        *(Ask(f"{name}, from the middle", _deep(name)) for name in lists),
        Ask("products by title", _page("/v1/products", sort="title")),
        Ask("products, latest changed", _page("/v1/products", sort="-updated_at")),
        Ask("products of a SKU", _of_sku("/v1/products")),
        Ask("products of a rare status", _page("/v1/products", status="draft")),
        Ask("products with a word", _page("/v1/products", q="book"), is_known_to_grow=True),
        Ask("variants of a GTIN", lambda s, r: _get("/v1/variants", gtin=gtin_of(_any(s, r)))),
        Ask("variant by its SKU", lambda s, r: _by_code(sku_of(_any(s, r)))),
        Ask("variant by its GTIN", lambda s, r: _by_code(gtin_of(_any(s, r)))),
        Ask("orders, latest changed", _page("/v1/orders", sort="-updated_at")),
        Ask("orders of a status", _page("/v1/orders", status="confirmed", sort="-created_at")),
        Ask("orders of a rare status", _page("/v1/orders", status="cancelled")),
        Ask("orders of a channel", _page("/v1/orders", channel="web", sort="-created_at")),
        Ask("orders of a rare channel", _page("/v1/orders", channel="fair")),
        Ask("orders of a channel's number", _of_reference),
        Ask("orders of a customer", _of_customer),
        Ask("orders of a SKU", _of_sku("/v1/orders")),
        Ask("orders of the best seller", _page("/v1/orders", sku=HOT)),
        Ask("levels of a SKU", _of_sku("/v1/stock-levels")),
        Ask("levels at a small location", _at_small("/v1/stock-levels")),
        Ask("movements of a SKU", _of_sku("/v1/stock-movements")),
        Ask("movements of a level", _of_level),
        Ask("movements of a rare kind", _page("/v1/stock-movements", kind="adjusted")),
        Ask("movements at a small location", _at_small("/v1/stock-movements")),
        Ask("availability of three", _availability),
        Ask("an order", lambda s, r: _get(f"/v1/orders/{id_of('orders', _any(s, r))}")),
        Ask("placing an order of three", _order),
    ]


def _any(shop: Shop, chance: random.Random) -> int:
    return chance.randint(1, shop.size)


def _get(path: str, **query: str) -> Request:
    return Request("GET", f"{path}?{urlencode(query)}" if query else path)


def _by_code(code: str) -> Request:
    return _get(f"/v1/variants/by-code/{code}")


def _page(path: str, **query: str) -> Callable[[Shop, random.Random], Request]:
    return lambda shop, chance: _get(path, **query)


def _of_sku(path: str) -> Callable[[Shop, random.Random], Request]:
    return lambda shop, chance: _get(path, sku=sku_of(_any(shop, chance)))


def _at_small(path: str) -> Callable[[Shop, random.Random], Request]:
    return lambda shop, chance: _get(path, location_id=shop.rare["location_id"])


def _of_level(shop: Shop, chance: random.Random) -> Request:
    level_id = id_of("stock_levels", _any(shop, chance))
    return _get("/v1/stock-movements", stock_level_id=str(level_id))


def _of_reference(shop: Shop, chance: random.Random) -> Request:
    return _get("/v1/orders", external_ref=f"ref-{_any(shop, chance) // 2 * 2}")


def _of_customer(shop: Shop, chance: random.Random) -> Request:
    return _get("/v1/orders", customer_email=f"reader-{_any(shop, chance) // 10}@example.com")


def _availability(shop: Shop, chance: random.Random) -> Request:
    skus = [sku_of(_any(shop, chance)) for _ in range(3)]
    return Request("POST", "/v1/availability", {"skus": skus})


def _order(shop: Shop, chance: random.Random) -> Request:
    lines = [{"sku": sku_of(_any(shop, chance)), "quantity": 1} for _ in range(3)]
    customer = {"email": "reader@example.com"}
    return Request("POST", "/v1/orders", {"currency": "EUR", "customer": customer, "lines": lines})


def _deep(name: str) -> Callable[[Shop, random.Random], Request]:
    """Ask for the page behind the row in the middle, with a cursor as the app would seal it."""
    path, table = f"/v1/{name}", name.replace("-", "_")
    defaults: dict[str, Any] = {"expand": frozenset()} if name == "orders" else {}

    def make(shop: Shop, chance: random.Random) -> Request:
        middle, account_id = shop.size // 2, shop.places.account_id
        position = [made_at(middle), id_of(table, middle)]
        with shop.app.test_request_context(path):
            g.caller = Caller(account_id, account_id, "bench", frozenset())
            cursor = seal_cursor(position, _bound_to({"sort": "created_at", **defaults}, {}))
        return _get(path, cursor=cursor)

    return make

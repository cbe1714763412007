"""Do all servers answer the same? Asked before anything is timed.

`python -m bench.peers.verify backstock=http://127.0.0.1:8000 floor=http://127.0.0.1:8001 \
--token T`; the first is what the others are compared with, and all work on one database.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from bench.peers.client import Answer, Different, Server

NOBODY = "00000000-0000-7000-8000-000000000000"
AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Goods:
    """What the requests are about, read off the first server."""

    product_id: str
    skus: list[str]
    currency: str

    @property
    def order(self) -> dict[str, Any]:
        """An order of three lines."""
        lines = [{"sku": sku, "quantity": n} for n, sku in enumerate(self.skus, 1)]
        customer = {"email": "Reader@Example.com", "name": "Rosa Reader"}
        return {"currency": self.currency, "customer": customer, "lines": lines}


Case = Callable[[Server, Goods], list[Any]]
"""Asks one server; gives what every server must give alike."""


def verify(base_urls: dict[str, str], token: str, cases: Iterable[str] | None = None) -> None:
    """Ask every server the same; `cases` are names of CASES, by default all.

    Raises Different with the first difference.
    """
    servers = [Server(name, url.rstrip("/"), token) for name, url in base_urls.items()]
    first, *others = servers
    goods = look_around(first)
    for name in cases or CASES:
        expected = CASES[name](first, goods)
        for server in others:
            compare(expected, CASES[name](server, goods), f"{name}: {server.name}, {first.name}")


def look_around(server: Server) -> Goods:
    """Find three SKUs of one currency to buy; raises Different if there are none."""
    answer = server.ask("GET", "/v1/products?limit=50")
    products = answer.body["data"] if answer.status == 200 else []
    variants = [v for p in products if p["status"] == "active" for v in p["variants"]]
    if not variants:
        raise Different(f"{server.name}: no products, {answer.status} {answer.body}")
    currency = variants[0]["currency"]
    skus = [v["sku"] for v in variants if v["price_minor"] and v["currency"] == currency]
    stock = server.ask("POST", "/v1/availability", {"skus": skus}).body["data"]
    enough = [row["sku"] for row in stock if row["available"] >= 1_000]
    if len(enough) < 3:
        raise Different(f"{server.name}: fewer than three SKUs with 1,000 units to sell")
    return Goods(products[0]["id"], enough[:3], currency)


def compare(expected: Any, found: Any, place: str) -> None:
    """Raise Different where two values differ, with the place."""
    if isinstance(expected, dict) and isinstance(found, dict) and expected.keys() == found.keys():
        for name, value in expected.items():
            compare(value, found[name], f"{place}/{name}")
    elif isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        for n, value in enumerate(expected):
            compare(value, found[n], f"{place}/{n}")
    elif expected != found or type(expected) is not type(found):
        raise Different(f"{place}\n  expected {_short(expected)}\n  but was  {_short(found)}")


def _short(value: Any) -> str:
    text = json.dumps(value, default=str)
    return text if len(text) < 600 else f"{text[:600]}..."


def plain(value: Any, name: str = "") -> Any:
    """Read instants, so that `.000000` may be left out; a cursor counts as one or none."""
    if isinstance(value, dict):
        return {key: plain(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    if isinstance(value, str) and name.endswith("_at"):
        return datetime.fromisoformat(value)
    return "a cursor" if isinstance(value, str) and name == "next_cursor" else value


def read(method: str, path: str, body: Any = None, *headers: str) -> Callable[..., list[Any]]:
    """Give a case that reads; `{id}` in the path and a body made of goods are filled in."""

    def case(server: Server, goods: Goods) -> list[Any]:
        content = body(goods) if callable(body) else body
        answer = server.ask(method, path.format(id=goods.product_id), content, X_Request_Id="v.1")
        seen = {name: answer.headers.get(name) for name in ("x-request-id", "etag", *headers)}
        return [answer.status, seen, answer.headers["content-type"], plain(answer.body)]

    return case


def problem(answer: Answer) -> list[Any]:
    """Give what of a problem document must be alike: all but words, ids and field codes."""
    body = answer.body
    named = ("type", "title", "status", "code", "details")
    places = sorted((error["in"], error["pointer"]) for error in body.get("errors", []))
    facts = {name: body[name] for name in named}
    media_type = answer.headers["content-type"].partition(";")[0]
    return [answer.status, media_type, facts, places, "www-authenticate" in answer.headers]


def refusals(server: Server, goods: Goods) -> list[Any]:
    """Ask for what is refused: strangers, unknown ids, fields that are wrong."""
    order, key = goods.order, {"Idempotency_Key": str(uuid4())}
    line = order["lines"][0]
    wrong_orders = [
        {**order, "nonsense": 1},
        {**order, "lines": []},
        {**order, "currency": "eur"},
        {**order, "external_ref": "1"},
        {**order, "customer": {"email": "nobody"}},
        {**order, "customer": {"email": "a@b.co", "phone": "1"}},
        {**order, "lines": [{**line, "quantity": 0}]},
        {**order, "lines": [{**line, "quantity": "1"}]},
        {**order, "lines": [{**line, "quantity": True}]},
        {**order, "lines": [{**line, "sku": " x"}]},
        {**order, "lines": [{**line, "location_id": "x"}]},
        {**order, "lines": [{**line, "sku": f"none-{uuid4()}"[:9]}]},
        {**order, "lines": [{**line, "location_id": NOBODY}]},
    ]
    answers = [
        server.ask("GET", "/v1/products", token=False),
        server.ask("POST", "/v1/orders", order, token=False, **key),
        server.ask("GET", "/v1/products", token=False, Authorization="Bearer a.b.c"),
        server.ask("GET", f"/v1/products/{NOBODY}"),
        server.ask("GET", f"/v1/products/{goods.product_id}?x=1"),
        server.ask("GET", "/v1/products?limit=0"),
        server.ask("GET", "/v1/orders?limit=201"),
        server.ask("GET", "/v1/orders?limit=1.5"),
        server.ask("GET", "/v1/products?nonsense=1"),
        server.ask("POST", "/v1/availability", {"skus": []}),
        server.ask("POST", "/v1/availability", {"skus": ["a", 1]}),
        server.ask("POST", "/v1/availability", {"skus": ["a"], "x": 1}),
        server.ask("POST", "/v1/orders", order),
        *(server.ask("POST", "/v1/orders", wrong, **key) for wrong in wrong_orders),
    ]
    said = [problem(answer) for answer in answers]
    for facts in said:
        facts[2]["details"].pop("sku", None)
    return said


def place_order(server: Server, goods: Goods) -> list[Any]:
    """Place an order, twice with one key, and see what is left in stock."""
    before = _available(server, goods)
    headers = {"Idempotency_Key": str(uuid4()), "X_Request_Id": "v.2"}
    answer = server.ask("POST", "/v1/orders", goods.order, **headers)
    again = server.ask("POST", "/v1/orders", goods.order, **headers)
    other = {**goods.order, "channel": "web-shop"}
    reused = server.ask("POST", "/v1/orders", other, **headers)
    taken = [b - a for b, a in zip(before, _available(server, goods), strict=True)]
    order = answer.body
    listed = answer.headers.get("location") == f"/v1/orders/{order.get('id')}"
    same = (answer.status, order) == (again.status, again.body)
    seen = {name: answer.headers.get(name) for name in ("x-request-id", "etag", "content-type")}
    replayed = again.headers.get("idempotent-replayed")
    return [answer.status, seen, listed, same, replayed, taken, _shape(order), problem(reused)]


def one_key_at_once(server: Server, goods: Goods) -> list[Any]:
    """Send one order many times at once with one key: one order is placed."""
    before, key = _available(server, goods), str(uuid4())

    def send(_: int) -> Answer:
        return server.ask("POST", "/v1/orders", goods.order, Idempotency_Key=key)

    with ThreadPoolExecutor(AT_ONCE) as threads:
        answers = list(threads.map(send, range(AT_ONCE)))
    placed = {answer.body["id"] for answer in answers if answer.status == 201}
    others = {answer.body.get("code") for answer in answers if answer.status != 201}
    taken = [b - a for b, a in zip(before, _available(server, goods), strict=True)]
    return [len(placed), others <= {"request-in-progress"}, taken]


def too_many(server: Server, goods: Goods) -> list[Any]:
    """Order more than there is: nothing is taken, and the refusal is kept under its key."""
    before, key = _available(server, goods), str(uuid4())
    order = goods.order
    order["lines"][1]["quantity"] = before[1] + 1
    answers = [server.ask("POST", "/v1/orders", order, Idempotency_Key=key) for _ in range(2)]
    same = answers[0].body == answers[1].body
    untouched = before == _available(server, goods)
    short = answers[0].body["details"]["lines"] == [
        {"sku": goods.skus[1], "requested": before[1] + 1, "available": before[1]}
    ]
    facts = problem(answers[0])
    facts[2].pop("details")
    return [*facts, same, untouched, short]


def _available(server: Server, goods: Goods) -> list[int]:
    answer = server.ask("POST", "/v1/availability", {"skus": goods.skus})
    return [row["available"] for row in answer.body["data"]]


def _shape(order: dict[str, Any]) -> dict[str, Any]:
    """Blank what every order has of its own; keep what kind of value it is."""
    order = plain(order)
    own = {name: type(order[name]).__name__ for name in ("id", "number", "created_at")}
    lines = [{**line, "id": len(line["id"])} for line in order["lines"]]
    updated = type(order["updated_at"]).__name__
    return {**order, **own, "lines": lines, "updated_at": updated}


CASES: dict[str, Case] = {
    "health": read("GET", "/health/live"),
    "list": read("GET", "/v1/products?limit=50"),
    "product": read("GET", "/v1/products/{id}"),
    "orders": read("GET", "/v1/orders?limit=50"),
    "availability": read(
        "POST", "/v1/availability", lambda goods: {"skus": [*goods.skus, "none", goods.skus[0]]}
    ),
    "refusals": refusals,
    "order": place_order,
    "once": one_key_at_once,
    "too-many": too_many,
}


def main() -> None:
    """Compare the servers named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("servers", nargs="+", metavar="NAME=URL")
    parser.add_argument("--token", required=True, help="an owner's access token")
    parser.add_argument("--cases", nargs="*", choices=CASES, help="by default all")
    given = parser.parse_args()
    urls = dict(server.split("=", 1) for server in given.servers)
    try:
        verify(urls, given.token, given.cases)
    except Different as difference:
        sys.exit(f"Not the same: {difference}")
    print(f"The same: {', '.join(urls)}.")


if __name__ == "__main__":
    main()

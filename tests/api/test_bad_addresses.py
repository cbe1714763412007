"""Addresses, methods, codes and cursors that are wrong, and what breaks on our side."""

import uuid

import pytest
from sqlalchemy.exc import OperationalError

from models import Location, Product
from services.catalogue import products
from services.stock import locations
from tests.api.bodies import places, refusal, titles

JSON = {"content_type": "application/json"}
NOWHERE = ["/nope", "/v1", "/v1/nope", "/v1/products/", "/v1/products/7", "/errors/nope", "/%00"]


def test_there_is_nothing_at_another_address(anonymous):
    for path in NOWHERE:
        answer = anonymous.get(path)

        assert refusal(answer) == (404, "route-not-found"), path
        assert answer.mimetype == "application/problem+json"
        assert answer.json["instance"] == f"/requests/{answer.headers['X-Request-Id']}"


@pytest.mark.parametrize(
    "request_",
    [
        {"data": b" " * 2**21, **JSON},
        {"data": b"text", "content_type": "text/plain"},
        {"data": b"{", **JSON},
    ],
    ids=["too large", "no JSON type", "no JSON"],
)
def test_a_body_sent_nowhere_is_not_read(anonymous, request_):
    nowhere = anonymous.send("POST", "/nope", **request_)
    health = anonymous.send("POST", "/health/live", **request_)

    assert refusal(nowhere) == (404, "route-not-found")
    assert refusal(health) == (405, "method-not-allowed")
    assert nowhere.mimetype == health.mimetype == "application/problem+json"


METHODS = [
    ("DELETE", "/v1/products", "GET, HEAD, OPTIONS, POST"),
    ("PUT", f"/v1/products/{uuid.UUID(int=0)}", "DELETE, GET, HEAD, OPTIONS, PATCH"),
    ("GET", "/v1/auth/login", "OPTIONS, POST"),
    ("FOO", "/v1/me", "GET, HEAD, OPTIONS, PATCH"),
    ("POST", "/docs", "GET, HEAD, OPTIONS"),
    ("POST", "/health/ready", "GET, HEAD, OPTIONS"),
]


def test_another_method_hears_which_there_are(anonymous):
    for method, path, allowed in METHODS:
        answer = anonymous.send(method, path)

        assert refusal(answer) == (405, "method-not-allowed"), path
        assert answer.headers["Allow"] == allowed
        assert answer.mimetype == "application/problem+json"


def test_what_breaks_on_our_side_changes_nothing_and_tells_nothing(client, shop, monkeypatch):
    def broken(account_id, **facts):
        locations.add(account_id, code="half", name="Half done")
        raise RuntimeError("the innermost secret")

    monkeypatch.setattr(products, "add", broken)
    answer = client.post("/v1/products", {"kind": "general", "title": "A"}, key="mine")
    monkeypatch.undo()
    again = client.post("/v1/products", {"kind": "general", "title": "A"}, key="mine")

    assert refusal(answer) == (500, "internal-error")
    assert answer.json["detail"] == "Something broke on our side; nothing was changed."
    assert answer.json["details"] == {}
    for internal in ("innermost", "RuntimeError", "Traceback", ".py"):
        assert internal not in answer.text
    assert (again.status_code, "Idempotent-Replayed" in again.headers) == (201, False)
    assert (shop.count(Location), shop.count(Product)) == (0, 1)


def test_a_busy_database_is_a_503(client, shop, monkeypatch):
    def busy(account_id, **facts):
        locations.add(account_id, code="half", name="Half done")
        raise OperationalError("INSERT", {}, Exception("database is locked"))

    monkeypatch.setattr(products, "add", busy)
    answer = client.post("/v1/products", {"kind": "general", "title": "A"})

    assert refusal(answer) == (503, "service-busy")
    assert answer.headers["Retry-After"] == "1"
    assert "INSERT" not in answer.text
    assert shop.count(Location) == 0


def test_no_variant_has_an_impossible_code(client, shop):
    shop.variant(sku="A")

    for code in ("%00", "A%00", "9" * 65, "9" * 5_000, "%FF", "%ED%A0%80", "a/b", "%F0%9F%93%9A"):
        answer = client.get(f"/v1/variants/by-code/{code}")

        assert refusal(answer) == (404, "code-not-found"), code


@pytest.fixture
def cursor(client, shop):
    """Give a good cursor of the list of products."""
    for title in ("A", "B"):
        shop.product(title=title, variants=[])
    return client.get("/v1/products?limit=1").json["next_cursor"]


def test_a_cursor_leads_on_with_another_page_size(client, cursor):
    assert titles(client.get(f"/v1/products?limit=7&cursor={cursor}")) == ["B"]
    assert titles(client.get(f"/v1/products?include=total&cursor={cursor}")) == ["B"]


FORGED = [
    lambda good: good[:-1],
    lambda good: good + "A",
    lambda good: good.swapcase(),
    lambda good: "A" + good,
    lambda good: good.rpartition(".")[0],
    lambda good: good.rpartition(".")[2],
    lambda good: "W10." + good.rpartition(".")[2],
    lambda good: "garbage",
    lambda good: "%C3%A9.%FF",
    lambda good: "." * 2_000,
]


def test_a_forged_cursor_is_named(client, cursor):
    for forge in FORGED:
        answer = client.get(f"/v1/products?limit=1&cursor={forge(cursor)}")

        assert refusal(answer) == (422, "invalid-cursor"), forge(cursor)
        assert places(answer) == ["/cursor"]
        assert answer.json["errors"][0]["in"] == "query"


def test_a_cursor_has_its_bounds(client):
    for value in ("", "%00", "x" * 2_001):
        answer = client.get(f"/v1/products?cursor={value}")

        assert refusal(answer) == (422, "validation-failed"), value
        assert places(answer) == ["/cursor"]


def test_a_cursor_of_another_list_is_named(client, cursor):
    since = "created_at_from=2020-01-01T00:00:00Z"
    others = [f"/v1/products?{query}&" for query in ("sort=-created_at", "q=A", since)]

    for elsewhere in ("/v1/variants?", *others):
        answer = client.get(f"{elsewhere}limit=1&cursor={cursor}")

        assert refusal(answer) == (422, "invalid-cursor"), elsewhere


def test_a_strangers_cursor_is_named(stranger, shop, cursor):
    answer = stranger.get(f"/v1/products?limit=1&cursor={cursor}")
    colleague = shop.client("viewer").get(f"/v1/products?limit=1&cursor={cursor}")

    assert refusal(answer) == (422, "invalid-cursor")
    assert titles(colleague) == ["B"]

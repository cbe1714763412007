"""Pages of other origins: none may call the API from a browser unless the settings name it."""

import pytest

from models import db
from tests.client import Client
from tests.conftest import build_app

SHOP, DESK, EVIL = "https://shop.example", "http://localhost:3000", "https://evil.example"
ALLOWED = "Access-Control-Allow-Origin"
PATHS = ["/v1/products", "/v1/me", "/v1/auth/login", "/v1/nope", "/", "/docs", "/openapi.json"]
EXPOSED = {
    *("ETag", "Location", "Link", "X-Request-Id", "Idempotent-Replayed", "Content-Disposition"),
    *("Retry-After", "RateLimit", "RateLimit-Policy", "Deprecation", "Sunset", "WWW-Authenticate"),
}
TAKEN = {
    *("Authorization", "X-API-Key", "Content-Type", "Idempotency-Key"),
    *("If-Match", "If-None-Match", "X-Request-Id"),
}


@pytest.fixture(scope="module")
def let_in(database_url):
    """Build an app that lets pages of SHOP and DESK in."""
    app = build_app(database_url, cors_origins=(SHOP, DESK))
    yield app
    with app.app_context():
        db.engine.dispose()


def preflight(client, path, *, origin, method="POST", headers="authorization"):
    asked = {"Access-Control-Request-Method": method, "Access-Control-Request-Headers": headers}
    return client.send("OPTIONS", path, headers={"Origin": origin, **asked})


def told(answer):
    """Give what an answer says of other origins."""
    return {name: text for name, text in answer.headers if name.startswith("Access-Control-")}


def split(text):
    return set(text.split(", "))


@pytest.mark.parametrize("origin", [SHOP, "http://localhost", "null"])
@pytest.mark.parametrize("path", PATHS)
def test_without_origins_nothing_is_said_to_anybody(anonymous, path, origin):
    asked = anonymous.get(path, headers={"Origin": origin})
    before = preflight(anonymous, path, origin=origin)

    assert told(asked) == told(before) == {}
    assert "Origin" not in asked.headers.get("Vary", "")


@pytest.mark.parametrize("origin", [SHOP, DESK])
def test_a_named_page_is_let_in_by_name_and_never_with_cookies(let_in, client, origin):
    answer = Client(let_in, client.headers).get("/v1/account", headers={"Origin": origin})

    said = told(answer)
    assert answer.status_code == 200
    assert split(said.pop("Access-Control-Expose-Headers")) == EXPOSED
    assert said == {ALLOWED: origin}
    assert answer.headers.getlist("Vary") == ["Origin", "Authorization, X-API-Key"]


@pytest.mark.parametrize(
    "origin",
    [
        *(EVIL, "null", "*", "", "https://shop.example.evil.example", "https://evilshop.example"),
        *("https://shop.example:444", "http://shop.example", "https://shop.example/"),
        *("https://shop.example, https://evil.example", "https://shop_example", "http://localhost"),
    ],
)
def test_another_page_is_not_let_in(let_in, client, origin):
    let_in = Client(let_in, client.headers)

    answers = [let_in.get("/v1/me", headers={"Origin": origin})]
    answers += [preflight(let_in, path, origin=origin) for path in PATHS]

    assert [told(answer) for answer in answers] == [{}] * len(answers)
    assert answers[0].headers["Vary"] == "Origin"


def test_who_is_no_page_hears_nothing_of_origins(let_in, client):
    answer = Client(let_in, client.headers).get("/v1/me")

    assert told(answer) == {}
    assert answer.headers["Vary"] == "Origin"


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PATCH", "DELETE"])
def test_a_browser_may_ask_first_without_a_credential(let_in, method):
    answer = preflight(
        Client(let_in), "/v1/orders", origin=SHOP, method=method, headers=", ".join(sorted(TAKEN))
    )

    said = told(answer)
    assert answer.status_code == 200
    assert split(said.pop("Access-Control-Allow-Headers")) == TAKEN
    assert split(said.pop("Access-Control-Allow-Methods")) == {
        *("GET", "HEAD", "POST", "PATCH", "DELETE")
    }
    assert split(said.pop("Access-Control-Expose-Headers")) == EXPOSED
    assert said == {ALLOWED: SHOP, "Access-Control-Max-Age": "7200"}


@pytest.mark.parametrize("method", ["PUT", "TRACE", "CONNECT", "get", "*"])
def test_a_browser_is_told_of_no_other_method(let_in, method):
    said = told(preflight(Client(let_in), "/v1/orders", origin=SHOP, method=method))

    assert method not in split(said.get("Access-Control-Allow-Methods", ""))


@pytest.mark.parametrize("header", ["Cookie", "X-Forwarded-For", "X-HTTP-Method-Override", "*"])
def test_a_browser_is_told_of_no_other_header(let_in, header):
    said = told(preflight(Client(let_in), "/v1/orders", origin=SHOP, headers=header))

    assert "Access-Control-Allow-Headers" not in said


def test_a_page_can_read_why_it_was_refused(let_in, shop):
    refused = {
        401: Client(let_in).get("/v1/me", headers={"Origin": SHOP}),
        404: Client(let_in).get("/v1/nope", headers={"Origin": SHOP}),
        405: Client(let_in).send("PUT", "/v1/me", headers={"Origin": SHOP}),
        422: Client(let_in).post("/v1/auth/login", {}, headers={"Origin": SHOP}),
    }

    assert {status: answer.status_code for status, answer in refused.items()} == {
        status: status for status in refused
    }
    assert {told(answer)[ALLOWED] for answer in refused.values()} == {SHOP}


@pytest.mark.parametrize("path", ["/", "/docs", "/openapi.json", "/health/live", "/nope"])
def test_only_the_api_itself_is_for_pages_of_other_origins(let_in, path):
    assert told(Client(let_in).get(path, headers={"Origin": SHOP})) == {}

"""The server's own pages show nothing that came with a request, however it was made up."""

import re
from html import escape

import pytest

from api import create_app
from config import Settings
from tests.client import Client
from tests.conftest import SECRET

MARK = "<script>alert(1)</script>"
HOSTS = [
    *("evil.example", 'x"><script>alert(1)</script>', "javascript:alert(1)", "evil.example@good"),
    *("[::1", "a b", "", "evil.example:99999", "x'$(reboot)'", "\u00e9.example", "x" * 2_000),
]


@pytest.fixture(scope="module")
def landing(tmp_path_factory):
    """Open the start page of an installation with these settings, asked at a Host."""
    built, url = {}, f"sqlite:///{tmp_path_factory.mktemp('db')}/unused.db"

    def read(host, environment="production", **settings):
        key = (environment, *settings.items())
        if key not in built:
            given = Settings(environment, url, SECRET, log_level="CRITICAL", **settings)
            built[key] = create_app(given)
        return Client(built[key]).get("/", headers={"Host": host})

    return read


@pytest.mark.parametrize("host", HOSTS)
def test_in_production_host_has_no_effect_on_the_start(landing, host):
    page, plain = landing(host), landing("localhost")

    assert page.status_code in (200, 400)
    assert page.status_code == 400 or page.text == plain.text
    assert "https://your-server.example/v1/orders" in plain.text


@pytest.mark.parametrize("environment", ["production", "development"])
@pytest.mark.parametrize("host", HOSTS)
def test_the_start_shows_the_address_that_is_set(landing, host, environment):
    page = landing(host, environment, public_url="https://stock.example")

    assert page.status_code == 400 or "https://stock.example/v1/orders" in page.text
    assert "evil" not in page.text
    assert "alert(1)" not in page.text


@pytest.mark.parametrize("host", HOSTS)
def test_in_development_a_host_is_inert(landing, host):
    page = landing(host, "development")

    assert "<script>" not in page.text
    assert "$(reboot)" not in page.text
    assert {a[:1] for a in re.findall(r'(?:src|href)="([^"]+)"', page.text)} <= {"/", "#"}


@pytest.mark.parametrize(
    "path",
    [
        f"/errors/{MARK}",
        "/errors/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        f"/{MARK}",
        f"/docs?{MARK}={MARK}",
        f"/redoc?url=https://evil.example/{MARK}",
        f"/docs?url=https://evil.example/openapi.json&configUrl=https://evil.example/{MARK}",
        f"/?{MARK}",
        f"/errors?q={MARK}",
        "/errors/insufficient-stock?x=%3Csvg%20onload%3Dalert(1)%3E",
        f"/static/{MARK}.css",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_markup_in_an_address_is_nowhere_in_the_answer(anonymous, path, method):
    answer = anonymous.send(method, path, headers={"Referer": MARK, "User-Agent": MARK})

    assert answer.status_code < 500
    assert [word for word in ("alert(1)", "evil.example") if word in answer.text] == []
    if answer.status_code >= 400:
        assert answer.mimetype == "application/problem+json"


def test_markup_in_what_a_merchant_names_things_is_data_in_json_and_on_no_page(client, shop):
    product = shop.product(title=MARK)
    kind = {"code": "lamp", "name": MARK, "json_schema": {"type": "object", "title": MARK}}
    client.post("/v1/product-kinds", kind)

    answer = client.get(f"/v1/products/{product['id']}")
    pages = [client.get(path).text for path in ("/", "/docs", "/redoc", "/errors")]

    assert (answer.mimetype, answer.json["title"]) == ("application/json", MARK)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert [page for page in pages if MARK in page or escape(MARK) in page] == []


def test_a_page_is_the_same_for_everybody(client, anonymous):
    for path in ("/", "/docs", "/redoc", "/errors", "/errors/insufficient-stock"):
        assert client.get(path).text == anonymous.get(path).text, path


def test_the_settings_that_a_page_is_given_are_not_on_it(landing):
    page = landing("localhost", public_url="https://stock.example").text

    secrets = Settings("production", "sqlite://", SECRET)
    assert [text for text in (secrets.secret_key, secrets.database_url) if text in page] == []

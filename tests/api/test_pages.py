"""What the server says of itself: /, /docs, /redoc, /errors, /health, /openapi.json"""

import re
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from api import create_app
from api.document import webhooks
from api.error_catalogue import catalogue
from api.openapi import document
from config import Settings
from tests.client import Client
from tests.conftest import SECRET

PAGES = ["/", "/docs", "/redoc", "/errors", "/errors/insufficient-stock"]
STRICT = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
}
BY_SCRIPT = (
    {"style-src 'self'", "img-src 'self'"},
    {
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
    },
)


@pytest.fixture
def production(tmp_path):
    """Somebody without a credential, at an installation that opens no accounts."""
    url = f"sqlite:///{tmp_path}/unused.db"
    closed = Settings("production", url, SECRET, registration_enabled=False, log_level="CRITICAL")
    return Client(create_app(closed))


def read(client, address, **options):
    """Get a file and close it."""
    return client.get(address, buffered=True, **options)


def policy(page):
    return set(page.headers["Content-Security-Policy"].split("; "))


@pytest.mark.parametrize("path", PAGES)
def test_a_page_names_nothing_but_our_own_files(anonymous, path):
    page = anonymous.get(path)

    assert (page.status_code, page.mimetype) == (200, "text/html")
    assert not re.search(r"<script(?![^>]* src=)|<style|\son\w+=|\sstyle=", page.text)
    addresses = {a.partition("#")[0] for a in re.findall(r'(?:src|href)="([^"]+)"', page.text)}
    assert [address for address in addresses if address[:1] not in ("", "/")] == []
    found = {a: read(anonymous, a).status_code for a in addresses if a}
    assert found == dict.fromkeys(found, 200)


@pytest.mark.parametrize("path", ["/", "/errors", "/errors/insufficient-stock"])
def test_a_page_of_ours_has_the_strictest_policy(anonymous, path):
    assert policy(anonymous.get(path)) == STRICT


def test_the_references_may_set_styles_and_icons_and_redoc_may_search(anonymous):
    less, more = BY_SCRIPT

    assert policy(anonymous.get("/docs")) == STRICT - less | more
    assert policy(anonymous.get("/redoc")) == STRICT - less | more | {"worker-src blob:"}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_how_to_treat_it(anonymous, path):
    headers = anonymous.get(path).headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-cache"


def test_a_static_file_named_by_its_content_is_kept_for_ever(anonymous):
    (address,) = re.findall(r'href="(/static/site\.css[^"]*)"', anonymous.get("/").text)

    named, plain = read(anonymous, address), read(anonymous, "/static/site.css?v=of-old")

    assert named.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert plain.headers["Cache-Control"] == "public, max-age=3600"
    assert named.headers["X-Content-Type-Options"] == "nosniff"
    again = read(anonymous, address, headers={"If-None-Match": named.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("path", ["/static/../docs.py", "/static/none.css", "/static/"])
def test_there_is_no_other_static_file(anonymous, path):
    assert anonymous.get(path).status_code == 404


def test_the_start_shows_the_address_it_was_asked_at(anonymous):
    page = anonymous.get("/", headers={"Host": "stock.example:8443"})

    assert "curl -s http://stock.example:8443/v1/orders" in page.text
    assert "127.0.0.1" not in page.text


def test_the_start_tells_of_the_demo_only_where_there_may_be_one(anonymous, production):
    assert "a-shelf-full-of-stories" in anonymous.get("/").text
    assert "demo" not in production.get("/").text


def test_the_start_invites_to_register_only_where_it_is_open(anonymous, production):
    closed = "This server opens no accounts by itself"

    assert closed not in anonymous.get("/").text
    assert closed in production.get("/").text


def test_every_error_has_a_page_that_says_all_of_it(anonymous):
    index = anonymous.get("/errors").text

    for code, refusal in catalogue().items():
        page = anonymous.get(f"/errors/{code}")

        assert page.status_code == 200, code
        assert f"&#34;code&#34;: &#34;{code}&#34;" in page.text, code
        assert "`" not in page.text, code
        assert refusal.title()[0].isupper(), code
        assert f'href="/errors/{code}"' in index, code


def test_an_error_page_sets_code_as_code_and_names_facts_and_operations(anonymous):
    page = anonymous.get("/errors/insufficient-stock").text

    assert "<code>details.lines</code> names every short SKU" in page
    assert "<dt><code>lines[].available</code></dt>" in page
    assert '<a href="/docs#/Orders/createOrder">Place an order</a>' in page


@pytest.mark.parametrize(
    ("code", "who"),
    [
        ("route-not-found", "Any address may"),
        ("account-not-found", "No operation does"),
        ("api-key-not-found", 'href="/docs#/API%20keys/getApiKey"'),
    ],
)
def test_an_error_page_says_who_answers_so(anonymous, code, who):
    assert who in anonymous.get(f"/errors/{code}").text


def test_an_error_of_every_operation_names_them_all(anonymous, app):
    operations = [
        operation["operationId"]
        for item in document(app)["paths"].values()
        for name, operation in item.items()
        if name != "parameters"
    ]

    page = anonymous.get("/errors/service-busy").text

    assert re.findall(r'href="/docs#/[^/"]+/(\w+)"', page) == operations
    assert f"<summary>{len(operations)} operations</summary>" in page


def test_an_unknown_error_has_no_page(anonymous):
    answer = anonymous.get("/errors/made-up")

    assert (answer.status_code, answer.json["code"]) == (404, "route-not-found")


def test_serves_the_document_and_the_icon(anonymous, app):
    assert anonymous.get("/openapi.json").json == document(app)
    assert read(anonymous, "/favicon.ico").mimetype == "image/svg+xml"


def test_serves_the_document_to_several_who_ask_first(another_app, monkeypatch):
    fresh, describe = another_app(), webhooks.describe
    monkeypatch.setattr(webhooks, "describe", lambda spec: (time.sleep(0.05), describe(spec))[1])

    with ThreadPoolExecutor(4) as callers:
        found = list(callers.map(lambda _: document(fresh), range(4)))

    assert found == [document(fresh)] * 4


def test_the_pages_are_not_part_of_the_document(app):
    assert {path.split("/")[1] for path in document(app)["paths"]} == {"v1"}


def test_says_whether_it_lives_and_is_ready(anonymous):
    for path in ("/health/live", "/health/ready"):
        answer = anonymous.get(path)
        assert (answer.status_code, answer.json) == (200, {"status": "ok"})

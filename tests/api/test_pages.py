"""What the server says of itself: /docs, /, /errors/{code}, /health, /openapi.json"""

import re

import pytest

from api.docs import catalogue
from api.openapi import document


def read(client, address):
    """Get a file and close it."""
    return client.get(address, buffered=True)


@pytest.mark.parametrize("path", ["/", "/docs", "/errors/insufficient-stock"])
def test_a_page_runs_nothing_that_is_not_our_own_file(anonymous, path):
    page = anonymous.get(path)

    policy = page.headers["Content-Security-Policy"]
    assert (page.status_code, page.mimetype) == (200, "text/html")
    assert "script-src 'self';" in policy
    assert not re.search(r"<script(?![^>]* src=)", page.text)
    addresses = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert [address for address in addresses if not address.startswith("/")] == []
    assert [read(anonymous, address).status_code for address in addresses] == [200] * len(addresses)


def test_every_error_has_a_page(anonymous):
    for code, refusal in catalogue().items():
        page = anonymous.get(f"/errors/{code}")

        assert page.status_code == 200, code
        assert code in page.text
        assert "`" not in page.text, code
        assert refusal.title()[0].isupper(), code


def test_an_error_page_sets_code_as_code(anonymous):
    page = anonymous.get("/errors/insufficient-stock")

    assert "<code>details.lines</code> names every short SKU" in page.text


def test_an_unknown_error_has_no_page(anonymous):
    answer = anonymous.get("/errors/made-up")

    assert (answer.status_code, answer.json["code"]) == (404, "route-not-found")


def test_serves_the_document_and_the_icon(anonymous, app):
    assert anonymous.get("/openapi.json").json == document(app)
    assert read(anonymous, "/favicon.ico").mimetype == "image/png"


def test_says_whether_it_lives_and_is_ready(anonymous):
    for path in ("/health/live", "/health/ready"):
        answer = anonymous.get(path)
        assert (answer.status_code, answer.json) == (200, {"status": "ok"})

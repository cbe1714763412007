"""Who calls, and how: what a client says of it counts for nothing, what a trusted proxy adds does.

Against the real server, which is asked what it took the caller for.
"""

import http.client
import json
import socket
from contextlib import ExitStack
from functools import cache

import pytest

from tests.races import crowd

TELLING = '''
"""Backstock, and an address that tells whom it takes the caller for."""

from flask import jsonify, request

from wsgi import app


@app.get("/taken-for")
def taken_for():
    return jsonify([request.remote_addr, request.scheme, request.host, request.script_root])
'''
HERE = "127.0.0.1"
LIES = {
    "X-Forwarded-For": "203.0.113.7",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Port": "444",
    "X-Forwarded-Prefix": "/evil",
    "X-Forwarded-Server": "evil.example",
    "X-Forwarded-Scheme": "https",
    "X-Forwarded-Ssl": "on",
    "X-Real-IP": "203.0.113.7",
    "Forwarded": "for=203.0.113.7;proto=https;host=evil.example",
    "Front-End-Https": "on",
    "X-Original-URL": "/v1/me",
    "X-Rewrite-URL": "/v1/me",
    "CF-Connecting-IP": "203.0.113.7",
    "True-Client-IP": "203.0.113.7",
    "X-Client-IP": "203.0.113.7",
    "Client-IP": "203.0.113.7",
}


pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""No database has to do with it: one engine will do."""


@pytest.fixture(scope="module")
def serve(app, database_url, tmp_path_factory):
    """Start a server behind so many trusted proxies, once for all tests; give its port."""
    folder = tmp_path_factory.mktemp("server")
    (folder / "telling.py").write_text(TELLING)
    options = {"workers": 1, "module": "telling:app", "path": folder}
    with pytest.MonkeyPatch.context() as patch, ExitStack() as servers:

        @cache
        def serving(number):
            patch.setenv("TRUSTED_PROXIES", str(number))
            return servers.enter_context(crowd.serving(database_url, folder / "log", **options))

        yield serving


@pytest.fixture
def ask(serve):
    """Ask a server behind so many trusted proxies; header lines may be repeated."""

    def send(number, *lines, path="/taken-for"):
        named = "".join(f"{name}: {text}\r\n" for name, text in lines)
        head = f"GET {path} HTTP/1.1\r\nHost: stock.example\r\nConnection: close\r\n{named}\r\n"
        with socket.create_connection((HERE, serve(number)), timeout=30) as connection:
            connection.sendall(head.encode())
            answer = http.client.HTTPResponse(connection)
            answer.begin()
            return answer, json.loads(answer.read())

    return send


def test_without_a_trusted_proxy_no_header_changes_who_calls(ask):
    answer, taken_for = ask(0, *LIES.items())

    assert taken_for == [HERE, "http", "stock.example", ""]
    assert answer.getheader("Strict-Transport-Security") is None


@pytest.mark.parametrize("name", LIES)
def test_no_header_but_two_changes_who_calls_behind_a_trusted_proxy(ask, name):
    _, taken_for = ask(1, (name, LIES[name]))

    read = {
        "X-Forwarded-For": [LIES["X-Forwarded-For"], "http"],
        "X-Forwarded-Proto": [HERE, "https"],
    }
    assert taken_for == [*read.get(name, [HERE, "http"]), "stock.example", ""]


@pytest.mark.parametrize(
    "written",
    [
        ["203.0.113.7, 198.51.100.1"],
        ["203.0.113.7", "198.51.100.1"],
        ["203.0.113.7,,  ,192.0.2.1", "198.51.100.1"],
        ["a" * 4_000 + ", 198.51.100.1"],
        ['\\", 198.51.100.1'],
    ],
    ids=["one line", "two lines", "gaps", "long", "quotes"],
)
def test_what_the_client_wrote_itself_counts_for_nothing(ask, written):
    _, taken_for = ask(1, *(("X-Forwarded-For", text) for text in written))

    assert taken_for == ["198.51.100.1", "http", "stock.example", ""]


@pytest.mark.parametrize("said", ["evil", "203.0.113.7:80", "1.2.3", "", "<b>", "unknown"])
def test_what_is_no_address_is_nobodys(ask, said):
    _, taken_for = ask(1, ("X-Forwarded-For", said), ("X-Forwarded-Proto", said))

    assert taken_for == [HERE, "http", "stock.example", ""]


def test_of_two_trusted_proxies_the_outer_one_knows_who_calls(ask):
    lines = [
        ("X-Forwarded-For", "6.6.6.6, 203.0.113.7, 10.0.0.2"),
        ("X-Forwarded-Proto", "https,http"),
    ]

    _, taken_for = ask(2, *lines)

    assert taken_for == ["203.0.113.7", "https", "stock.example", ""]


def test_who_comes_past_the_proxies_is_taken_for_who_they_are(ask):
    """With fewer entries than proxies somebody left the path; nothing they say is read."""
    _, taken_for = ask(2, ("X-Forwarded-For", "203.0.113.7"), ("X-Forwarded-Proto", "https"))

    assert taken_for == [HERE, "http", "stock.example", ""]


@pytest.mark.parametrize(
    ("more", "status"), [([], 200), ([("Host", "evil.example")], 400)], ids=["answered", "unread"]
)
def test_behind_tls_every_answer_says_so(ask, more, status):
    answer, _ = ask(1, ("X-Forwarded-Proto", "https"), *more)

    assert answer.status == status
    assert answer.getheader("Strict-Transport-Security") == "max-age=63072000; includeSubDomains"


@pytest.mark.parametrize("path", ["//v1//me", "//evil.example", "/v1//me", "/v1/me/", "/docs/"])
def test_no_answer_leads_to_where_host_says(ask, path):
    answer, body = ask(1, ("X-Forwarded-Host", "evil.example"), path=path)

    assert (answer.status, body["code"]) == (404, "route-not-found")
    assert answer.getheader("Location") is None

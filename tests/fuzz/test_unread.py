"""What is no HTTP request that the app could answer is refused: in our words, or by hanging up."""

import json

import jsonschema_rs
import pytest

from config import MAX_LINE_BYTES, ROOT
from tests.wire import read, sent

SPEC = json.loads((ROOT / "openapi.json").read_text(encoding="utf-8"))
LONG = b"x" * MAX_LINE_BYTES
HOST = b"Host: localhost\r\n"
LAST = HOST + b"Connection: close\r\n"
GET = b"GET /v1/me HTTP/1.1\r\n" + LAST
LOGIN = b"POST /v1/auth/login HTTP/1.1\r\n" + LAST + b"Content-Type: application/json\r\n"
CHUNKED = LOGIN + b"Transfer-Encoding: chunked\r\n"
WORDED = [
    (b"GET /v1/me?q=" + LONG + b" HTTP/1.1\r\n" + LAST + b"\r\n", 414, "uri-too-long"),
    (b"GET /v1/" + LONG + b" HTTP/1.1\r\n" + LAST + b"\r\n", 414, "uri-too-long"),
    (GET + b"X-Long: " + LONG + b"\r\n\r\n", 431, "headers-too-large"),
    (GET + b"Host: elsewhere\r\n\r\n", 400, "malformed-request"),
    (b"GET /v1/me HTTP/1.1\r\nConnection: close\r\n\r\n", 400, "malformed-request"),
    (LOGIN + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 400, "malformed-request"),
    (LOGIN + b"Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n", 400, "malformed-request"),
    (b"GET me HTTP/1.1\r\n" + LAST + b"\r\n", 400, "malformed-request"),
    (CHUNKED + b"\r\n0\r\n\r\n", 400, "malformed-request"),
    (CHUNKED + b"\r\nno size\r\n{}\r\n0\r\n\r\n", 400, "malformed-request"),
    (CHUNKED + b"\r\n-2\r\n{}\r\n0\r\n\r\n", 400, "malformed-request"),
    (LOGIN + b"Content-Length: 1073741824\r\n\r\n{}", 413, "body-too-large"),
]
UNSEEN = [
    (b"GET /v1/me?q=" + LONG * 9 + b" HTTP/1.1\r\n" + HOST + b"\r\n", 414),
    (GET + b"X: y\r\n" * 100 + b"\r\n", 431),
    (GET + b"X-Long: " + LONG * 20 + b"\r\n\r\n", 431),
    (GET + b"X-Nul: a\x00b\r\n\r\n", 400),
    (GET + b"X-Folded: a\r\n b\r\n\r\n", 400),
    (GET + b"X-Spaced : a\r\n\r\n", 400),
    (GET + b"no header\r\n\r\n", 400),
    (b"GET /v1/me\r\n" + HOST + b"\r\n", 400),
    (b"G\xc3\x89T /v1/me HTTP/1.1\r\n" + HOST + b"\r\n", 400),
    (b"GET /v1/me HTTP/9.9\r\n" + HOST + b"\r\n", 400),
    (LOGIN + b"Content-Length: -1\r\n\r\n", 400),
    (LOGIN + b"Content-Length: 1, 1\r\n\r\n1", 400),
    (LOGIN + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\n12", 400),
    (LOGIN + b"Transfer-Encoding: gzip\r\n\r\n", 400),
    (LOGIN + b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n", 400),
    (b"POST /v1/auth/login HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
]


@pytest.mark.parametrize(("request_", "status", "code"), WORDED, ids=lambda value: str(value)[:60])
def test_what_the_app_need_not_see_is_a_problem_document(port, request_, status, code):
    whole = {"$ref": "#/components/schemas/Problem", "components": SPEC["components"]}
    fits = jsonschema_rs.Draft202012Validator(whole, validate_formats=True).is_valid

    answer, text = read(sent(port, request_))

    body = json.loads(text)
    assert (answer.status, body["status"], body["code"]) == (status, status, code)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["X-Request-Id"] == body["request_id"]
    assert fits(body)
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; ")
    assert answer.headers["Cache-Control"] == "no-store"
    limits = {400: {}, 413: {"limit_bytes": 1_048_576}}
    assert body["details"] == limits.get(status, {"limit_bytes": MAX_LINE_BYTES})


@pytest.mark.parametrize(("request_", "status"), UNSEEN, ids=lambda value: str(value)[:60])
def test_what_the_server_cannot_read_has_a_status_and_nothing_else(port, request_, status):
    answer, text = read(sent(port, request_ + GET + b"\r\n"))

    assert (answer.status, text) == (status, b"")
    assert answer.headers["Connection"] == "close"


def test_of_two_lengths_the_chunks_count_and_the_connection_ends(port):
    both = CHUNKED.replace(LAST, HOST) + b"Content-Length: 4\r\n\r\n2\r\n{}\r\n0\r\n\r\n"

    received = sent(port, both + GET + b"\r\n")

    answer, text = read(received)
    assert (answer.status, json.loads(text)["code"]) == (422, "validation-failed")
    assert answer.headers["Connection"] == "close"
    assert received.count(b"HTTP/1.1 ") == 1


def test_requests_sent_at_once_are_answered_in_order(port):
    live = b"GET /health/live HTTP/1.1\r\n" + HOST

    received = sent(port, live + b"\r\n" + live + b"\r\n" + GET + b"\r\n")

    statuses = [part[:3] for part in received.split(b"HTTP/1.1 ")[1:]]
    assert statuses == [b"200", b"200", b"401"]


def test_a_client_that_asks_first_is_told_to_go_on_unless_it_sends_too_much(port):
    ask = LOGIN + b"Expect: 100-continue\r\nContent-Length: "

    small, large = sent(port, ask + b"2\r\n\r\n{}"), sent(port, ask + b"1073741824\r\n\r\n")

    assert small.startswith(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 422 ")
    assert large.startswith(b"HTTP/1.1 413 ")


def test_the_server_does_not_say_its_version(port):
    answer, _ = read(sent(port, GET + b"\r\n"))

    assert answer.headers["Server"] == "granian"
    assert answer.headers["Date"].endswith(" GMT")

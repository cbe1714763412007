"""What the benchmark sends, and how it reads what comes back."""

import asyncio
import json
import re
import subprocess
import threading
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from uuid import UUID

import pytest

from bench.speed import fallback, load, requests
from bench.speed.cases import CASES, HOT
from bench.speed.data import Shop

SHOP = Shop("sqlite://", "a.b.c", UUID(int=1), UUID(int=2), ["first", "second"])
GENERATORS = [load.fallback_load, *([load.wrk] if load.has_wrk() else [])]


def plan(name, port=1):
    return requests.plan(next(case for case in CASES if case.name == name), SHOP, port)


@contextmanager
def answering(status):
    """Serve one status for everything; give the port and what was asked."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            asked.append((self.path, dict(self.headers), body))
            self.send_response(status)
            self.send_header("Content-Length", "2")
            with suppress(ConnectionError):  # wrk hangs up in the midst of answers
                self.end_headers()
                self.wfile.write(b"{}")

        do_POST = do_GET  # noqa: N815 - its base calls it so

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_address[1], asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_reads_the_last_line_of_wrk():
    line = '{"requests":30,"seconds":1.5,"p50_ms":2.5,"p99_ms":9.25,"refused":1,"lost":2}'

    found = load.parse(f"Running 1s test\n  16 connections\n{line}\n")

    assert found == load.Load(30, 1.5, 2.5, 9.25, refused=1, lost=2)
    assert found.per_second == 20.0


def test_tells_what_wrk_said_instead():
    with pytest.raises(load.LoadFailed, match="unable to connect"):
        load.parse("unable to connect to 127.0.0.1:1 Connection refused\n")


@pytest.mark.parametrize(
    ("percent", "value"), [(50, 2.0), (99, 4.0), (100, 4.0), (25, 1.0), (26, 2.0)]
)
def test_percentile_is_the_nearest_rank(percent, value):
    assert load.percentile([1.0, 2.0, 3.0, 4.0], percent) == value


def test_percentile_of_nothing_is_nothing():
    assert load.percentile([], 99) == 0.0


def test_an_order_names_three_different_skus():
    body = json.loads(requests.fill(plan("order_hot").pieces, HOT))

    skus = {line["sku"] for line in body["lines"]}
    assert len(skus) == 3
    assert skus <= {f"SKU-0000{n}" for n in range(1, HOT + 1)}


def test_a_request_is_whole():
    make = requests.maker(plan("order"))

    first, second = make(), make()

    head, _, body = first.partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    assert lines[0] == "POST /v1/orders HTTP/1.1"
    assert "Authorization: Bearer a.b.c" in lines
    assert f"Content-Length: {len(body)}" in lines
    keys = [re.search(rb"Idempotency-Key: (\S+)", whole)[1] for whole in (first, second)]
    assert keys[0] != keys[1]


def test_asks_for_products_by_id():
    assert plan("product").paths == ["/v1/products/first", "/v1/products/second"]


@pytest.mark.parametrize("generator", GENERATORS)
def test_both_generators_send_what_was_planned(generator):
    with answering(201) as (port, asked):
        found = generator(plan("order", port), 1)

    path, headers, body = asked[0]
    assert path == "/v1/orders"
    assert headers["Authorization"] == "Bearer a.b.c"
    assert headers["Content-Type"] == "application/json"
    assert [line["quantity"] for line in json.loads(body)["lines"]] == [1, 1, 1]
    assert len({headers["Idempotency-Key"] for _, headers, _ in asked}) == len(asked)
    assert (found.refused, found.lost) == (0, 0)
    assert 0 < found.requests <= len(asked)


@pytest.mark.parametrize("generator", GENERATORS)
def test_both_generators_count_refusals(generator):
    with answering(409) as (port, _):
        found = generator(plan("list", port), 1)

    assert found.refused == found.requests > 0


def test_a_refusal_fails_the_run():
    with answering(409) as (port, _), pytest.raises(load.LoadFailed, match="were refused"):
        load.run(plan("list", port), 1)


def test_sends_for_longer_where_no_answer_came(monkeypatch):
    asked = []

    def send(_, seconds):
        asked.append(seconds)
        return load.Load(5 if seconds > 3 else 0, seconds, 1.0, 1.0)

    monkeypatch.setattr(load, "has_wrk", lambda: False)
    monkeypatch.setattr(load, "fallback_load", send)

    assert load.run(plan("list"), 1).seconds == 4
    assert asked == [1, 2, 4]


def test_gives_up_where_no_answer_ever_comes(monkeypatch):
    monkeypatch.setattr(load, "has_wrk", lambda: False)
    monkeypatch.setattr(load, "fallback_load", lambda *_: load.Load(0, 1.0, 0.0, 0.0))

    with pytest.raises(load.LoadFailed, match="of 0 requests 0 were refused"):
        load.run(plan("list"), 8)


def test_an_answer_needs_a_length():
    async def read():
        reader = asyncio.StreamReader()
        reader.feed_data(b"HTTP/1.1 200 OK\r\n\r\n")
        return await fallback._status(reader)

    with pytest.raises(ValueError, match="Content-Length"):
        asyncio.run(read())


def test_wrk_is_asked_to_keep_within_the_plan(monkeypatch):
    asked, said = [], '{"requests":1,"seconds":1,"p50_ms":1,"p99_ms":1}'

    def run(command, **_):
        asked.append(command)
        return subprocess.CompletedProcess(command, 0, said)

    monkeypatch.setattr(subprocess, "run", run)
    load.wrk(plan("order_hot", 8000), 3)

    assert asked[0][:4] == ["wrk", "-t1", "-c32", "-d3s"]
    assert asked[0][-1] == "http://127.0.0.1:8000"

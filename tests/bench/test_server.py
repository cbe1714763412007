"""How the replay deals with a server that has troubles of its own."""

import json
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from bench.replay.server import Refused, Server

BUSY = (503, {"code": "service-busy"})
IN_PROGRESS = (409, {"code": "request-in-progress"})
DROPPED = None
DONE = (201, {"id": "1"})


class Handler(BaseHTTPRequestHandler):
    """Answers what is next in the script, and keeps what it was asked."""

    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((self.headers["Idempotency-Key"], json.loads(body)))
        answer = self.server.script.pop(0)
        if answer is DROPPED:
            self.close_connection = True
            return
        status, content = answer[0], json.dumps(answer[1]).encode()
        self.send_response(status)
        self.send_header("Retry-After", "0")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args):
        """Say nothing."""


@pytest.fixture
def scripted():
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        http.script, http.asked = [], []
        Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield http
        http.shutdown()


@pytest.fixture
def caller(scripted):
    with closing(Server(f"http://127.0.0.1:{scripted.server_port}", api_key="key")) as server:
        yield server


def test_sends_the_same_again_until_there_is_an_answer(scripted, caller):
    scripted.script += [BUSY, IN_PROGRESS, DROPPED, DONE]

    answer = caller.post("/v1/orders", {"n": 1}, key="one")

    assert answer == {"id": "1"}
    assert scripted.asked == [("one", {"n": 1})] * 4


def test_takes_a_refusal_for_an_answer(scripted, caller):
    scripted.script += [(409, {"code": "insufficient-stock"}), DONE]

    with pytest.raises(Refused) as refusal:
        caller.post("/v1/orders", {"n": 1})

    assert (refusal.value.status, refusal.value.code) == (409, "insufficient-stock")
    assert len(scripted.asked) == 1


def test_logs_in_again_before_its_token_ends(scripted, caller):
    caller.api_key, caller.email, caller.password = None, "ada@example.com", "secret"
    tokens = [(200, {"access_token": name, "expires_in": 1}) for name in "ab"]
    scripted.script += [tokens[0], DONE, tokens[1], DONE]

    caller.post("/v1/orders", {})
    caller._renew_at = 0.0
    caller.post("/v1/orders", {})

    credentials = (None, {"email": "ada@example.com", "password": "secret"})
    assert [scripted.asked[0], scripted.asked[2]] == [credentials, credentials]

"""The shipped configuration of nginx: slow clients starve nobody, nobody says whom he is."""

import http.client
import json
import statistics
import subprocess
import threading
import time
from contextlib import ExitStack

import pytest

from tests.factories import Shop
from tests.races import crowd
from tests.security.proxies import HOST, command, prepared, program, proxied

SLOW_CALLERS = 50
MOST_OF_ONE_ADDRESS = 100
MEASURED = 100
GENEROUS_SECONDS = 1.0
ECHO = '''
"""An app that says what it was asked."""

import json


def app(environ, start_response):
    body = environ["wsgi.input"].read()
    said = {name: value for name, value in environ.items() if name.startswith("HTTP_")}
    said |= {"path": environ["PATH_INFO"], "bytes": len(body)}
    start_response("200 OK", [("Content-Type", "application/json")])
    return [json.dumps(said).encode()]
'''


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("nginx")


@pytest.fixture(scope="module")
def echo(folder):
    """The proxy before an app that says what it was asked."""
    program("nginx")
    (folder / "echo.py").write_text(ECHO)
    serving = crowd.serving("sqlite://", folder / "log", workers=1, module="echo:app", path=folder)
    with serving as port, proxied(folder, port) as proxy:
        yield proxy


def ask(proxy, method="GET", path="/v1/me", body=None, headers=None, *, address="127.0.0.1"):
    """Send one request by TLS; give the answer and its body."""
    connection = http.client.HTTPSConnection(HOST)
    connection.sock = proxy.connect(address=address)
    try:
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        return answer, answer.read()
    finally:
        connection.close()


def test_nginx_accepts_what_is_shipped_without_a_warning(tmp_path):
    proxy = prepared(tmp_path, 8000)

    tried = subprocess.run(command(proxy, "-t"), capture_output=True, text=True)

    assert (tried.returncode, proxy.log.read_text() if proxy.log.exists() else "") == (0, "")
    assert "warn" not in tried.stderr


SPOOFED = {
    "X-Forwarded-For": "6.6.6.6",
    "X-Forwarded-Proto": "http",
    "X-Forwarded-Host": "evil.example.net",
    "X-Forwarded-Port": "666",
    "X-Forwarded-Prefix": "/evil",
    "X-Real-IP": "6.6.6.6",
    "Forwarded": "for=6.6.6.6;proto=http",
}


def test_what_a_client_says_of_where_it_comes_from_does_not_get_through(echo):
    _, body = ask(echo, headers=SPOOFED, address="127.0.0.3")

    said = json.loads(body)
    passed_on = {
        name: value for name, value in said.items() if "FORWARDED" in name or "REAL" in name
    }
    assert passed_on == {
        "HTTP_X_FORWARDED_FOR": "127.0.0.3",
        "HTTP_X_FORWARDED_PROTO": "https",
    }


def test_credentials_and_ids_get_through_as_they_are(echo):
    given = {"Authorization": "Bearer abc", "X-API-Key": "def", "X-Request-Id": "mine"}

    _, body = ask(echo, headers={**given, "Idempotency-Key": "k", "If-Match": '"1"'})

    said = json.loads(body)
    assert [said[f"HTTP_{name}"] for name in ("AUTHORIZATION", "X_API_KEY", "X_REQUEST_ID")] == [
        *given.values()
    ]
    assert (said["HTTP_IDEMPOTENCY_KEY"], said["HTTP_IF_MATCH"]) == ("k", '"1"')


def test_no_version_is_told_and_tls_is_asked_for_from_then_on(echo):
    answer, _ = ask(echo)

    assert answer.headers.get_all("Server") == ["nginx"]
    assert answer.headers.get_all("Strict-Transport-Security") == ["max-age=31536000"]


def test_plain_http_is_sent_to_https_whatever_host_it_names(echo):
    connection = http.client.HTTPConnection("127.0.0.1", echo.http, timeout=30)
    connection.request("POST", "/v1/orders?a=1", b"{}", {"Host": "evil.example.net"})
    answer = connection.getresponse()
    answer.read()
    connection.close()

    assert (answer.status, answer.headers["Location"]) == (308, f"https://{HOST}/v1/orders?a=1")


def test_a_body_may_be_as_large_as_ours_and_an_import_as_large_as_an_import(echo):
    sizes = {"/v1/orders": 1_048_576, "/v1/imports": 16_777_216}

    fitting = [json.loads(ask(echo, "POST", p, bytes(n))[1])["bytes"] for p, n in sizes.items()]
    refused = [ask(echo, "POST", p, b"", {"Content-Length": str(n + 1)}) for p, n in sizes.items()]

    assert fitting == [*sizes.values()]
    assert [answer.status for answer, _ in refused] == [413, 413]
    assert {answer.headers["Content-Type"] for answer, _ in refused} == {"application/problem+json"}
    assert {json.loads(body)["code"] for _, body in refused} == {"body-too-large"}


def test_a_header_may_be_as_long_as_ours(echo):
    fitting, _ = ask(echo, headers={"X-Long": "x" * 8_000})
    refused, _ = ask(echo, headers={"X-Long": "x" * 9_000})

    assert (fitting.status, refused.status) == (200, 400)


def test_metrics_are_not_looked_for_behind_it(echo):
    answer, body = ask(echo, path="/metrics")

    assert (answer.status, json.loads(body)["code"]) == (404, "route-not-found")


def test_a_server_that_is_away_is_a_clear_503(tmp_path):
    with proxied(tmp_path, crowd.free_port()) as proxy:
        answer, body = ask(proxy)

    said = json.loads(body)
    assert (answer.status, answer.headers["Retry-After"]) == (503, "1")
    assert (said["code"], said["request_id"]) == ("service-busy", answer.headers["X-Request-Id"])


def slow_bodies(proxy, stack, number, address):
    """Open connections that send a byte of their body now and then, until the stack is left."""
    head = f"POST /v1/auth/login HTTP/1.1\r\nHost: {HOST}\r\nContent-Type: application/json\r\n"
    callers = []
    for _ in range(number):
        caller = stack.enter_context(proxy.connect(address=address))
        caller.sendall(head.encode() + b"Content-Length: 100000\r\n\r\n{")
        callers.append(caller)
    ended = threading.Event()

    def drip():
        while not ended.wait(0.5):
            for caller in callers:
                caller.sendall(b" ")

    dripping = threading.Thread(target=drip)
    dripping.start()
    stack.callback(dripping.join)
    stack.callback(ended.set)
    return callers


def latencies(proxy, headers):
    """Ask so often, on one connection; give the seconds of each answer, in order of length."""
    connection = http.client.HTTPSConnection(HOST)
    connection.sock = proxy.connect()
    taken = []
    for _ in range(MEASURED):
        started = time.monotonic()
        connection.request("GET", "/v1/me", headers=headers)
        answer = connection.getresponse()
        answer.read()
        taken.append(time.monotonic() - started)
        assert answer.status == 200
        time.sleep(0.011)  # no faster than an address may
    connection.close()
    return sorted(taken)


def test_fifty_slow_bodies_keep_nobody_waiting(app, database_url, tmp_path):
    program("nginx")
    headers = Shop(app).client().headers
    with (
        crowd.serving(database_url, tmp_path / "log", workers=1) as port,
        proxied(tmp_path, port) as proxy,
    ):
        alone = latencies(proxy, headers)
        with ExitStack() as stack:
            slow_bodies(proxy, stack, SLOW_CALLERS, "127.0.0.2")
            time.sleep(1)
            beside = latencies(proxy, headers)

    for name, taken in (("alone", alone), (f"beside {SLOW_CALLERS} slow bodies", beside)):
        median, p95 = statistics.median(taken), taken[int(MEASURED * 0.95) - 1]
        print(f"{name}: median {median * 1e3:.1f} ms, p95 {p95 * 1e3:.1f} ms")  # noqa: T201
    assert p95 < GENEROUS_SECONDS


def test_one_address_holds_no_more_than_its_share(echo):
    with ExitStack() as stack:
        slow_bodies(echo, stack, MOST_OF_ONE_ADDRESS, "127.0.0.4")
        time.sleep(1)
        refused, body = ask(echo, address="127.0.0.4")
        other, _ = ask(echo, address="127.0.0.5")

    assert (refused.status, other.status) == (429, 200)
    assert refused.headers["Retry-After"] == "1"
    assert json.loads(body)["code"] == "too-many-requests"

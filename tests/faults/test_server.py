"""The server itself: how it starts, how it stops, and who cannot stop it."""

import os
import signal
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest

from tests.races import crowd

PATIENCE_SECONDS = 30
SLOW_CALLERS = 20
"""More than the threads that work, fewer than the readers."""
WAITING = '''
"""An app that says when it is asked, and answers when it is told to."""

import time
from pathlib import Path

HERE = Path(__file__).parent


def app(environ, start_response):
    (HERE / "asked").touch()
    while not (HERE / "go on").exists():
        time.sleep(0.01)
    start_response("200 OK", [("Content-Length", "2")])
    return [b"ok"]
'''
READY = '''
"""An app that says at every address whether it would have another caller."""

from config.stopping import is_stopping


def app(environ, start_response):
    status = "503 Service Unavailable" if is_stopping() else "200 OK"
    start_response(status, [("Content-Length", "0")])
    return []
'''
BROKEN = '''
"""A module that cannot be imported."""

raise RuntimeError("broken on purpose")
'''
ENDLESS = '''
"""A module that takes forever to import."""

import time
from pathlib import Path

(Path(__file__).parent / "importing").touch()
while True:
    time.sleep(0.01)
'''


@pytest.fixture
def start(tmp_path):
    """Start a server of a module with this source; what is left of it ends with the test."""
    with ExitStack() as stack:

        def started(source, port, **settings):
            (tmp_path / "served.py").write_text(source)
            options = {"workers": 1, "module": "served:app", "path": tmp_path, **settings}
            server = crowd.start(port, "sqlite://", tmp_path / "log", **options)
            stack.callback(crowd.stop, server)
            return server

        yield started


def until(holds):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.01)


def status_of(port):
    return crowd.Remote(port).open("/", method="GET").status_code


def is_listening(port):
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0


def test_a_server_told_to_stop_answers_what_it_was_asked(start, tmp_path):
    port = crowd.free_port()
    server = start(WAITING, port)
    until(lambda: is_listening(port))
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(crowd.Remote(port).open, "/", method="GET")
        until((tmp_path / "asked").exists)

        server.terminate()
        until(lambda: not is_listening(port))
        (tmp_path / "go on").touch()

        assert answer.result(PATIENCE_SECONDS).status_code == 200
    assert server.wait(PATIENCE_SECONDS) == 0


def test_a_server_told_to_stop_says_so_before_it_refuses_anybody(start):
    port = crowd.free_port()
    server = start(READY, port, DRAIN_SECONDS="1")
    until(lambda: is_listening(port))
    before = status_of(port)

    server.terminate()
    until(lambda: status_of(port) == 503)

    assert (before, server.poll()) == (200, None)
    assert server.wait(PATIENCE_SECONDS) == 0
    assert not is_listening(port)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_server_told_to_stop_twice_stops_at_once(start, number):
    port = crowd.free_port()
    server = start(READY, port, DRAIN_SECONDS="60")
    until(lambda: is_listening(port))
    server.terminate()
    until(lambda: status_of(port) == 503)

    server.send_signal(number)

    assert server.wait(PATIENCE_SECONDS) == 0


def test_a_server_told_to_stop_breaks_off_what_takes_too_long(start, tmp_path):
    port = crowd.free_port()
    server = start(WAITING, port, DRAIN_SECONDS="28")  # of the 29 seconds that leaves one
    until(lambda: is_listening(port))
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(crowd.Remote(port).open, "/", method="GET")
        until((tmp_path / "asked").exists)

        server.send_signal(signal.SIGINT)

        assert server.wait(PATIENCE_SECONDS) == 0
        assert isinstance(answer.exception(PATIENCE_SECONDS), OSError)


def test_workers_do_not_outlive_a_server_that_is_killed(start):
    port = crowd.free_port()
    server = start(READY, port)
    until(lambda: is_listening(port))

    os.kill(server.pid, signal.SIGKILL)

    until(lambda: not is_listening(port))


def test_a_server_told_to_stop_while_it_starts_stops(start, tmp_path):
    server = start(ENDLESS, crowd.free_port())
    until((tmp_path / "importing").exists)

    server.terminate()

    assert server.wait(PATIENCE_SECONDS) == 0
    assert "refused" not in (tmp_path / "log").read_text()


def test_an_app_that_cannot_be_imported_ends_the_server(start, tmp_path):
    server = start(BROKEN, crowd.free_port())

    assert server.wait(PATIENCE_SECONDS) == 1
    said = (tmp_path / "log").read_text()
    assert said.count("RuntimeError: broken on purpose") == 1
    assert "crash loop" not in said


def test_a_port_that_is_taken_is_not_shared(start, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        assert start(WAITING, port).wait(PATIENCE_SECONDS) == 1

    said = (tmp_path / "log").read_text()
    assert said == f"Backstock cannot listen on 127.0.0.1 port {port}: Address already in use.\n"


def test_callers_who_send_slowly_keep_nobody_waiting(app, database_url, tmp_path):
    login = b"POST /v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
    with (
        crowd.serving(database_url, tmp_path / "log", workers=1) as port,
        ExitStack() as connections,
    ):
        slow = [
            connections.enter_context(socket.create_connection(("127.0.0.1", port)))
            for _ in range(SLOW_CALLERS)
        ]
        for one in slow:
            one.sendall(login + b"Expect: 100-continue\r\nContent-Length: 2\r\n\r\n")
            assert one.recv(99).startswith(b"HTTP/1.1 100 ")  # its body is being read
            one.sendall(b"{")

        answer = crowd.Remote(port).open("/health/live", method="GET")
        slow[0].sendall(b"}")
        late = slow[0].recv(99)

    assert answer.status_code == 200
    assert late.startswith(b"HTTP/1.1 422 ")

"""A body is whole before the app sees it, and a slow one takes no thread from others."""

from io import BytesIO
from threading import Barrier, Event, Thread

import pytest

from api import intake
from config import Settings

SETTINGS = Settings("development", "", "", threads=1, max_body_bytes=8, max_import_bytes=16)
PATIENCE_SECONDS = 30


class Answer(list):
    """What an app answers, with the `close` that WSGI knows."""

    closed = False

    def close(self):
        self.closed = True


def echo(environ, start_response):
    start_response("200 OK", [])
    return Answer([b"got ", environ["wsgi.input"].read()])


def ask(app, body=b"", **facts):
    """Call an app; give status and body."""
    seen = []
    stream = body if hasattr(body, "read") else BytesIO(body)
    asked = {"REQUEST_METHOD": "POST", "PATH_INFO": "/", "wsgi.url_scheme": "http"}
    environ = {**asked, "wsgi.input": stream, **facts}
    parts = app(environ, lambda status, headers: seen.append(status))
    return seen[0], b"".join(parts)


@pytest.mark.parametrize(
    "facts",
    [{"CONTENT_LENGTH": "3"}, {"HTTP_TRANSFER_ENCODING": "chunked"}],
    ids=["announced", "chunked"],
)
def test_a_whole_body_is_passed_on(facts):
    assert ask(intake.whole_requests(echo, SETTINGS), b"abc", **facts) == ("200 OK", b"got abc")


@pytest.mark.parametrize(
    ("body", "facts"),
    [
        (b"", {"CONTENT_LENGTH": "3"}),
        (b"ab", {"CONTENT_LENGTH": "3"}),
        (b"", {"HTTP_TRANSFER_ENCODING": "chunked"}),
    ],
)
def test_a_body_that_broke_off_never_gets_to_the_app(body, facts):
    status, text = ask(intake.whole_requests(echo, SETTINGS), body, **facts)

    assert status == "400 Bad Request"
    assert b'"detail":"The body ended early."' in text


def test_no_body_is_none():
    assert ask(intake.whole_requests(echo, SETTINGS)) == ("200 OK", b"got ")


def test_a_body_announced_too_large_is_left_for_the_app_to_refuse():
    stream = BytesIO(b"123456789")

    def refuse(environ, start_response):
        assert environ["wsgi.input"] is stream
        assert stream.tell() == 0
        start_response("413 Content Too Large", [])
        return []

    answer = ask(intake.whole_requests(refuse, SETTINGS), stream, CONTENT_LENGTH="9")

    assert answer == ("413 Content Too Large", b"")


def test_of_chunks_without_end_one_byte_too_many_is_read():
    stream = BytesIO(b"x" * 100)

    answer = ask(intake.whole_requests(echo, SETTINGS), stream, HTTP_TRANSFER_ENCODING="chunked")

    assert answer == ("200 OK", b"got xxxxxxxxx")
    assert stream.tell() == 9


def test_a_file_may_be_as_large_as_an_import():
    facts = {"CONTENT_TYPE": "multipart/form-data; boundary=x", "CONTENT_LENGTH": "16"}

    answer = ask(intake.whole_requests(echo, SETTINGS), b"x" * 16, **facts)

    assert answer == ("200 OK", b"got " + b"x" * 16)


def test_the_answer_is_closed():
    answers = []

    def app(environ, start_response):
        start_response("200 OK", [])
        answers.append(Answer([b"a", b"b"]))
        return answers[0]

    assert ask(intake.whole_requests(app, SETTINGS)) == ("200 OK", b"ab")
    assert answers[0].closed


class Slow:
    """A body whose sender is waited for."""

    def __init__(self):
        self.is_read, self.goes_on = Event(), Event()

    def read(self, size):
        self.is_read.set()
        assert self.goes_on.wait(PATIENCE_SECONDS)
        return b""


def test_whoever_sends_slowly_keeps_nobody_waiting():
    app, slow = intake.whole_requests(echo, SETTINGS), Slow()
    sender = Thread(target=ask, args=(app, slow), kwargs={"CONTENT_LENGTH": "3"})
    sender.start()
    assert slow.is_read.wait(PATIENCE_SECONDS)

    answer = ask(app, b"abc", CONTENT_LENGTH="3")

    slow.goes_on.set()
    sender.join(PATIENCE_SECONDS)
    assert answer == ("200 OK", b"got abc")


def test_as_many_work_at_once_as_there_are_threads():
    two = Barrier(2, timeout=PATIENCE_SECONDS)
    working, most = [], []

    def app(environ, start_response):
        working.append(1)
        most.append(len(working))
        two.wait()
        working.pop()
        start_response("200 OK", [])
        return []

    settings = Settings("development", "", "", threads=2)
    entered = intake.whole_requests(app, settings)
    callers = [Thread(target=ask, args=(entered,)) for _ in range(6)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join(PATIENCE_SECONDS)

    assert (len(most), max(most)) == (6, 2)


def test_whoever_asks_whether_we_are_well_needs_no_turn():
    held, goes_on = Event(), Event()

    def app(environ, start_response):
        if environ["PATH_INFO"] == "/v1/me":
            held.set()
            assert goes_on.wait(PATIENCE_SECONDS)
        start_response("200 OK", [])
        return [b"well"]

    entered = intake.whole_requests(app, SETTINGS)
    worker = Thread(target=ask, args=(entered,), kwargs={"PATH_INFO": "/v1/me"})
    worker.start()
    assert held.wait(PATIENCE_SECONDS)

    answer = ask(entered, PATH_INFO="/health/ready")

    goes_on.set()
    worker.join(PATIENCE_SECONDS)
    assert answer == ("200 OK", b"well")

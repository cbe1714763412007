"""A request is read whole before it may take one of the few threads that work.

Whoever sends slowly, an import over a bad line for instance, keeps one of many readers waiting
and nobody else. What arrived is whole, too: of the server's own stream one cannot tell the end
from a connection that broke, and some bodies may be left out.
"""

from collections.abc import Iterable
from io import BytesIO
from queue import SimpleQueue
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from api.errors import MalformedRequest
from api.headers import App, Environ, Start
from api.unread import answer
from api.uploads import MULTIPART
from config import Settings

PART_BYTES = 65_536
NEEDS_NO_TURN = "/health/"
"""Whoever asks whether we are well must hear it when nobody else hears anything."""
MEMORY_BYTES = 1_048_576
"""Of one body; the rest of a larger one goes to a temporary file."""


def whole_requests(app: App, settings: Settings) -> App:
    """Let `app` have whole requests, and as many at once as a worker has threads for it."""
    turns = Turns(settings.threads)

    def taken_in(environ: Environ, start_response: Start) -> Iterable[bytes]:
        announced = _announced(environ)
        if announced == 0 and environ["PATH_INFO"].startswith(NEEDS_NO_TURN):
            return app(environ, start_response)
        if announced == 0 or announced > (limit := _limit(environ, settings)):
            with turns:  # too large a body is refused without being read
                return _whole_answer(app(environ, start_response))
        with _room_for(announced) as body:
            received = _receive(environ["wsgi.input"], body, limit + 1)
            if received < max(announced, 1):
                early = MalformedRequest("The body ended early.")
                return answer(early, environ, start_response)
            environ["wsgi.input"] = body
            with turns:
                return _whole_answer(app(environ, start_response))

    return taken_in


class Turns:
    """So many at once, like a semaphore; threading's own is written in Python, and dear."""

    def __init__(self, number: int) -> None:
        self._free: SimpleQueue[None] = SimpleQueue()
        for _ in range(number):
            self._free.put(None)

    def __enter__(self) -> None:
        self._free.get()

    def __exit__(self, *_: object) -> None:
        self._free.put(None)


def _room_for(announced: int) -> IO[bytes]:
    """Give a place for a body; one in chunks announces a byte, and may grow."""
    return BytesIO() if 1 < announced <= MEMORY_BYTES else SpooledTemporaryFile(MEMORY_BYTES)


def _announced(environ: Environ) -> int:
    """Give the bytes that the body will have; of one in chunks only that it has some."""
    if "HTTP_TRANSFER_ENCODING" in environ:
        return 1
    return int(environ.get("CONTENT_LENGTH") or 0)


def _limit(environ: Environ, settings: Settings) -> int:
    is_upload = environ.get("CONTENT_TYPE", "").lower().startswith(MULTIPART)
    return settings.max_import_bytes if is_upload else settings.max_body_bytes


def _receive(stream: Any, body: IO[bytes], most: int) -> int:
    while part := stream.read(min(PART_BYTES, most - body.tell())):
        body.write(part)
    received = body.tell()
    body.seek(0)
    return received


def _whole_answer(parts: Iterable[bytes]) -> list[bytes]:
    """Give an answer that needs no thread while the client takes it, however slowly."""
    try:
        return [b"".join(parts)]
    finally:
        if close := getattr(parts, "close", None):
            close()

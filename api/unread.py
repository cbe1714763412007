"""What the server lets through although HTTP or the document does not, refused in our words.

It stands before the app. What the server itself cannot read never gets here: it answers
400, 414 or 431 without a body and hangs up (docs/running.md).
"""

from collections.abc import Iterable
from http import HTTPStatus
from urllib.parse import quote

import orjson

from api import logs
from api.errors import HeadersTooLarge, MalformedRequest, UriTooLong, WebRefusal
from api.headers import App, Environ, Start, completed
from api.problems import MEDIA_TYPE, worded
from config import MAX_LINE_BYTES
from models import new_id

CHUNKED = "chunked"
BESIDE_ADDRESS = len("  HTTP/1.1")
BESIDE_HEADER = len("HTTP_") - len(": ")
AS_SENT = "/:@!$&'()*+,;=~"
"""Of a path: what browsers and SDKs send as it is, and everything else percent-encoded."""


def refused_as_ours(app: App) -> App:
    """Put the refusals before `app`."""

    def read(environ: Environ, start_response: Start) -> Iterable[bytes]:
        refusal = _refusal(environ)
        if refusal is None:
            return app(environ, start_response)
        return answer(refusal, environ, start_response)

    return read


def answer(refusal: WebRefusal, environ: Environ, start_response: Start) -> list[bytes]:
    """Answer with a refusal, without the app."""
    request_id = str(new_id())
    body = orjson.dumps(worded(refusal, request_id))
    status = HTTPStatus(refusal.status)
    headers = [
        ("Content-Type", MEDIA_TYPE),
        ("Content-Length", str(len(body))),
        ("X-Request-Id", request_id),
    ]
    start_response(f"{status.value} {status.phrase}", completed(headers, environ))
    logs.unseen(request_id, environ, status.value)
    return [body]


def _refusal(environ: Environ) -> WebRefusal | None:
    host = environ.get("HTTP_HOST")
    if not host and environ["SERVER_PROTOCOL"] != "HTTP/1.0":
        return MalformedRequest("There is no Host.")
    if host and "," in host:
        return MalformedRequest("There is more than one Host.")
    if environ.get("HTTP_TRANSFER_ENCODING", CHUNKED).lower() != CHUNKED:
        return MalformedRequest("Of transfer encodings only chunked is read, once.")
    if not environ["PATH_INFO"].startswith("/"):
        return MalformedRequest("The address is not a path.")
    if _line_bytes(environ) > MAX_LINE_BYTES:
        return UriTooLong(limit_bytes=MAX_LINE_BYTES)
    for name, value in environ.items():
        if name.startswith("HTTP_") and len(name) + len(value) - BESIDE_HEADER > MAX_LINE_BYTES:
            return HeadersTooLarge(limit_bytes=MAX_LINE_BYTES)
    return None


def _line_bytes(environ: Environ) -> int:
    """Count the request line; of the path only what it says is known, not how it was encoded."""
    path, query = environ["PATH_INFO"], environ["QUERY_STRING"]
    if len(query) + 3 * len(path) > MAX_LINE_BYTES // 2:
        path = quote(path, safe=AS_SENT, encoding="latin-1")
    return len(environ["REQUEST_METHOD"]) + len(path) + len(query) + BESIDE_ADDRESS

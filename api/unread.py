"""What gunicorn refuses before the app sees it, answered like everything else.

It has no setting for that: its page of HTML is replaced where it writes it.
"""

import socket
from http import HTTPStatus

import orjson
from gunicorn import util

from api.errors import (
    HTTP_PROBLEMS,
    MEDIA_TYPE,
    HeadersTooLarge,
    MalformedRequest,
    UriTooLong,
    status_of,
    worded,
)
from config import MAX_LINE_BYTES
from models import new_id

MAX_DETAIL = 300
"""Characters that are repeated of what could not be read."""


def answer_as_ours() -> None:
    """Have gunicorn write its refusals as problem documents."""
    util.write_error = write_problem


def write_problem(client: socket.socket, status: int, reason: str, detail: str) -> None:
    """Send what is wrong with a request, and close the connection."""
    kind = HTTP_PROBLEMS.get(status, MalformedRequest)
    limited = kind in (UriTooLong, HeadersTooLarge)
    refusal = kind(detail[:MAX_DETAIL], **({"limit_bytes": MAX_LINE_BYTES} if limited else {}))
    request_id = str(new_id())
    body = orjson.dumps(worded(refusal, request_id))
    answered = HTTPStatus(status_of(kind))
    head = (
        f"HTTP/1.1 {answered.value} {answered.phrase}\r\n"
        f"Connection: close\r\n"
        f"Content-Type: {MEDIA_TYPE}\r\n"
        f"Content-Length: {len(body)}\r\n"
        f"X-Request-Id: {request_id}\r\n\r\n"
    )
    util.write_nonblock(client, head.encode() + body)

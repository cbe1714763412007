"""One JSON line per request, and a request id that ties it to the answer."""

import json
import logging
import re
import sys
import time
from typing import Any

import orjson
import structlog
from flask import Flask, Response, g, request
from structlog.tracebacks import ExceptionDictTransformer

from models import new_id

USABLE_ID = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)

MAX_PATH = 1_024
"""Characters of a path that a line shows."""
TRACEBACK = ExceptionDictTransformer(show_locals=False)
"""Local variables stay out of logs: they hold passwords and tokens."""
SAYS_VALUES = re.compile(
    r"^(DETAIL|CONTEXT|HINT|LINE \d+):.*?(?=^\[SQL|^\(Background|\Z)", re.MULTILINE | re.DOTALL
)
QUOTED_VALUE = re.compile(r'(?<=: )".*"$|(?<=\)=\().*(?=\))', re.MULTILINE)
"""Where databases say what they were sent: `invalid syntax: "..."`, `Key (email)=(...)`."""
CREDENTIAL = re.compile(
    r"\beyJ[\w-]+\.[\w.-]+|\bbsk_\w+[\w-]*|(?<=://)[^\s/@]+(?=@)|(?i:(?<=bearer )|(?<=basic ))\S+"
)
"""A token, an API key, user and password of a URL, what stands in an Authorization header."""


class Output:
    """Standard output as it is when a line is written."""

    def write(self, line: bytes) -> None:
        """Write one line, whole."""
        output = sys.stdout.buffer
        output.write(line + b"\n")
        output.flush()

    debug = info = warning = error = critical = write


def traceback(exc_info: Any) -> list[dict[str, Any]]:
    """Show what broke, with what the messages of databases tell of rows taken out."""
    stacks = TRACEBACK(exc_info)
    for stack in stacks:
        stack["exc_value"] = harmless(stack["exc_value"])
    return stacks


def harmless(message: str) -> str:
    """Leave out of a message what a database says of a row, and what looks like a credential."""
    return CREDENTIAL.sub("...", QUOTED_VALUE.sub("...", SAYS_VALUES.sub("", message)))


def one_line(event: dict[str, Any], **options: Any) -> bytes:
    """Write a line in ASCII: what a terminal or a reader might obey stands there as its number."""
    line = orjson.dumps(event, **options)
    if line.isascii() and b"\x7f" not in line:
        return line
    return json.dumps(orjson.loads(line)).replace("\x7f", "\\u007f").encode()


log: structlog.stdlib.BoundLogger = structlog.get_logger("backstock")
_line = log
"""The logger of request lines, put together once: doing so costs more than a line."""


def configure(level: str) -> None:
    """Write JSON lines to standard output, from `level` upwards."""
    global _line
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.ExceptionRenderer(traceback),
            structlog.processors.JSONRenderer(one_line),
        ],
        logger_factory=lambda *_: Output(),
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.getLevelNamesMapping().get(level.upper(), logging.INFO)
        ),
    )
    _line = log.bind()


def register(app: Flask) -> None:
    """Give every request its id and every answer its line."""
    app.before_request(_start)
    app.after_request(_finish)


def unseen(request_id: str, environ: dict[str, Any], status: int) -> None:
    """Write the line of a request that the app did not see."""
    path = environ["PATH_INFO"].encode("latin-1").decode(errors="replace")
    facts = {"method": environ["REQUEST_METHOD"], "path": path[:MAX_PATH], "status": status}
    _line.info("request", request_id=request_id, **facts)


def _start() -> None:
    given = request.environ.get("HTTP_X_REQUEST_ID")
    g.request_id = given if given and USABLE_ID.fullmatch(given) else str(new_id())
    g.started = time.perf_counter()


def _finish(response: Response) -> Response:
    response.headers["X-Request-Id"] = g.request_id
    caller = g.get("caller")
    facts: dict[str, Any] = {
        "request_id": g.request_id,
        "method": request.method,
        "path": request.path[:MAX_PATH],
        "status": response.status_code,
        "duration_ms": round((time.perf_counter() - g.started) * 1000, 2),
    }
    if caller is not None:
        facts.update(account_id=caller.account_id, principal=caller.principal)
    _line.info("request", **facts)
    return response

"""Which web pages may call the API from a browser (CORS): those that the settings name, or none.

Never with cookies: there are none, and a page sends its token itself.
"""

from flask import Flask, Response
from flask_cors import CORS

from config import Settings

PATHS = r"/v1/.*"
METHODS = ["GET", "HEAD", "POST", "PATCH", "DELETE"]
TAKEN = [
    *("Authorization", "X-API-Key", "Content-Type", "Idempotency-Key"),
    *("If-Match", "If-None-Match", "X-Request-Id"),
]
SHOWN = [
    *("ETag", "Location", "Link", "X-Request-Id", "Idempotent-Replayed", "Content-Disposition"),
    *("Retry-After", "RateLimit", "RateLimit-Policy", "Deprecation", "Sunset", "WWW-Authenticate"),
]
PREFLIGHT_SECONDS = 7_200
"""How long a browser need not ask again; none believes more."""


def register(app: Flask, settings: Settings) -> None:
    """Let the pages of these origins in; without any, nothing is there at all."""
    if not settings.cors_origins:
        return
    app.after_request(_tell_apart)
    CORS(
        app,
        resources=PATHS,
        origins=list(settings.cors_origins),
        methods=METHODS,
        allow_headers=TAKEN,
        expose_headers=SHOWN,
        max_age=PREFLIGHT_SECONDS,
        supports_credentials=False,
        always_send=False,
        vary_header=False,
        intercept_exceptions=False,
    )


def _tell_apart(answer: Response) -> Response:
    """Keep a browser from showing one page what it kept for another; also where none is let in."""
    answer.vary.add("Origin")
    return answer

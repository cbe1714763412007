"""What the server says of itself to people: how to start, two references, every error.

The pages are no part of the document, which is about what programs may call.
"""

import json
from functools import partial
from itertools import groupby

from flask import Blueprint, Response, current_app, request
from werkzeug.http import HTTP_STATUS_CODES

from api import errors, limits, openapi, pages, samples
from api.document import tidy
from api.error_catalogue import entries
from config import Settings
from config.origins import ORIGIN

STYLED_BY_SCRIPT = {"style-src": "'self' 'unsafe-inline'", "img-src": "'self' data:"}
"""Both references set styles and icons while they run; script stays our own files."""

SOMEWHERE = "https://your-server.example"

blp = Blueprint("docs", __name__)
pages.register(blp)
large = partial(limits.counted_by_address, units=10)
"""Anybody may ask for the document; it takes as much work as ten products."""


@blp.get("/openapi.json")
@large
def openapi_json() -> Response:
    """Serve the document that is committed as `openapi.json`."""
    return current_app.json.response(openapi.document(current_app))


@blp.get("/openapi-without-webhooks.json")
@large
def openapi_without_webhooks() -> Response:
    """Serve the document to generators that do not know webhooks."""
    made = tidy.without_webhooks(openapi.document(current_app))
    return current_app.json.response(made)


@blp.get("/")
def landing() -> Response:
    """Start a developer off, at the address that the settings name."""
    settings = current_app.config["SETTINGS"]
    address = settings.public_url or _asked_at(settings)
    shown = samples.read(address)
    return pages.page("landing.html", settings=settings, address=address, samples=shown)


def _asked_at(settings: Settings) -> str:
    """Give the address that was asked, in development: Host is only what a caller says it is."""
    asked = request.host_url.rstrip("/")
    return asked if settings.is_development and ORIGIN.fullmatch(asked) else SOMEWHERE


@blp.get("/docs")
def swagger_ui() -> Response:
    """Serve Swagger UI, to try things out."""
    return pages.page("docs.html", policy=STYLED_BY_SCRIPT)


@blp.get("/redoc")
def redoc() -> Response:
    """Serve Redoc, to read.

    Its search runs in a worker that it makes from a blob: of its own script. Only script that
    runs already can make one, and it inherits this policy, so nothing foreign gets in by it.
    """
    return pages.page("redoc.html", policy={**STYLED_BY_SCRIPT, "worker-src": "blob:"})


@blp.get("/errors")
def error_index() -> Response:
    """List every error by status."""
    ordered = sorted(entries(current_app).values(), key=lambda entry: (entry.status, entry.code))
    by_status = [(n, [*group]) for n, group in groupby(ordered, key=lambda entry: entry.status)]
    return pages.page("errors.html", by_status=by_status, reasons=HTTP_STATUS_CODES)


@blp.get("/errors/<code>")
def error_page(code: str) -> Response:
    """Explain one error: what it means, the way out, who answers with it."""
    entry = entries(current_app).get(code)
    if entry is None:
        raise errors.RouteNotFound()
    example = json.dumps(entry.example, indent=2, ensure_ascii=False)
    return pages.page(
        "error.html", error=entry, reason=HTTP_STATUS_CODES[entry.status], example=example
    )


@blp.get("/favicon.ico")
def favicon() -> Response:
    """Serve the icon that browsers ask for unasked."""
    return pages.static_file("icon.svg")

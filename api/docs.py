"""What the server says about itself: the document, Swagger UI, pages about errors.

Everything is served from our own files under a strict CSP; no page has inline script.
"""

from functools import cache

from flask import Blueprint, Response, current_app, render_template, send_from_directory
from markupsafe import Markup, escape

from api import errors, openapi
from api.document import tidy
from services.errors import Refusal

blp = Blueprint("docs", __name__, static_folder="static", static_url_path="/static")
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
"""Swagger UI sets style attributes, hence 'unsafe-inline' for styles; never for script."""


@blp.get("/openapi.json")
def openapi_json() -> Response:
    """Serve the document that is committed as `openapi.json`."""
    return current_app.json.response(openapi.document(current_app))


@blp.get("/openapi-without-webhooks.json")
def openapi_without_webhooks() -> Response:
    """Serve the document to generators that do not know webhooks."""
    made = tidy.without_webhooks(openapi.document(current_app))
    return current_app.json.response(made)


@blp.get("/docs")
def swagger_ui() -> Response:
    """Serve Swagger UI."""
    return _page("docs.html")


@blp.get("/errors/<code>")
def error_page(code: str) -> Response:
    """Explain one error: what it means and the way out."""
    refusal = catalogue().get(code)
    if refusal is None:
        raise errors.RouteNotFound()
    return _page(
        "error.html",
        code=code,
        status=errors.status_of(refusal),
        title=refusal.title(),
        remedy=_marked_up(refusal.remedy() or "Check the id and the account of the caller."),
    )


@blp.get("/")
def landing() -> Response:
    """Start a developer off."""
    return _page("landing.html")


@blp.get("/favicon.ico")
def favicon() -> Response:
    """Serve the icon that browsers ask for unasked."""
    return send_from_directory(f"{blp.static_folder}/swagger-ui", "favicon-32x32.png")


@cache
def catalogue() -> dict[str, type[Refusal]]:
    """Give every error there is, by code."""
    found: dict[str, type[Refusal]] = {}
    waiting = list(Refusal.__subclasses__())
    while waiting:
        refusal = waiting.pop()
        waiting.extend(refusal.__subclasses__())
        if not refusal.__subclasses__():
            found[refusal.code()] = refusal
    return dict(sorted(found.items()))


def _marked_up(text: str) -> Markup:
    """Set what stands in backquotes as code."""
    parts = [escape(part) for part in text.split("`")]
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if n % 2 else part for n, part in enumerate(parts)
    )


def _page(template: str, **facts: object) -> Response:
    page = Response(render_template(template, **facts))
    page.headers["Content-Security-Policy"] = CSP
    page.headers["Referrer-Policy"] = "no-referrer"
    return page

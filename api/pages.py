"""How a page is answered: from our own files, under a strict CSP, without inline script."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, render_template, request, send_from_directory, url_for
from markupsafe import Markup, escape

STATIC = Path(__file__).parent / "static"
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
}
AN_HOUR = "public, max-age=3600"
FOREVER = "public, max-age=31536000, immutable"


def page(template: str, *, policy: dict[str, str] | None = None, **facts: object) -> Response:
    """Answer with a template; `policy` says what this page needs beyond `POLICY`."""
    answer = Response(render_template(template, **facts))
    directives = {**POLICY, **(policy or {})}.items()
    answer.headers["Content-Security-Policy"] = "; ".join(f"{k} {v}" for k, v in directives)
    answer.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    answer.headers["Cache-Control"] = "no-cache"
    return answer


def static_file(filename: str) -> Response:
    """Serve a file of ours; under an address that names its content it never changes."""
    answer = send_from_directory(STATIC, filename)
    fixed = request.args.get("v") == version_of(filename)
    answer.headers["Cache-Control"] = FOREVER if fixed else AN_HOUR
    return answer


@cache
def version_of(filename: str) -> str:
    """Name the content of a static file."""
    return hashlib.sha256((STATIC / filename).read_bytes()).hexdigest()[:12]


def asset(filename: str) -> str:
    """Give the address of a static file, with its version."""
    return url_for("docs.static", filename=filename, v=version_of(filename))


def marked_up(text: str) -> Markup:
    """Set what stands in backquotes as code."""
    parts = [escape(part) for part in text.split("`")]
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if n % 2 else part for n, part in enumerate(parts)
    )


def register(blp: Blueprint) -> None:
    """Give a blueprint the static files, and what its templates call."""
    blp.add_url_rule("/static/<path:filename>", "static", static_file)
    blp.app_template_global()(asset)
    blp.app_template_filter()(marked_up)

"""What every answer tells browsers and caches, beside what it says itself.

It is added below Flask, since answers of every kind have it: errors, 304, what no route answers.
A page says some of it in its own words (`api.pages`), which then stand.
"""

from collections.abc import Callable, Iterable
from typing import Any

Environ = dict[str, Any]
Start = Callable[..., Any]
App = Callable[[Environ, Start], Iterable[bytes]]
Header = tuple[str, str]
Headers = tuple[Header, ...]
ALWAYS: Headers = (
    (
        "Content-Security-Policy",
        "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)
UNSTORED: Headers = (("Cache-Control", "no-store"),)
REVALIDATED: Headers = (
    ("Cache-Control", "private, no-cache"),
    ("Vary", "Authorization, X-API-Key"),
)
"""What has a version may be kept by whom it was sent to, who asks each time whether it still is.

The next user of the same browser is somebody else: two accounts may both be at version 1.
"""
ON_TLS: Headers = (("Strict-Transport-Security", "max-age=63072000; includeSubDomains"),)
"""HSTS (RFC 6797), for two years; over plain HTTP it must not be said."""
VARIANTS = {
    (is_kept, is_tls): (
        *ALWAYS,
        *(REVALIDATED if is_kept else UNSTORED),
        *(ON_TLS if is_tls else ()),
    )
    for is_kept in (False, True)
    for is_tls in (False, True)
}
OWN_WORDS = {name for name, _ in (*ALWAYS, *UNSTORED)}
"""What an answer may have said itself; `Vary` may be said twice and adds up."""


def on_every_answer(app: App) -> App:
    """Add to every answer of `app` what it does not say itself."""

    def answering(environ: Environ, start_response: Start) -> Iterable[bytes]:
        def start(status: str, said: list[Header], *failure: Any) -> Any:
            return start_response(status, completed(said, environ), *failure)

        return app(environ, start)

    return answering


def completed(said: list[Header], environ: Environ) -> list[Header]:
    """Give the headers of an answer with what they leave unsaid."""
    names = {name for name, _ in said}
    is_kept = (
        "ETag" in names
        and "Cache-Control" not in names
        and environ["REQUEST_METHOD"] in ("GET", "HEAD")
    )
    ours = VARIANTS[is_kept, environ["wsgi.url_scheme"] == "https"]
    if names.isdisjoint(OWN_WORDS):
        return [*said, *ours]
    return [*said, *(header for header in ours if header[0] not in names)]

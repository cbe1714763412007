"""Who calls, and by which scheme, where proxies stand in front.

What `X-Forwarded-For` and `X-Forwarded-Proto` say counts only as far as the proxies that the
settings trust added it, from the right; whatever a client wrote stands to the left of that.
`X-Forwarded-Host`, `-Port` and `-Prefix`, and `Forwarded`, are never read: PUBLIC_URL says where
clients reach the server. Werkzeug's ProxyFix reads quotes from the left, so that a client who
sends one loses its address.
"""

from collections.abc import Iterable
from ipaddress import ip_address

from api.headers import App, Environ, Start
from config import Settings

SCHEMES = ("http", "https")


def behind_proxies(app: App, settings: Settings) -> App:
    """Have `app` see who called the outermost trusted proxy; without any, leave it as it is."""
    number = settings.trusted_proxies
    if number == 0:
        return app

    def seen_through(environ: Environ, start_response: Start) -> Iterable[bytes]:
        address = _told(environ, "HTTP_X_FORWARDED_FOR", number)
        if _is_address(address):
            environ["REMOTE_ADDR"] = address
        scheme = _told(environ, "HTTP_X_FORWARDED_PROTO", number)
        if scheme in SCHEMES:
            environ["wsgi.url_scheme"] = scheme
        return app(environ, start_response)

    return seen_through


def _told(environ: Environ, name: str, number: int) -> str:
    """Give what the outermost of so many proxies added; nothing if fewer have."""
    parts = environ.get(name, "").rsplit(",", number)
    return parts[-number].strip() if len(parts) >= number else ""


def _is_address(text: str) -> bool:
    try:
        return bool(ip_address(text))
    except ValueError:
        return False

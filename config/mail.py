"""Where mail is handed over, as one URL says it."""

from dataclasses import dataclass, field
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.utils import getaddresses
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

PORTS = {"smtp": 587, "smtps": 465}
LOCAL = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class MailServer:
    """A server that takes mail: over TLS from the start, after STARTTLS, or in the clear."""

    host: str
    port: int
    is_tls: bool
    starts_tls: bool
    user: str = ""
    password: str = field(default="", repr=False)


def mail_server(url: str) -> MailServer:
    """Read `smtp://user:password@host:587?starttls=true`, or `smtps://...` for TLS at once.

    Raises ValueError, with what is wrong.
    """
    parts = urlsplit(url)
    asked = parse_qs(parts.query, keep_blank_values=True)
    starttls = asked.pop("starttls", ["true"])[-1]
    if parts.scheme not in PORTS or not parts.hostname or asked or parts.path not in ("", "/"):
        raise ValueError("must be smtp://user:password@host:587 or smtps://user:password@host:465")
    if starttls not in ("true", "false"):
        raise ValueError("takes starttls=true or starttls=false")
    is_tls = parts.scheme == "smtps"
    server = MailServer(
        host=parts.hostname,
        port=parts.port or PORTS[parts.scheme],
        is_tls=is_tls,
        starts_tls=not is_tls and starttls == "true",
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )
    if server.user and not (server.is_tls or server.starts_tls or server.host in LOCAL):
        raise ValueError("would send its password in the clear; leave starttls=false out")
    return server


def sender(text: str) -> Address:
    """Read `Corner Books <shop@example.com>`.

    Raises ValueError, with what is wrong.
    """
    try:
        ((name, address),) = getaddresses([text])
        if not text.isprintable():
            raise ValueError(text)
        return Address(name, addr_spec=address)
    except (HeaderParseError, ValueError, IndexError):
        said = "must be an e-mail address, such as Corner Books <shop@example.com>"
        raise ValueError(said) from None


def page(template: str) -> str:
    """Check the address of a page where a token goes, `https://shop.example/reset#{token}`.

    Raises ValueError, with what is wrong.
    """
    parts: Any = urlsplit(template)
    if parts.scheme not in ("https", "http") or not parts.hostname or "{token}" not in template:
        raise ValueError(
            "must be an address with {token} in it: https://shop.example/reset#{token}"
        )
    return template

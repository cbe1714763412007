"""Headers that mean nothing to an operation, with values made to hurt: no answer may differ."""

from random import Random

from schemathesis import Case

SHARE = 0.3
"""Of requests that bring some."""
NAMES = (
    *("X-Request-Id", "Accept", "Accept-Language", "Accept-Charset", "User-Agent", "Referer"),
    *("Origin", "Cookie", "Range", "If-Range", "If-Modified-Since", "If-Unmodified-Since", "From"),
    *("X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Prefix", "Via"),
    *("Forwarded", "X-HTTP-Method-Override", "X-Original-URL", "Cache-Control", "Pragma", "TE"),
    *("Max-Forwards", "Prefer", "DNT", "Date", "Content-Language", "Content-Location", "Warning"),
)
VALUES = (
    *("", '"', "'", "\\", ",", ",,,,", ";", "=", "*", "%00", "%s%n", "\xff", "\x80", "null", "-1"),
    *("NaN", "9" * 400, "x" * 7_000, "a=b;" * 500, '"' * 999, "(" * 999, "../" * 99, "<script>"),
    *("bytes=0-,-1", "*/*;q=-1", "text/html;q=x", "https", "evil.example", "DELETE", "${jndi:x}"),
    *("Sun, 99 Foo 0000 99:99:99 GMT", "gzip;q=0", "for=_x;proto=https", "'; --"),
)
"""What the server reads at all: `tests/security/test_text.py` has the rest."""


class Noise:
    """Adds headers to requests, the same ones in every run."""

    def __init__(self) -> None:
        self.random = Random(0)

    def add(self, case: Case) -> None:
        """Add a few headers to some requests."""
        if self.random.random() >= SHARE:
            return
        for name in self.random.sample(NAMES, 3):
            case.headers.setdefault(name, self.random.choice(VALUES))

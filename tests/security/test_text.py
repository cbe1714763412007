"""Text in places where it could be more than text: headers, addresses, searches and the log."""

import json
import re
import time

import pytest

from models import Product
from tests.wire import head, read, sent, statuses

LAST = b"Host: localhost\r\nConnection: close\r\n"
BODY = b'{"kind":"general","title":"Once"}'
READ = (
    *("If-None-Match", "X-Request-Id", "Authorization", "X-API-Key", "Accept", "Accept-Encoding"),
    *("Accept-Language", "User-Agent", "Referer", "Origin", "Cookie", "Range", "If-Modified-Since"),
    *("Expect", "Upgrade", "TE", "Forwarded", "X-Forwarded-For", "Content-Encoding", "Host"),
)
WRITTEN = ("Idempotency-Key", "If-Match", "Content-Type", "X-Request-Id", "Authorization")
NO_HTTP = {
    "NUL": b"a\x00b",
    "CR": b"a\rb",
    "ESC": b"\x1b[31m",
    "a folded line": b"a\r\n b",
    "DEL": b"a\x7fb",
}
"""What no header may have, so that it gets no further than the server."""
HARDLY_TEXT = {
    "nothing": b"",
    "blanks": b" \t ",
    "another header": b"a\r\nX-Injected: yes",
    "Latin-1": b"\x80\xff",
    "UTF-8": "\u00e9\U0001f4da".encode(),
    "overlong UTF-8": b"\xc0\xaf",
    "a surrogate": b"\xed\xa0\x80",
    "quotes": b'"' * 999,
    "commas": b"," * 999,
    "semicolons": b";=" * 999,
    "8 kB": b"x" * 8_000,
    "percent": b"%00%0d%0aSet-Cookie: a=b",
    "format": b"%s%n{0}{self.__class__}${jndi:ldap://x}",
    "markup": b"<script>alert(1)</script>",
    "number": b"-9" + b"9" * 400,
    "JWT": b"Bearer eyJhbGciOiJub25lIn0.e30.",
    "media type": b'multipart/form-data; boundary="',
    "charset": b"application/json; charset=utf-16",
    "ranges": b"bytes=" + b"0-," * 999,
    "date": b"Sun, 99 Foo 0000 99:99:99 GMT",
}


@pytest.fixture
def get(port, client):
    """Read a location list with one header of one's own; give the statuses and all that came."""

    def asked(name, value):
        own = b"" if name in ("Authorization", "X-API-Key") else head(client)
        host = LAST.replace(b"Host: localhost\r\n", b"") if name == "Host" else LAST
        line = b"GET /v1/locations HTTP/1.1\r\n" + host + own
        came = sent(port, line + name.encode() + b": " + value + b"\r\n\r\n")
        return statuses(came), came

    return asked


@pytest.fixture
def post(port, client):
    """Make a product with one header of one's own."""

    def asked(name, value):
        own = b"" if name == "Authorization" else head(client)
        kind = b"" if name == "Content-Type" else b"Content-Type: application/json\r\n"
        line = b"POST /v1/products HTTP/1.1\r\n" + LAST + own + kind
        length = b"Content-Length: %d\r\n" % len(BODY)
        came = sent(port, line + length + name.encode() + b": " + value + b"\r\n\r\n" + BODY)
        return statuses(came)

    return asked


@pytest.mark.parametrize("value", NO_HTTP.values(), ids=NO_HTTP)
def test_a_header_with_what_is_no_text_gets_no_further_than_the_server(get, post, shop, value):
    for name in READ:
        assert get(name, value)[0] == [400], name
    for name in WRITTEN:
        assert post(name, value) == [400], name
    assert shop.count(Product) == 0


@pytest.mark.parametrize("value", HARDLY_TEXT.values(), ids=HARDLY_TEXT)
def test_no_value_of_a_header_breaks_a_read_or_comes_back(get, value):
    for name in READ:
        found, came = get(name, value)

        assert len(found) == 1, name
        assert found[0] in (200, 304, 400, 401, 431), name
        headers, _, _ = came.partition(b"\r\n\r\n")
        assert re.search(rb"(?i)\r\n(x-injected|set-cookie):|alert\(1\)", headers) is None, name


@pytest.mark.parametrize("value", HARDLY_TEXT.values(), ids=HARDLY_TEXT)
def test_no_value_of_a_header_breaks_a_write(post, shop, value):
    found = [post(name, value) for name in WRITTEN]

    assert {status for (status,) in found} <= {201, 400, 401, 415}
    assert shop.count(Product) == found.count([201])


@pytest.mark.parametrize(
    "query", ["%25", "_", "__", "%5C", "%5C%25", "%2F", "%2F%25", "a%25c", "a_c"]
)
def test_no_character_of_a_search_is_a_wildcard(client, shop, query):
    for title in ("abc", "100 %", "snake_case", "back\\slash", "sl/ash"):
        shop.product(title=title, variants=[{"sku": re.sub(r"[^a-z0-9]", "-", title)}])
    literal = {"%25": ["100 %"], "_": ["snake_case"], "%5C": ["back\\slash"], "%2F": ["sl/ash"]}

    found = [row["title"] for row in client.get(f"/v1/products?q={query}").json["data"]]
    variants = client.get(f"/v1/variants?q={query}").json["data"]

    assert found == literal.get(query, [])
    assert len(variants) == len(found)  # found by the title of their product


def test_what_is_sent_to_hurt_a_log_is_one_line_of_json_each(port, client, log):
    mark = f"mark-{time.time_ns()}"
    forged = '%0a{"event":"forged"}%0d%0a%1b[31m%00%e2%80%a8%ed%a0%80%ff'
    lines = [
        f"GET /{mark}{forged} HTTP/1.1\r\n",
        f"GET /v1/products?{mark}={forged} HTTP/1.1\r\n",
        f"GET /v1/variants/by-code/{mark}{forged} HTTP/1.1\r\n",
        f"{mark.upper()} /v1/me HTTP/1.1\r\n",
    ]
    hostile = (
        f'User-Agent: {mark}"\\n{{}}\r\nX-Request-Id: {mark}"}}\\n\r\nReferer: {mark}\u2028\r\n'
    )

    for line in lines:
        answer, _ = read(sent(port, (line + hostile).encode() + LAST + head(client) + b"\r\n"))
        assert answer.status < 500

    written = log.read_bytes()
    documents = [json.loads(text) for text in written.splitlines()]
    asked = [
        one for one in documents if mark in one.get("path", "") + one.get("method", "").lower()
    ]
    assert [one["event"] for one in asked] == ["request"] * 3  # of a query nothing is written
    assert [one for one in documents if one["event"] == "forged"] == []
    assert re.findall(rb"[\x00-\x09\x0b-\x1f]", written) == []

"""What two readers of HTTP may read differently: one request has one answer, and no 5xx.

Against the real server, each followed by a request on the same connection. What is refused without
a document stands in `tests/fuzz/test_unread.py`, too.
"""

import http.client

import pytest

from models import Location, Product
from tests.wire import head, sent, statuses

HOST = b"Host: localhost\r\n"
LAST = HOST + b"Connection: close\r\n"
BODY = b'{"kind":"general","title":"Once"}'
HIDDEN = b'{"code":"hidden","name":"Hidden"}'
JSON = b"Content-Type: application/json\r\n"
CHUNK = b"%x\r\n%b\r\n0\r\n\r\n" % (len(BODY), BODY)
PLAIN = b"Content-Length: %d\r\n" % len(BODY)

ONE_BODY = {
    "a length and chunks": (PLAIN + b"Transfer-Encoding: chunked\r\n\r\n" + CHUNK, [201]),
    "chunks and a shorter length": (
        b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n" + CHUNK,
        [201],
    ),
    "one length twice": (PLAIN + PLAIN + b"\r\n" + BODY, [201, 200]),
    "two lengths": (PLAIN + b"Content-Length: 0\r\n\r\n" + BODY, [400]),
    "two lengths in one": (b"Content-Length: 33, 0\r\n\r\n" + BODY, [400]),
    "a length with a sign": (b"Content-Length: +33\r\n\r\n" + BODY, [400]),
    "a length in hexadecimal": (b"Content-Length: 0x21\r\n\r\n" + BODY, [400]),
    "a length with a space": (b"Content-Length: 3 3\r\n\r\n" + BODY, [400]),
    "a length before a space": (b"Content-Length : 33\r\n\r\n" + BODY, [400]),
    "a length in other digits": (b"Content-Length: \xd9\xa3\xd9\xa3\r\n\r\n" + BODY, [400]),
    "a length past 2^64": (b"Content-Length: 18446744073709551649\r\n\r\n" + BODY, [400]),
    "no length at all": (b"Content-Length: \r\n\r\n" + BODY, [400]),
    "chunked, spelt otherwise": (b"Transfer-Encoding: cHuNkEd\r\n\r\n" + CHUNK, [201, 200]),
    "chunked, almost": (b"Transfer-Encoding: xchunked\r\n\r\n" + CHUNK, [400]),
    "chunked, quoted": (b'Transfer-Encoding: "chunked"\r\n\r\n' + CHUNK, [400]),
    "chunked after a vertical tab": (b"Transfer-Encoding: \x0bchunked\r\n\r\n" + CHUNK, [400]),
    "chunked before a space": (b"Transfer-Encoding : chunked\r\n\r\n" + CHUNK, [400]),
    "chunked on a folded line": (b"Transfer-Encoding:\r\n chunked\r\n\r\n" + CHUNK, [400]),
    "chunked and identity": (
        b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n" + CHUNK,
        [400],
    ),
    "chunks of chunks": (b"Transfer-Encoding: chunked, chunked\r\n\r\n" + CHUNK, [400, 200]),
    "packed chunks": (b"Transfer-Encoding: gzip, chunked\r\n\r\n" + CHUNK, [400, 200]),
    "an encoding with an underscore": (
        b"Transfer_Encoding: chunked\r\n" + PLAIN + b"\r\n" + BODY,
        [201, 200],
    ),
    "a length with an underscore": (b"Content_Length: 3\r\n" + PLAIN + b"\r\n" + BODY, [201, 200]),
}
ONE_CHUNK = {
    "an extension": (b"21;a=b\r\n" + BODY + b"\r\n0\r\n\r\n", [201, 200]),
    "an extension over two lines": (b"21;a=\nb\r\n" + BODY + b"\r\n0\r\n\r\n", [400]),
    "an endless extension": (b"21;" + b"a" * 99_999 + b"\r\n" + BODY + b"\r\n0\r\n\r\n", [400]),
    "bare line feeds": (b"21\n" + BODY + b"\n0\n\n", [400]),
    "a size with a prefix": (b"0x21\r\n" + BODY + b"\r\n0\r\n\r\n", [400]),
    "a size with a sign": (b"-21\r\n" + BODY + b"\r\n0\r\n\r\n", [400]),
    "a size past 2^64": (b"10000000000000021\r\n" + BODY + b"\r\n0\r\n\r\n", [400]),
    "a size too small": (b"20\r\n" + BODY + b"\r\n0\r\n\r\n", [400]),
    "trailers": (
        b"21\r\n" + BODY + b"\r\n0\r\nX-API-Key: x\r\nContent-Length: 9\r\n\r\n",
        [201, 200],
    ),
}


@pytest.fixture
def ask(port, client, shop):
    """Send one request, and another one after it on the same connection; give both statuses.

    What hides another request never has it answered.
    """

    def asked(request):
        behind = b"GET /v1/me HTTP/1.1\r\n" + LAST + head(client) + b"\r\n"
        found = statuses(sent(port, request + behind))
        assert [status for status in found if status >= 500] == []
        assert shop.count(Location) == 0
        return found

    return asked


@pytest.fixture
def post(ask, client, shop):
    """Post one product so; it is made once or not at all."""

    def posted(rest):
        found = ask(b"POST /v1/products HTTP/1.1\r\n" + HOST + head(client) + JSON + rest)
        assert shop.count(Product) == found.count(201)
        return found

    return posted


@pytest.mark.parametrize(("rest", "expected"), ONE_BODY.values(), ids=ONE_BODY)
def test_the_end_of_a_body_is_read_in_one_way_or_not_at_all(post, rest, expected):
    assert post(rest) == expected


@pytest.mark.parametrize(("chunks", "expected"), ONE_CHUNK.values(), ids=ONE_CHUNK)
def test_the_end_of_a_chunk_is_read_in_one_way_or_not_at_all(post, chunks, expected):
    assert post(b"Transfer-Encoding: chunked\r\n\r\n" + chunks) == expected


def hidden(client):
    """Word a request that only somebody who reads the one before differently would see."""
    length = b"Content-Length: %d\r\n\r\n" % len(HIDDEN)
    return b"POST /v1/locations HTTP/1.1\r\n" + HOST + head(client) + JSON + length + HIDDEN


@pytest.mark.parametrize(
    ("line", "framing", "expected"),
    [
        (b"POST /v1/products", b"Content-Length: %d\r\nTransfer-Encoding: chunked\r\n", [400]),
        (b"GET /v1/me", b"Content-Length: %d\r\n", [200, 200]),
        (b"DELETE /v1/me", b"Content-Length: %d\r\n", [405, 200]),
        (b"HEAD /v1/me", b"Content-Length: %d\r\n", [200, 200]),
        (b"OPTIONS /v1/me", b"Content-Length: %d\r\n", [200, 200]),
        (b"POST /v1/nope", b"Content-Length: %d\r\n", [404, 200]),
    ],
    ids=["chunks", "GET", "DELETE", "HEAD", "OPTIONS", "nowhere"],
)
def test_a_request_in_the_body_of_another_is_never_answered(ask, client, line, framing, expected):
    inner = (b"0\r\n\r\n" if b"chunked" in framing else b"") + hidden(client)
    start = line + b" HTTP/1.1\r\n" + HOST + head(client) + JSON + framing % len(inner)

    assert ask(start + b"\r\n" + inner) == expected


LINES = {
    "HTTP/0.9": (b"GET /v1/me\r\n", [400]),
    "HTTP/2 without asking": (b"GET /v1/me HTTP/2.0\r\n" + HOST + b"\r\n", [400]),
    "the preface of HTTP/2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", []),
    "an upgrade to HTTP/2": (
        b"GET /health/live HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n" + HOST + b"\r\n",
        [200, 200],
    ),
    "another host in the address": (
        b"GET http://evil.example/health/live HTTP/1.1\r\n" + HOST + b"\r\n",
        [200, 200],
    ),
    "a file for an address": (b"GET file:///etc/passwd HTTP/1.1\r\n" + HOST + b"\r\n", [400]),
    "an asterisk": (b"OPTIONS * HTTP/1.1\r\n" + HOST + b"\r\n", [400, 200]),
    "a tunnel": (b"CONNECT evil.example:443 HTTP/1.1\r\n" + HOST + b"\r\n", [400, 200]),
    "a tunnel to a path": (b"CONNECT /v1/me HTTP/1.1\r\n" + HOST + b"\r\n", [405, 200]),
    "tabs": (b"GET\t/v1/me\tHTTP/1.1\r\n" + HOST + b"\r\n", [400]),
    "spaces": (b"GET  /v1/me  HTTP/1.1\r\n" + HOST + b"\r\n", [400]),
    "a long method": (b"X" * 10_000 + b" /v1/me HTTP/1.1\r\n" + HOST + b"\r\n", [414, 200]),
    "every byte": (bytes(range(256)), [400]),
    "TLS": (bytes.fromhex("16030100a5010000a10303") + b"x" * 160, [400]),
    "a header without a name": (b"GET /v1/me HTTP/1.1\r\n: y\r\n" + HOST + b"\r\n", [400]),
    "a first line that is folded": (b"GET /v1/me HTTP/1.1\r\n X: y\r\n" + HOST + b"\r\n", [400]),
    "an expectation that is none": (
        b"GET /health/live HTTP/1.1\r\nExpect: 200-ok\r\n" + HOST + b"\r\n",
        [200, 200],
    ),
}


@pytest.mark.parametrize(("request_", "expected"), LINES.values(), ids=LINES)
def test_what_is_hardly_http_is_answered_once(ask, request_, expected):
    assert ask(request_) == expected


PATHS = [
    *(b"/%00", b"/..%2f..%2fetc/passwd", b"/../../etc/passwd", b"//v1//me", b"/v1/./me"),
    *(b"/static/..%2f..%2fapi%2fdocs.py", b"/static/%2e%2e/docs.py", b"/static/..%5cdocs.py"),
    *(b"/static//etc/passwd", b"/static/%2fetc%2fpasswd", b"/static/%00", b"/static/a%00.css"),
    *(b"/static/%ed%a0%80", b"/%c0%ae%c0%ae/%c0%ae%c0%ae", b"/errors/%0d%0aSet-Cookie:%20a=b"),
    *(b"/v1/products/%ff", b"/v1/products/%ed%a0%80", b"/v1/products/{0}", b"/v1/products/%7b0%7d"),
    *(b"/v1/variants/by-code/%0d%0aX:%20y", b"/v1/variants/by-code/%", b"/v1/variants/by-code/%zz"),
    *(
        b"/v1/variants/by-code/%25%32%35",
        b"/v1/variants/by-code/\xc3\xa9",
        b"/v1/me;x=y",
        b"/v1\\me",
    ),
    *(
        b"/.env",
        b"/.git/config",
        b"/wsgi.py",
        b"/instance/backstock.db",
        b"/v1/me%3fx",
        b"/%2e/v1/me",
    ),
]


def test_no_address_leads_out_of_what_is_served(ask, client):
    for path in PATHS:
        line = b"GET " + path + b" HTTP/1.1\r\n"

        assert ask(line + HOST + head(client) + b"\r\n") in ([404, 200], [400]), path


QUERIES = [
    *(b"q=%00", b"q=%ff", b"q=%ed%a0%80", b"q=%0d%0a", b"q=%c0%af", b"limit=1000000", b"limit=1e3"),
    *(b"limit=9223372036854775808", b"limit=-1", b"limit=%D9%A1", b"limit=1_0", b"limit=%201"),
    *(
        b"limit=NaN",
        b"cursor=%00",
        b"cursor=%ff",
        b"sort=%00",
        b"sort=-",
        b"include=%00",
        b"%",
        b"%zz",
    ),
    *(b"created_at_from=0000-00-00T00:00:00Z", b"created_at_from=9999-12-31T23:59:60Z", b"[]=1"),
    *(
        b"created_at_to=%00",
        b"kind[]=a",
        b"kind=%00",
        b"=" * 999,
        b"&" * 999,
        b";" * 999,
        b"a&" * 999,
    ),
    *(b"q=" + b"%25" * 34, b"q=" + b"\xff" * 9, b"status=%E2%80%AE", b"external_ref=%00"),
]


def test_no_query_breaks_a_list(ask, client):
    for path in (b"/v1/products", b"/v1/orders", b"/v1/stock-movements", b"/v1/variants"):
        for query in QUERIES:
            line = b"GET " + path + b"?" + query + b" HTTP/1.1\r\n" + HOST + head(client) + b"\r\n"

            assert ask(line)[0] in (200, 400, 422), (path, query)


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT", "DEBUG", "PUT", "PROPFIND"])
def test_no_other_method_does_anything(ask, method):
    found = ask(f"{method} /v1/me HTTP/1.1\r\n".encode() + HOST + b"\r\n")

    assert found == [405, 200]


def test_a_trace_does_not_echo_what_was_sent(port, client):
    answer = sent(port, b"TRACE /v1/me HTTP/1.1\r\n" + LAST + head(client) + b"\r\n")

    credential = next(iter(client.headers.values()))
    assert credential.encode() not in answer


@pytest.mark.parametrize(
    "override", ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "_method"]
)
def test_a_method_in_a_header_or_a_query_is_not_read(port, client, shop, override):
    location = shop.location()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    address = f"/v1/locations/{location['id']}"

    sends = {**client.headers, override: "DELETE", "If-Match": "*"}
    connection.request("GET", address, headers=sends)
    read = connection.getresponse()
    read.read()
    connection.request("GET", f"{address}?{override}=DELETE", headers=sends)
    asked = connection.getresponse()
    asked.read()
    connection.close()

    assert (read.status, asked.status) == (200, 422)
    assert shop.rows(Location) == [location]

"""Bodies larger than they may be, or than they look: refused unread, in bounded memory."""

import gzip
import json
import re
import socket
from contextlib import suppress

import pytest

from models import Job, Product
from tests.wire import head, read, sent

MIB = 1_048_576
LAST = b"Host: localhost\r\nConnection: close\r\n"
JSON = b"Content-Type: application/json\r\n"
FORM = b"Content-Type: multipart/form-data; boundary=B\r\n"
FILE = (
    b'--B\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
    b"sku,title\r\nA,One\r\n\r\n"
)
END = b"--B--\r\n"


@pytest.fixture
def post(port, client):
    """Post raw bytes as the owner; give the answer and its document."""

    def posted(path, headers, body):
        line = f"POST {path} HTTP/1.1\r\n".encode()
        answer, text = read(sent(port, line + LAST + head(client) + headers + b"\r\n" + body))
        return answer.status, json.loads(text)

    return posted


@pytest.fixture
def upload(post):
    """Post the parts of a form to the imports."""

    def uploaded(parts, more=b""):
        body = parts + END
        return post("/v1/imports", FORM + more + b"Content-Length: %d\r\n" % len(body), body)

    return uploaded


@pytest.mark.parametrize("path", ["/v1/products", "/v1/auth/login", "/v1/availability"])
def test_a_gibibyte_that_is_announced_is_refused_before_a_byte_of_it_came(post, shop, path):
    status, problem = post(path, JSON + b"Content-Length: 1073741824\r\n", b"")

    assert (status, problem["code"]) == (413, "body-too-large")
    assert problem["details"] == {"limit_bytes": MIB}
    assert shop.count(Product) == 0


def test_an_import_of_a_gibibyte_is_refused_before_a_byte_of_it_came(post, shop):
    status, problem = post("/v1/imports", FORM + b"Content-Length: 1073741824\r\n", b"")

    assert (status, problem["details"]) == (413, {"limit_bytes": 16 * MIB})
    assert shop.count(Job) == 0


@pytest.mark.parametrize(
    ("path", "media_type", "most"),
    [("/v1/products", JSON, 12), ("/v1/imports", FORM, 28)],
    ids=["JSON", "import"],
)
def test_forty_mebibytes_in_chunks_are_not_read_to_their_end(
    port, client, shop, growth, path, media_type, most
):
    """What the kernels of both sides keep on the way counts as sent: some MiB."""
    chunk, went = b"10000\r\n" + b" " * 65_536 + b"\r\n", 0
    line = f"POST {path} HTTP/1.1\r\n".encode()
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(line + LAST + head(client) + media_type)
        connection.sendall(b"Transfer-Encoding: chunked\r\n\r\n")
        with suppress(ConnectionError):
            while went < 40 * MIB:
                connection.sendall(chunk)
                went += 65_536
        with suppress(ConnectionError):
            received = connection.recv(65_536)
            assert received.startswith(b"HTTP/1.1 413 ")

    assert went < most * MIB
    assert growth() < 24
    assert (shop.count(Product), shop.count(Job)) == (0, 0)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd", "GZIP", "gzip, identity"])
def test_a_packed_body_is_not_unpacked(post, upload, shop, encoding):
    packed = gzip.compress(b'{"kind":"general","title":"' + b"x" * 10_000_000 + b'"}')
    named = f"Content-Encoding: {encoding}\r\n".encode()
    length = b"Content-Length: %d\r\n" % len(packed)

    made, imported = post("/v1/products", JSON + named + length, packed), upload(FILE, named)

    for status, problem in (made, imported):
        assert (status, problem["code"]) == (415, "unsupported-media-type")
        assert problem["detail"] == "Send the body as it is, without Content-Encoding."
    assert (shop.count(Product), shop.count(Job)) == (0, 0)


def test_a_body_that_says_it_is_not_packed_is_read(post, shop):
    body = b'{"kind":"general","title":"Plain"}'
    headers = JSON + b"Content-Encoding: identity\r\nContent-Length: %d\r\n" % len(body)

    assert post("/v1/products", headers, body)[0] == 201
    assert shop.count(Product) == 1


PART = b'--B\r\nContent-Disposition: form-data; name="%b"\r\n\r\n%b\r\n'
PARTS = {
    "3,000 parts": (b"".join(PART % (b"f%d" % n, b"x") for n in range(3_000)), 413),
    "900 parts": (b"".join(PART % (b"f%d" % n, b"x") for n in range(900)), 422),
    "a text of 2 MiB": (PART % (b"kind", b"x" * 2 * MIB), 413),
    "100,000 headers": (b"--B\r\n" + b"X: y\r\n" * 100_000 + b"\r\n", 422),
    "a file twice": (FILE + FILE, 422),
    "a text twice": (FILE + PART % (b"mode", b"atomic") + PART % (b"mode", b"partial"), 422),
    "a file that is a text, too": (FILE + PART % (b"file", b"x"), 422),
    "a part without an end": (FILE[:-4], 422),
    "no name": (FILE.replace(b'name="file"; ', b""), 422),
    "a name with NUL": (FILE.replace(b'"file"', b'"fi\x00le"'), 422),
    "a name that is no UTF-8": (FILE.replace(b'"file"', b'"\xff"'), 422),
    "a name over two lines": (FILE.replace(b'"file"', b'"file\r\nX: y"'), 422),
    "a long name": (FILE.replace(b'"file"', b'"' + b"x" * 9_999 + b'"'), 422),
}


@pytest.mark.parametrize(("parts", "expected"), PARTS.values(), ids=PARTS)
def test_a_form_has_few_parts_of_one_name_each(upload, shop, growth, parts, expected):
    status, problem = upload(parts)

    assert status == expected
    assert problem["code"] in ("body-too-large", "validation-failed")
    assert growth() < 24
    assert (shop.count(Product), shop.count(Job)) == (0, 0)


@pytest.mark.parametrize(
    "name",
    [b"../../etc/passwd", b"a\x00b.csv", b"=cmd()", b"x" * 5_000, b"", b'a\\"b', b"%00", b"CON"],
)
def test_the_name_of_a_file_means_nothing(upload, client, name):
    status, job = upload(FILE.replace(b"a.csv", name))

    assert (status, job["counts"]["created"]) == (201, 1)
    assert not re.search(r"passwd|cmd|CON", client.get(f"/v1/imports/{job['id']}").text)

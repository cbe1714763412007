"""What is no HTTP request that the app could see is answered in our words too."""

import http.client
import io
import json
import socket

import jsonschema_rs

from config import MAX_LINE_BYTES, ROOT

SPEC = json.loads((ROOT / "openapi.json").read_text(encoding="utf-8"))
LONG = b"x" * MAX_LINE_BYTES
HOST = b"Host: localhost\r\n"
UNREADABLE = [
    (b"GET /v1/me?q=" + LONG + b" HTTP/1.1\r\n" + HOST, 414, "uri-too-long"),
    (b"GET /v1/me HTTP/1.1\r\n" + HOST + b"X-Long: " + LONG + b"\r\n", 431, "headers-too-large"),
    (b"GET /v1/me HTTP/1.1\r\n" + HOST + b"X: y\r\n" * 100, 431, "headers-too-large"),
    (b"GET /v1/me HTTP/1.1\r\n" + HOST + b"X-Nul: a\x00b\r\n", 400, "malformed-request"),
    (b"GET /v1/me HTTP/1.1\r\n" + HOST + b"no header\r\n", 400, "malformed-request"),
    (b"GET /v1/me\r\n" + HOST, 400, "malformed-request"),
    (b"G\xc3\x89T /v1/me HTTP/1.1\r\n" + HOST, 400, "malformed-request"),
    (b"GET /v1/me HTTP/9.9\r\n" + HOST, 400, "malformed-request"),
    (b"POST /v1/auth/login HTTP/1.1\r\nContent-Length: -1\r\n", 400, "malformed-request"),
    (b"POST /v1/auth/login HTTP/1.1\r\nTransfer-Encoding: gzip\r\n", 400, "malformed-request"),
    (b"POST /v1/auth/login HTTP/1.1\r\nExpect: a miracle\r\n", 400, "malformed-request"),
]


class Received(io.BytesIO):
    """What came from a socket, for the standard library to read as an answer."""

    def makefile(self, *args):
        return self


def sent(port, request):
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(request + b"\r\n")
        received = b""
        while part := connection.recv(65_536):
            received += part
    answer = http.client.HTTPResponse(Received(received))
    answer.begin()
    return answer, json.loads(answer.read())


def test_what_cannot_be_read_is_a_problem_document(port):
    whole = {"$ref": "#/components/schemas/Problem", "components": SPEC["components"]}
    fits = jsonschema_rs.Draft202012Validator(whole, validate_formats=True).is_valid

    for request, status, code in UNREADABLE:
        answer, body = sent(port, request)

        assert (answer.status, body["status"], body["code"]) == (status, status, code), request[:40]
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.headers["X-Request-Id"] == body["request_id"]
        assert fits(body)
        assert len(body["detail"]) <= 300
        limit = {} if status == 400 else {"limit_bytes": MAX_LINE_BYTES}
        assert body["details"] == limit

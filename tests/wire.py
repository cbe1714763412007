"""Bytes to a server and back, for what no HTTP client would send."""

import http.client
import io
import re
import socket
from contextlib import suppress

ANSWER = re.compile(rb"HTTP/1\.[01] (\d{3}) ")


class Received(io.BytesIO):
    """What came from a socket, for the standard library to read as an answer."""

    def makefile(self, *args):
        return self


def sent(port, request):
    """Send bytes and nothing more; give everything that comes until the server hangs up."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        received = b""
        with suppress(ConnectionError):  # whoever is refused may not have been listened to
            connection.sendall(request)
        with suppress(ConnectionError):
            while part := connection.recv(65_536):
                received += part
    return received


def read(received):
    """Give the first answer, and its body."""
    answer = http.client.HTTPResponse(Received(received))
    answer.begin()
    return answer, answer.read()


def statuses(received):
    """Give the status of each answer, in order."""
    return [int(status) for status in ANSWER.findall(received)]


def head(client):
    """Write the headers of a caller."""
    return "".join(f"{name}: {text}\r\n" for name, text in client.headers.items()).encode()

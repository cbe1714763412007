"""A mail server for tests: it takes what it is sent, or does not."""

import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Thread


class Mailbox(socketserver.ThreadingTCPServer):
    """As much of SMTP (RFC 5321) as a client of ours speaks."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Session)
        self.messages: list[EmailMessage] = []
        self.envelopes: list[list[str]] = []

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class Session(socketserver.StreamRequestHandler):
    """One client's conversation."""

    server: Mailbox

    def handle(self) -> None:
        self._say("220 ready")
        envelope: list[str] = []
        for line in iter(self.rfile.readline, b""):
            verb = line[:4].upper().strip()
            if verb in (b"MAIL", b"RCPT"):
                envelope.append(line.decode().strip())
            if verb == b"DATA":
                self._say("354 go on")
                self._receive()
                self.server.envelopes.append(envelope)
            if verb == b"QUIT":
                self._say("221 bye")
                return
            self._say("250 fine")

    def _receive(self) -> None:
        lines = [*iter(self.rfile.readline, b".\r\n")]
        text = b"".join(line.removeprefix(b".") for line in lines)
        message = message_from_bytes(text, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.server.messages.append(message)

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def mailbox() -> Iterator[Mailbox]:
    """Run a mail server."""
    with Mailbox() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()

"""A way to a server that can be made to hang, as a network or a frozen machine does."""

import socket
import threading
from contextlib import suppress

PART_BYTES = 65_536


class Relay:
    """Passes bytes on to `port`; from the first request that holds `swallows` on, none."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.swallows: bytes | None = None
        self.connections = 0
        self._open: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self) -> "Relay":
        return self

    def __exit__(self, *_: object) -> None:
        for one in (self._listener, *self._open):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                caller, _ = self._listener.accept()
                self.connections += 1
                called = socket.create_connection(("127.0.0.1", self._to))
                self._open += [caller, called]
                for pair in ((caller, called), (called, caller)):
                    threading.Thread(target=self._pass_on, args=pair, daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while part := source.recv(PART_BYTES):
                if self.swallows is None or self.swallows not in part:
                    target.sendall(part)
            target.shutdown(socket.SHUT_RDWR)

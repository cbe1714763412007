"""A database some way off: every byte to it and from it arrives later.

Beside the server a round trip costs a twentieth of a millisecond, which hides how many a request
makes; between two machines of a data centre it is a quarter, between two centres one or more.
"""

import multiprocessing
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import make_url

MOST_AT_ONCE = 1 << 20


@contextmanager
def removed(url: str, round_trip_ms: float) -> Iterator[str]:
    """Give a URL of the same database, of PostgreSQL over TCP, that much further off."""
    place = make_url(url)
    if not round_trip_ms:
        yield url
        return
    listener = socket.create_server(("127.0.0.1", 0))
    there = (place.host or "127.0.0.1", place.port or 5432)
    relay = multiprocessing.get_context("fork").Process(
        target=_relay, args=(listener, there, round_trip_ms / 2_000), daemon=True
    )
    relay.start()
    try:
        nearer = place.set(host="127.0.0.1", port=listener.getsockname()[1])
        yield nearer.render_as_string(hide_password=False)
    finally:
        relay.terminate()
        relay.join()
        listener.close()


def _relay(listener: socket.socket, there: tuple[str, int], seconds: float) -> None:
    while True:
        near, _ = listener.accept()
        far = socket.create_connection(there)
        for source, target in ((near, far), (far, near)):
            source.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=_pump, args=(source, target, seconds), daemon=True).start()


def _pump(source: socket.socket, target: socket.socket, seconds: float) -> None:
    """Pass on what comes, later; what comes meanwhile was sent together and goes along."""
    with suppress(OSError):
        while sent := source.recv(MOST_AT_ONCE):
            time.sleep(seconds)
            with suppress(BlockingIOError):
                sent += source.recv(MOST_AT_ONCE, socket.MSG_DONTWAIT)
            target.sendall(sent)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)

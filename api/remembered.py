"""What was found out about a credential, remembered to be found sooner.

By digests rather than credentials, and bounded. Whether it still holds is for whoever asks:
of revocation a memory knows nothing.
"""

import hashlib
from threading import Lock
from typing import Generic, TypeVar

MOST = 10_000
"""Credentials that are remembered, 5 to 12 MB; beyond, the oldest are forgotten."""

T = TypeVar("T")


class Remembered(Generic[T]):
    """Something about each of many credentials; safe among threads."""

    def __init__(self) -> None:
        self._known: dict[bytes, T] = {}
        self._lock = Lock()

    def get(self, credential: str) -> T | None:
        """Give what is known of a credential."""
        return self._known.get(_digest(credential))

    def put(self, credential: str, fact: T) -> None:
        """Remember something about a credential."""
        digest = _digest(credential)
        with self._lock:
            self._known.pop(digest, None)
            while len(self._known) >= MOST:
                del self._known[next(iter(self._known))]
            self._known[digest] = fact

    def forget(self, credential: str) -> None:
        """Know nothing of a credential any more."""
        with self._lock:
            self._known.pop(_digest(credential), None)


def _digest(credential: str) -> bytes:
    return hashlib.sha256(credential.encode(errors="surrogatepass")).digest()

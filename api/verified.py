"""Access tokens whose signature and claims were checked, remembered until they expire.

A signature does not change, so it is checked once; the memory is bounded, holds digests rather
than tokens, and knows nothing of revocation, which is asked of the database every time.
"""

import hashlib
import time
from dataclasses import dataclass
from threading import Lock
from uuid import UUID

MOST = 10_000
"""Tokens that are remembered, some 3 MB; beyond, the oldest are forgotten."""


@dataclass(frozen=True, slots=True)
class SessionIds:
    """Whom an access token names; `expires_at` in seconds since the epoch."""

    user_id: UUID
    family_id: UUID
    expires_at: int


class VerifiedTokens:
    """What is known of tokens, by digest; safe among threads."""

    def __init__(self) -> None:
        self._known: dict[bytes, SessionIds] = {}
        self._lock = Lock()

    def get(self, token: str) -> SessionIds | None:
        """Give what a token names if it was verified and has not expired."""
        found = self._known.get(_digest(token))
        return found if found is not None and found.expires_at > time.time() else None

    def put(self, token: str, names: SessionIds) -> None:
        """Remember a token that was verified."""
        with self._lock:
            while len(self._known) >= MOST:
                del self._known[next(iter(self._known))]
            self._known[_digest(token)] = names


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode(errors="surrogatepass")).digest()

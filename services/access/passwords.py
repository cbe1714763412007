"""Passwords, hashed with Argon2id (RFC 9106) at OWASP's parameters, a few at a time.

A hash takes some 20 ms of one core and 19 MiB, on purpose. Whoever could ask for as many as they
like would have all cores and threads of the process; why so few: docs/decisions/0021.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import BoundedSemaphore, Lock

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from models.work import current
from services.errors import Busy

HASHER = PasswordHasher(memory_cost=19_456, time_cost=2, parallelism=1)
NOBODY = HASHER.hash("a password that nobody has")
PATIENCE_SECONDS = 1


class Turns:
    """So many at once, and one more who waits for a turn, at most a second."""

    def __init__(self, number: int) -> None:
        self._free, self._waiting = BoundedSemaphore(number), Lock()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Take a turn.

        Raises Busy.
        """
        if not (self._free.acquire(blocking=False) or self._wait()):
            raise Busy("as many passwords are being hashed as may be")
        try:
            yield
        finally:
            self._free.release()

    def _wait(self) -> bool:
        """Wait, unless somebody does already: those who wait keep threads from other work."""
        if not self._waiting.acquire(blocking=False):
            return False
        try:
            return self._free.acquire(timeout=PATIENCE_SECONDS)
        finally:
            self._waiting.release()


_turns = Turns(2)


def hash_at_once(number: int) -> None:
    """Let this process hash so many passwords at once."""
    global _turns
    _turns = Turns(number)


@contextmanager
def _hashing() -> Iterator[None]:
    current().rest()  # also: none for somebody who is no caller any more
    with _turns.turn():
        yield


def hash_password(password: str) -> str:
    """Hash a password.

    Raises Busy.
    """
    with _hashing():
        return HASHER.hash(password)


def matches(password: str, password_hash: str | None) -> bool:
    """Whether the password is right; as slow for a user that does not exist.

    Raises Busy.
    """
    with _hashing():
        try:
            return HASHER.verify(password_hash or NOBODY, password) and password_hash is not None
        except (VerificationError, InvalidHashError):
            return False


def renewed(password: str, password_hash: str) -> str | None:
    """Hash a password anew if its hash has other parameters than new ones; there is no hurry."""
    if not HASHER.check_needs_rehash(password_hash):
        return None
    with suppress(Busy):
        return hash_password(password)
    return None

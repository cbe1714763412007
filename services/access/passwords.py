"""Passwords, hashed with Argon2id (RFC 9106) at OWASP's parameters."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from models.work import current

HASHER = PasswordHasher(memory_cost=19_456, time_cost=2, parallelism=1)
NOBODY = HASHER.hash("a password that nobody has")


def hash_password(password: str) -> str:
    """Hash a password; takes some 20 ms and 19 MiB, on purpose."""
    current().settle()  # none for somebody who is no caller any more
    return HASHER.hash(password)


def matches(password: str, password_hash: str | None) -> bool:
    """Whether the password is right; as slow for a user that does not exist."""
    try:
        return HASHER.verify(password_hash or NOBODY, password) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False

"""What somebody may guess: secrets that nobody drew at random, and the passwords of examples."""

from itertools import pairwise

from config.secret import MINIMUM_BYTES

PLACEHOLDERS = (
    "backstock",
    "change-me",
    "changeit",
    "changeme",
    "change_me",
    "default",
    "development",
    "example",
    "insecure",
    "password",
    "placeholder",
    "replace",
    "secret",
    "your-key",
    "your_key",
)
"""None shorter: in a random key of 64 letters even six in a row are one chance in 10^7."""
PASSWORDS = {"", "123456", "admin", "backstock", "changeme", "example", "letmein", "pass"}
PASSWORDS |= {"password", "postgres", "postgresql", "qwerty", "root", "secret", "test", "toor"}
FEWEST_CHARACTERS = 10
"""That differ: of 32 random digits to the base of 16 there are nearly always more."""


def why_guessable(key: str) -> str | None:
    """Say why a secret key may be guessed; None where it looks random."""
    for word in PLACEHOLDERS:
        if word in key.lower():
            return f"it holds the word {word!r}"
    if len(key[: _period(key)].encode()) < MINIMUM_BYTES:
        return "it repeats itself"
    if len(set(key)) < FEWEST_CHARACTERS:
        return f"it has fewer than {FEWEST_CHARACTERS} different characters"
    if sum(abs(ord(a) - ord(b)) <= 1 for a, b in pairwise(key)) > len(key) // 2:
        return "its characters stand in a row"
    return None


def is_well_known(password: str, user: str) -> bool:
    """Whether a password of a database is the first that anybody would try."""
    return password.lower() in PASSWORDS or password.lower() == user.lower()


def _period(key: str) -> int:
    """Give after how many characters a key starts again; its length where it does not."""
    halves = range(1, len(key) // 2 + 1)
    return next((n for n in halves if key.startswith(key[n:])), len(key))

"""Order numbers: short enough to say, and silent about how many there are.

Twelve Crockford base 32 characters: 41 bits of milliseconds, then 19 random bits. A counter
row would make every order of an account wait for the one before.
"""

import secrets
import time

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
EPOCH_MS = 1_735_689_600_000  # 2025-01-01T00:00:00Z


def new_number() -> str:
    """Give a number such as `02JK-8Q3F-7ZM4`, in the order of time."""
    value = (time.time_ns() // 1_000_000 - EPOCH_MS) << 19 | secrets.randbits(19)
    digits = "".join(ALPHABET[(value >> shift) & 31] for shift in range(55, -1, -5))
    return "-".join((digits[:4], digits[4:8], digits[8:]))

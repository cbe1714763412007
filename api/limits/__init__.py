"""How much a caller may ask for in a minute, and how often somebody may guess a password."""

from api.limits.attempts import guess
from api.limits.log_ins import count_reset, log_in_attempt
from api.limits.requests import (
    HASH_UNITS,
    count_caller,
    count_failure,
    counted_by_address,
    register,
)

__all__ = [
    "HASH_UNITS",
    "count_caller",
    "count_failure",
    "count_reset",
    "counted_by_address",
    "guess",
    "log_in_attempt",
    "register",
]

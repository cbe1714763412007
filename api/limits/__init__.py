"""How much a caller may ask for in a minute, and how often somebody may guess a password."""

from api.limits.log_ins import log_in_attempt
from api.limits.requests import (
    Limits,
    count_caller,
    count_failure,
    counted_by_address,
    guess,
    register,
)

__all__ = [
    "Limits",
    "count_caller",
    "count_failure",
    "counted_by_address",
    "guess",
    "log_in_attempt",
    "register",
]

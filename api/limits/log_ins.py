"""How often somebody may try to log in. It cannot be switched off, and locks nobody out.

What failed is counted by e-mail address and where it came from, and by where it came from alone.
So nobody keeps another from logging in from elsewhere, and waiting a minute always helps.
"""

import hmac
from contextlib import AbstractContextManager

from api.limits.app import limits
from api.limits.attempts import attempt, take
from api.limits.policies import Charge
from api.limits.requests import address


def log_in_attempt(email: str) -> AbstractContextManager[None]:
    """Count an attempt before its password is hashed; what does not fail is given back.

    It is counted whether there is such a user or not. Raises RateLimited.
    """
    return attempt(_charges(email))


def count_reset(email: str) -> None:
    """Count that a mail was asked for, as a log-in that failed is: neither is to be had at will.

    It is counted whether there is such a user or not. Raises RateLimited.
    """
    take(_charges(f"reset {email}"))


def _charges(what: str) -> list[Charge]:
    of, origin = limits(), address()
    named = hmac.digest(of.secret, f"{what} {origin}".encode(), "sha256").hex()
    return [Charge(of.log_in, named, 1), Charge(of.log_in_address, origin, 1)]

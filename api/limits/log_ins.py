"""How often somebody may try to log in. It cannot be switched off, and locks nobody out.

What failed is counted by e-mail address and where it came from, and by where it came from alone.
So nobody keeps another from logging in from elsewhere, and waiting a minute always helps.
"""

import hmac
from contextlib import AbstractContextManager

from api.limits.app import limits
from api.limits.attempts import attempt
from api.limits.policies import Charge
from api.limits.requests import address


def log_in_attempt(email: str) -> AbstractContextManager[None]:
    """Count an attempt before its password is hashed; what does not fail is given back.

    It is counted whether there is such a user or not. Raises RateLimited.
    """
    of, origin = limits(), address()
    named = hmac.digest(of.secret, f"{email} {origin}".encode(), "sha256").hex()
    return attempt([Charge(of.log_in, named, 1), Charge(of.log_in_address, origin, 1)])

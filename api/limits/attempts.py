"""What somebody may be wrong about so often: counted before it is tried, given back if right."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import request

from api.limits.app import limits
from api.limits.policies import Charge, Spent, charge
from api.limits.requests import FAILURE_UNITS, address, note, refuse_if_short
from services.access.me import WrongPassword
from services.errors import Unauthenticated

WRONG = (Unauthenticated, WrongPassword)


@contextmanager
def guess() -> Iterator[None]:
    """Let somebody try a secret: it is counted before, and given back unless it was wrong.

    Raises RateLimited.
    """
    with attempt(charge(limits().failures, address(), FAILURE_UNITS)):
        yield


@contextmanager
def attempt(charges: list[Charge]) -> Iterator[None]:
    """Take charges that stay taken only if somebody turns out not to be who they say.

    Raises RateLimited.
    """
    if not charges:
        yield
        return
    windows, environ = limits().windows, request.environ
    spent = take(charges)
    try:
        yield
    except WRONG:
        note(spent, environ)
        raise
    except BaseException:
        windows.give_back(charges)
        raise
    windows.give_back(charges)


def take(charges: list[Charge]) -> list[Spent]:
    """Take charges for good.

    Raises RateLimited.
    """
    spent = limits().windows.take(charges)
    if not all(one.fits for one in spent):
        note(spent, request.environ)
        refuse_if_short(spent)
    return spent

"""What a request costs whoever sends it, counted once and before any work is done.

A known caller is counted by account and by API key, anybody else by address. Every answer says
what is left; who has spent it all hears 429.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, Response, request

from api.errors import RateLimited
from api.limits.addresses import partition_of
from api.limits.app import keep, limits
from api.limits.policies import WINDOW_SECONDS, Charge, Policy, Spent, announced, charge, standing
from api.limits.shared import SharedWindows
from api.limits.windows import Windows
from services.access.callers import Caller

View = Callable[..., Any]
Environ = dict[str, Any]
SPENT = "backstock.spent"
"""Where the environment of a request keeps what was taken for it."""
HASH_UNITS = 300
"""What setting a password costs an account: 200 a minute, since whoever logs in waits for the same
few turns, whichever account they are of."""
FAILURE_UNITS = 5
"""What a credential that is none costs, in units of the policy for addresses."""


def register(app: Flask) -> None:
    """Count requests of an app, and say on each answer what is left."""
    keep(app)
    app.after_request(_say)


def count_caller(caller: Caller, units: int) -> None:
    """Take the units of a request from its caller; once, however often its work is tried.

    Raises RateLimited.
    """
    environ = request.environ
    if SPENT in environ:
        return
    of = limits()
    charges = charge(of.account, str(caller.account_id), units)
    if caller.is_program:
        charges += charge(of.key, caller.principal, units)
    _take(charges, of.windows, environ)


def counted_by_address(view: View, units: int) -> View:
    """Take the units of a request from its address before anything else is done."""

    @wraps(view)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        if SPENT not in request.environ:
            _count(limits().address, units)
        return view(*args, **kwargs)

    return wrapper


def count_failure() -> None:
    """Take what a credential costs that is none.

    Raises RateLimited.
    """
    _count(limits().failures, FAILURE_UNITS)


def address() -> str:
    """Give the partition of the address that the request came from."""
    return partition_of(request.remote_addr)


def _count(policy: Policy, units: int) -> None:
    """Take units from a policy for the address of the request."""
    _take(charge(policy, address(), units), limits().windows, request.environ)


def _take(charges: list[Charge], windows: Windows | SharedWindows, environ: Environ) -> None:
    """Take charges of this request, to be said on its answer."""
    if charges:
        spent = windows.take(charges)
        note(spent, environ)
        refuse_if_short(spent)


def note(spent: list[Spent], environ: Environ) -> None:
    """Say on the answer how these windows stand."""
    before = environ.get(SPENT)
    environ[SPENT] = [*before, *spent] if before else spent


def refuse_if_short(spent: list[Spent]) -> None:
    """Refuse a request that some window has no room for, until the last of them has ended."""
    short = [one for one in spent if not one.fits]
    if short:
        last = max(short, key=lambda one: one.ends_in)
        raise RateLimited(
            policy=last.policy.name,
            limit=last.policy.quota,
            window_seconds=WINDOW_SECONDS,
            retry_after_seconds=last.wait_seconds,
        )


def _say(response: Response) -> Response:
    spent = request.environ.get(SPENT)
    if spent:
        response.headers.add("RateLimit", standing(spent))
        response.headers.add("RateLimit-Policy", announced(spent))
    return response

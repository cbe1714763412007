"""Where an answer is to be found, which version it is, which one a change was made against.

Location, ETag, If-Match and If-None-Match: RFC 9110, 10.2.2 and 13.
"""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import request
from flask_smorest.utils import get_appcontext

from api.errors import IfMatchMissing
from services.errors import StaleVersion

View = Callable[..., Any]
STRONG_ETAG = re.compile(r'"(0|[1-9][0-9]{0,14})"', re.ASCII)


def tagged(view: View) -> View:
    """Send the version of the answer as its ETag; a GET that has it already gets 304."""

    @wraps(view)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        response = view(*args, **kwargs)
        version = (get_appcontext().get("result_dump") or {}).get("version")
        if version is not None and not request.args:
            response.set_etag(str(version))
            if request.method == "GET" and "If-None-Match" in request.headers:
                response.make_conditional(request)
        return response

    return wrapper


def located(view: View, address: str) -> View:
    """Send the address of what was made, `address` with its id, as Location."""

    @wraps(view)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        response = view(*args, **kwargs)
        response.headers["Location"] = address.format(id=get_appcontext()["result_dump"]["id"])
        return response

    return wrapper


def matched(view: View) -> View:
    """Pass the version of If-Match to the view as `version`; None for `*`.

    Refuses with IfMatchMissing, StaleVersion.
    """

    @wraps(view)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        return view(*args, version=_expected_version(), **kwargs)

    return wrapper


def _expected_version() -> int | None:
    given = request.headers.get("If-Match")
    if given is None:
        raise IfMatchMissing()
    if given.strip() == "*":
        return None
    version = STRONG_ETAG.fullmatch(given.strip())
    if version is None:
        raise StaleVersion()
    return int(version[1])

"""Checks of the server that JSON Schema has no words for, each with its reason."""

import re
import unicodedata
from typing import Any

import orjson
from werkzeug import Request

from tests.checks import bodies
from tests.checks.contract import Operation
from tests.checks.faults import Fault

CODES = {
    "check-digit",  # of a GTIN or ISBN
    "currency",  # the list of ISO 4217 grows
    "depth",  # of an object of any shape
}
OF_A_WHOLE_OBJECT = {"length", "out-of-range", "characters"}
"""Bytes of an object of any shape, and numbers and texts anywhere inside it."""
EDGES = re.compile(r"0000-|0001-01-01T|9999-12-31T", re.ASCII | re.I)
"""Instants of RFC 3339 that no row holds: beyond the years 1 to 9999, once the offset is off."""


def is_unsayable(operation: Operation, request: Request, complaint: Fault) -> bool:
    """Whether no document could have said what the server complains of."""
    if complaint.why in CODES:
        return True
    value = _value(request, complaint)
    if isinstance(value, dict):
        return complaint.why in OF_A_WHOLE_OBJECT
    if isinstance(value, str) and complaint.why == "length":
        return not unicodedata.is_normalized("NFC", value)  # a password is counted in NFC
    if value is None:
        return complaint.why == "characters"  # lone surrogates: a strict reader stops at them
    return complaint.why == "type" and isinstance(value, str) and bool(EDGES.match(value))


def _value(request: Request, complaint: Fault) -> Any:
    """Give what stands where the server complains, if something does."""
    if complaint.place == "query":
        return request.args.get(complaint.path[0])
    try:
        value = orjson.loads(bodies.raw(request))
        for step in complaint.path:
            value = value[int(step) if isinstance(value, list) else step]
    except (orjson.JSONDecodeError, LookupError, TypeError):
        return None
    return value

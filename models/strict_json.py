"""JSON whose objects name each member once.

Of two members with one name, one reader takes the first and another the last (RFC 8259, 4): what
somebody checked in front of us would not be what we read. orjson takes the last and says nothing.
"""

import json
import re
from collections.abc import Iterable
from typing import Any

import orjson

STRINGS = re.compile(rb'"(?:[^"\\]|\\.)*"?', re.DOTALL)
"""The strings of a JSON text, also of one that breaks off."""
COLON_ESCAPED = (b"\\u003a", b"\\u003A")


class NamedTwice(ValueError):
    """An object names a member twice."""


def once_each(body: bytes, read: Any) -> Any:
    """Give `read`, which is what orjson made of `body`.

    Written again it has as many colons as it had, unless a member was lost: that is compared, in
    a microsecond. Only a colon that a string escapes could make up for one, so then, and to name
    the member, the body is read once more, slowly. Raises NamedTwice.
    """
    try:
        is_same = orjson.dumps(read).count(b":") == body.count(b":")
    except orjson.JSONEncodeError:  # it writes less deep than it reads
        is_same = False
    if not is_same or (b"\\" in body and any(text in body for text in COLON_ESCAPED)):
        json.loads(body, object_pairs_hook=unique)
    return read


def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Give an object by its members, for `json.loads`.

    Raises NamedTwice.
    """
    made = dict(pairs)
    if len(made) < len(pairs):
        twice = _first_again(name for name, _ in pairs)
        raise NamedTwice(f"{json.dumps(twice[:100])} is named twice")
    return made


def _first_again(names: Iterable[str]) -> str:
    """Give the first name that came before; each is looked at once, however many there are."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    raise LookupError("every name came once")

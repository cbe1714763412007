"""Which JSON values both engines and every reader keep as they are."""

from typing import Any

from models.codes import UNSTORABLE

SAFE_INTEGER = 2**53 - 1
"""The largest integer that every JSON reader keeps exact (RFC 8259, section 6)."""
MAX_DEPTH = 64


def fault_of(value: Any, depth: int = MAX_DEPTH) -> str | None:
    """Give what keeps a JSON value from being stored: `characters`, `number` or `depth`."""
    if isinstance(value, str):
        return "characters" if UNSTORABLE.search(value) else None
    if isinstance(value, (int, float)):
        return None if abs(value) <= SAFE_INTEGER else "number"
    if not isinstance(value, (dict, list)):
        return None
    if depth == 0:
        return "depth"
    inner = [*value.keys(), *value.values()] if isinstance(value, dict) else value
    return next((fault for item in inner if (fault := fault_of(item, depth - 1))), None)

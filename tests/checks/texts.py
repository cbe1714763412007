"""Values that travel as text, in a path, a query, a header or a form: what they say."""

import re
from typing import Any

import orjson

from tests.checks.contract import Contract, Json

INTEGER = re.compile(r"-?[0-9]{1,300}", re.ASCII)


def read(contract: Contract, schema: Json, text: str) -> Any:
    """Read a text as the first type that its schema allows and that it looks like."""
    kinds = types(contract, schema)
    if "array" in kinds:
        items = contract.resolved(schema)["items"]
        return [read(contract, items, part) for part in text.split(",")]
    if "integer" in kinds and INTEGER.fullmatch(text):
        return int(text)
    # Generated clients write Python's True and False; they are taken, though not documented.
    if "boolean" in kinds and text.lower() in ("true", "false"):
        return text.lower() == "true"
    return _object(text) if "object" in kinds else text


def _object(text: str) -> Any:
    """Read an object in a form: OpenAPI has it written as JSON."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return text


def types(contract: Contract, schema: Json) -> set[str]:
    """Give the types that a schema allows, as far as it says."""
    node = contract.resolved(schema)
    said = node.get("type", [])
    found = {said} if isinstance(said, str) else {*said}
    for keyword in ("allOf", "anyOf", "oneOf"):
        for part in node.get(keyword, []):
            found |= types(contract, part)
    return found

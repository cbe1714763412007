"""Schemas closed: answers may grow for clients, but not behind our own back.

JSON Schema's `unevaluatedProperties` sees through references, `allOf` and whichever branch of a
union fits. So it is set where a value stands, and never on the parts that describe one together.
"""

from typing import Any

TOGETHER = ("allOf", "anyOf", "oneOf")
"""Keywords whose schemas describe the same value as the schema they stand in."""
DESCRIBES = {"properties", "additionalProperties", "$ref", "const", "enum", *TOGETHER}


def closed(schema: Any) -> Any:
    """Close a schema where a value stands, and everything inside it."""
    if not isinstance(schema, dict) or schema.get("type", "object") == "string":
        return schema
    return {**within(schema), "unevaluatedProperties": False}


def within(schema: Any) -> Any:
    """Close everything inside a schema that describes a value together with others."""
    if not isinstance(schema, dict):
        return schema
    if not DESCRIBES & schema.keys():
        schema = {**schema, "additionalProperties": True}  # an object of any shape stays one
    return {keyword: _keyword(keyword, value) for keyword, value in schema.items()}


def _keyword(keyword: str, value: Any) -> Any:
    if keyword == "properties":
        return {name: closed(schema) for name, schema in value.items()}
    if keyword in TOGETHER:
        return [within(schema) for schema in value]
    return closed(value) if keyword in ("items", "additionalProperties") else value

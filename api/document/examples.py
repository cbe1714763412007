"""Examples: one per value, put together to one per request and answer.

Ids differ by resource and are the same everywhere, so that the examples tell one story.
"""

import hashlib
import re
from typing import Any

from marshmallow import fields as ma

JsonSchema = dict[str, Any]
INSTANT = "2026-11-21T08:30:00.000000Z"


def id_of(resource: str) -> str:
    """Give the example id of a resource, a UUIDv7 such as `order` always has."""
    digits = hashlib.sha256(resource.encode()).hexdigest()
    return f"0199a2b4-7c1e-7{digits[:3]}-9{digits[3:6]}-{digits[6:18]}"


def resource_of(field: ma.Field) -> str:
    """Name the resource that an id field points at: `order_id` at an order."""
    name = str(field.name)
    if name != "id":
        return {"line_id": "order_line"}.get(name, name.removesuffix("_id"))
    model = getattr(getattr(field.parent, "Meta", None), "model", None)
    owner = snake_case((model or type(field.parent)).__name__.removesuffix("Schema"))
    return owner.replace("job", "import")  # so far every job is one


def snake_case(name: str) -> str:
    """`StockLevel` to `stock_level`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


class Composer:
    """Puts the examples of the parts of a schema together."""

    def __init__(self, schemas: dict[str, JsonSchema]) -> None:
        self.schemas = schemas

    def example(self, schema: JsonSchema) -> Any:
        """Give an example of what `schema` describes."""
        if schema.get("examples"):
            return schema["examples"][0]
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return schema["enum"][0]
        if "$ref" in schema:
            return self.example(self.schemas[schema["$ref"].rpartition("/")[2]])
        for union in ("oneOf", "anyOf"):
            if union in schema:
                return self.example(schema[union][0])
        if "properties" in schema:
            return self._object(schema)
        if schema.get("type") == "array":
            return [self.example(schema["items"])] if "items" in schema else []
        return {}

    def _object(self, schema: JsonSchema) -> dict[str, Any]:
        """A request shows all it may say, an answer what is always there."""
        is_request = schema.get("additionalProperties") is False
        shown = schema["properties"] if is_request else schema.get("required", [])
        members = {name: schema["properties"][name] for name in shown}
        return {name: self._member(member) for name, member in members.items()}

    def _member(self, schema: JsonSchema) -> Any:
        """An instant that may be null is yet to come."""
        if schema.get("type") == ["string", "null"] and schema.get("format") == "date-time":
            return None
        return self.example(schema)

    def fill(self, node: Any) -> None:
        """Give every property, item and media type without an example one."""
        if isinstance(node, list):
            for item in node:
                self.fill(item)
        if not isinstance(node, dict):
            return
        for name, property_ in node.get("properties", {}).items():
            if isinstance(name, str) and isinstance(property_, dict):
                property_.setdefault("examples", [self.example(property_)])
        for name, part in node.items():
            if name not in ("examples", "example", "default", "const", "enum"):
                self.fill(part)


def as_text(value: Any) -> str:
    """A name for an example: what it is an example of, in lower camel case."""
    return value[:1].lower() + value[1:]

"""Attributes against a kind's JSON Schema (draft 2020-12).

jsonschema-rs matches patterns in linear time and never fetches a reference, so that a
merchant's schema can neither hang the server nor send it anywhere: docs/decisions/0005.
"""

from functools import lru_cache
from typing import Any, Protocol

import jsonschema_rs
import orjson

from services.catalogue.weight import Scale
from services.errors import Invalid, pointer_to

MAX_PROBLEMS = 20
MAX_SCHEMA_BYTES = 65_536


class SchemaUnusable(Invalid):
    """The JSON Schema of a product kind cannot be used.

    Send a schema of draft 2020-12 for an object, with `$ref` only to `#/$defs/...`, not in a
    circle, and patterns without look-around or back-references.
    """


class AttributesInvalid(Invalid):
    """The attributes do not fit the product's kind.

    `GET /v1/product-kinds` shows the kind's `json_schema`; each pointer names a place.
    """

    def __init__(self, found: list[tuple[str, str]], *, pointer: str = "/attributes") -> None:
        super().__init__(pointer=pointer)
        self.detail = f"{len(found)} attribute(s) do not fit the kind."
        self.places = [(pointer + at, why) for at, why in found]


class Validator(Protocol):
    """What we use of a compiled schema."""

    def iter_errors(self, instance: Any) -> Any:
        """Give what is wrong with `instance`."""


def check_schema(schema: dict[str, Any]) -> None:
    """Refuse a schema that cannot describe attributes.

    Raises SchemaUnusable.
    """
    at = "/json_schema"
    if len(orjson.dumps(schema)) > MAX_SCHEMA_BYTES:
        raise SchemaUnusable("The schema is too large.", pointer=at)
    if schema.get("type") != "object":
        raise SchemaUnusable('Attributes are an object: say "type": "object".', pointer=at)
    try:
        Scale(schema).weigh()
        _compiled(orjson.dumps(schema))
    except (jsonschema_rs.ValidationError, ValueError) as error:
        raise SchemaUnusable(_first_line(error), pointer=at) from error


def problems(schema: dict[str, Any], attributes: dict[str, Any]) -> list[tuple[str, str]]:
    """Give a JSON Pointer and a sentence for everything wrong, at most 20 of them."""
    found: list[tuple[str, str]] = []
    for error in _compiled(orjson.dumps(schema)).iter_errors(attributes):
        found.append((pointer_to(*error.instance_path), str(error.message)))
        if len(found) == MAX_PROBLEMS:
            break
    return found


def check(schema: dict[str, Any], attributes: dict[str, Any]) -> None:
    """Refuse attributes that break the schema.

    Raises AttributesInvalid.
    """
    found = problems(schema, attributes)
    if found:
        raise AttributesInvalid(found)


@lru_cache(maxsize=256)
def _compiled(schema: bytes) -> Validator:
    return jsonschema_rs.Draft202012Validator(
        orjson.loads(schema),
        validate_formats=True,
        pattern_options=jsonschema_rs.RegexOptions(),
        retriever=_never_retrieve,
    )


def _never_retrieve(uri: str) -> Any:
    raise ValueError(f"{uri} lies outside the schema")


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or ["The schema is not valid."])[0][:300]

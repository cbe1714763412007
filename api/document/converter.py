"""marshmallow schemas to JSON Schema: answers complete and open, requests closed, enums named."""

import re
from typing import Any

from apispec.ext.marshmallow import MarshmallowPlugin
from apispec.ext.marshmallow.openapi import OpenAPIConverter
from marshmallow import Schema
from marshmallow import fields as ma

from api.document.examples import INSTANT, id_of, resource_of
from schemas import fields
from schemas.base import Output
from schemas.imports import Upload
from schemas.messages import OneOf, Pattern

NO_NUL = r"^[^\u0000]*$"
"""PostgreSQL cannot keep NUL; of lone surrogates JSON Schema can say nothing."""
OBJECTS: dict[str, tuple[str, dict[str, Any]]] = {
    "attributes": (
        "Attributes",
        {
            "description": "Facts about a product, as its kind's JSON Schema has them.",
            "additionalProperties": {},
            "examples": [{"colour": "blue"}],
        },
    ),
    "json_schema": (
        "JsonSchema",
        {
            "description": "A JSON Schema (draft 2020-12) that attributes have to fit.",
            "additionalProperties": {},
            "examples": [
                {"type": "object", "properties": {"colour": {"type": "string"}}},
            ],
        },
    ),
    "mapping": (
        "ColumnMapping",
        {
            "description": "Which column of a file a field is read from.",
            "additionalProperties": {"type": "string"},
            "examples": [{"sku": "Item no."}],
        },
    ),
}
"""Objects whose members the caller decides, by the name of the field."""


class Converter(OpenAPIConverter):
    """apispec's converter, made to say what our schemas do."""

    def init_attribute_functions(self) -> None:
        """Add what our field classes enforce beyond type and length."""
        super().init_attribute_functions()
        self.field_mapping = dict(self.field_mapping)  # apispec's is shared by all converters
        for function in (_form_of, _named_enum, _named_object, _example):
            self.add_attribute_function(function)

    def schema2jsonschema(self, schema: Schema) -> dict[str, Any]:
        """Say of an answer which members are always there; let a request have no others."""
        described: dict[str, Any] = super().schema2jsonschema(schema)
        described.setdefault("description", first_line(schema.__doc__))
        described["type"] = "object"
        described.update(getattr(schema.Meta, "rules", {}))
        if isinstance(schema, Output):
            always = [n for n, f in schema.fields.items() if not f.metadata.get("optional")]
            described["required"] = always
            described.pop("additionalProperties", None)
        else:
            described["additionalProperties"] = False
        return described


class Plugin(MarshmallowPlugin):
    """apispec's plugin with our converter."""

    Converter = Converter


def first_line(doc: str | None) -> str:
    """Give the sentence that a docstring begins with."""
    return (doc or "").strip().splitlines()[0]


def _form_of(self: OpenAPIConverter, field: ma.Field, **_: Any) -> dict[str, Any]:
    """Formats and patterns of our field classes."""
    if isinstance(field, fields.Email):
        return {"format": "email"}
    if isinstance(field, fields.Currency):
        return {"pattern": "^[A-Z]{3}$", "minLength": 3, "maxLength": 3}
    if isinstance(field, fields.Gtin):
        return {"pattern": NO_NUL, "maxLength": fields.MAX_GTIN_LENGTH}
    if isinstance(field, fields.Words):
        word = "|".join(re.escape(choice) for choice in field.choices)
        return {"pattern": f"^({word})(,({word}))*$"}
    if isinstance(field, Upload):
        return {"type": "string", "format": "binary"}
    return {"pattern": NO_NUL} if _is_free_text(field) else {}


def _is_free_text(field: ma.Field) -> bool:
    """Whether a request may say whatever it likes there."""
    if not isinstance(field, fields.String) or isinstance(field.root, Output):
        return False
    bound = any(isinstance(validator, Pattern | OneOf) for validator in field.validators)
    return not bound and "pattern" not in field.metadata


def _named_enum(self: OpenAPIConverter, field: ma.Field, ret: dict[str, Any]) -> dict[str, Any]:
    """Refer to an enum by its name, so that generated code has one type for it."""
    if isinstance(field, fields.Enum):
        name, said = field.enum.__name__, first_line(field.enum.__doc__)
    elif field.name == "sort" and "enum" in ret:
        name, said = _sort_name(field, ret["enum"]), "What a list is sorted by; `-` reverses it."
    else:
        tag = ret.pop("enum") if len(ret.get("enum", [])) == 1 else None
        return {"const": tag[0]} if tag else {}
    if name not in self.spec.components.schemas:
        enum = {"type": "string", "enum": ret["enum"], "description": said}
        self.spec.components.schema(name, component={**enum, "examples": ret["enum"][:1]})
    for said_there in ("type", "enum", "minLength", "maxLength"):
        ret.pop(said_there, None)
    reference = {"$ref": f"#/components/schemas/{name}"}
    return {"anyOf": [reference, {"type": "null"}]} if field.allow_none else reference


def _sort_name(field: ma.Field, choices: list[str]) -> str:
    """Name the sorts of a list by its resource, those of most lists by what they sort by."""
    if choices == ["created_at", "-created_at"]:
        return "CreatedAtSort"
    return f"{type(field.parent).__name__.removesuffix('FilterSchema')}Sort"


def _named_object(self: OpenAPIConverter, field: ma.Field, ret: dict[str, Any]) -> dict[str, Any]:
    """Refer to an object of the caller's own shape by a name, for the same reason."""
    if not isinstance(field, fields.JsonObject):
        return {}
    name, described = OBJECTS[str(field.name)]
    if name not in self.spec.components.schemas:
        self.spec.components.schema(name, component={"type": "object", **described})
    for said_there in ("type", "additionalProperties"):
        ret.pop(said_there, None)
    reference = {"$ref": f"#/components/schemas/{name}"}
    return {"anyOf": [reference, {"type": "null"}]} if field.allow_none else reference


def _example(self: OpenAPIConverter, field: ma.Field, ret: dict[str, Any]) -> dict[str, Any]:
    """`example` left JSON Schema; 3.1 has `examples`. Ids, instants and flags have a usual one."""
    example = ret.pop("example", None)
    if example is None and isinstance(field, fields.UUID):
        example = id_of(resource_of(field))
    elif example is None and isinstance(field, fields.DateTime):
        example = INSTANT
    elif example is None and isinstance(field, fields.Boolean):
        example = True
    elif example is None and field.name == "version":
        example = 1
    return {} if example is None else {"examples": [example]}

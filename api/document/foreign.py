"""Shapes that are not ours: an OpenAPI document."""

from typing import Any


def _part(description: str, example: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "description": description,
        "additionalProperties": {},
        "examples": [example],
    }


OPENAPI_DOCUMENT: dict[str, Any] = {
    "type": "object",
    "description": "An OpenAPI 3.1.1 document.",
    "required": ["openapi", "info", "paths", "components"],
    "properties": {
        "openapi": {
            "type": "string",
            "description": "Version of the OpenAPI specification.",
            "examples": ["3.1.1"],
        },
        "info": _part(
            "What the document is about: title, version, contact, licence.",
            {"title": "Backstock", "version": "0.1.0"},
        ),
        "paths": _part("The operations by path and method.", {"/v1/products": {}}),
        "components": _part("Schemas, parameters, headers and answers.", {"schemas": {}}),
    },
    "additionalProperties": {},
}

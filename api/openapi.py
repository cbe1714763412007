"""The document: OpenAPI 3.1.1, made from the schemas and from what the views declare."""

import re
from typing import Any

import flask_smorest
from apispec.ext.marshmallow import MarshmallowPlugin
from apispec.ext.marshmallow.openapi import OpenAPIConverter
from flask import Flask
from marshmallow import Schema
from marshmallow import fields as ma

from api.describe import API_KEY, BEARER, EXAMPLES
from models.scopes import SCOPES
from schemas import fields
from schemas.base import Output
from schemas.imports import Upload

VERSION = "0.1.0"
DESCRIPTION = """One truth about what is on the shelf and what was sold.

Log in with `POST /v1/auth/login` and send the access token as `Authorization: Bearer`, or
make an API key and send it as `X-API-Key`. Errors are RFC 9457 problem documents; branch on
`code`. POSTs that move stock or place orders need an `Idempotency-Key`. Money is an integer
in the currency's minor unit; times are UTC.
"""


class Converter(OpenAPIConverter):
    """Schemas to JSON Schema: answers complete and open, requests closed."""

    def schema2jsonschema(self, schema: Schema) -> dict[str, Any]:
        """Say of an answer which members are always there."""
        described: dict[str, Any] = super().schema2jsonschema(schema)
        described.setdefault("description", (schema.__doc__ or "").strip().splitlines()[0])
        described["type"] = "object"
        if isinstance(schema, Output):
            always = [n for n, f in schema.fields.items() if not f.metadata.get("optional")]
            described["required"] = always
            described.pop("additionalProperties", None)
        else:
            described["additionalProperties"] = False
        return described


def _form_of(self: OpenAPIConverter, field: ma.Field, **_: Any) -> dict[str, Any]:
    """Formats and patterns that our field classes enforce beyond type and length."""
    if isinstance(field, fields.Email):
        return {"format": "email"}
    if isinstance(field, fields.Currency):
        return {"pattern": "^[A-Z]{3}$", "minLength": 3, "maxLength": 3}
    if isinstance(field, fields.Gtin):
        return {"maxLength": 32}
    if isinstance(field, fields.Words):
        word = "|".join(re.escape(choice) for choice in field.choices)
        return {"pattern": f"^({word})(,({word}))*$"}
    if isinstance(field, Upload):
        return {"type": "string", "format": "binary"}
    if isinstance(field, fields.JsonObject):
        return {"type": ["object", "null"] if field.allow_none else "object"}
    return {}


def _examples(self: OpenAPIConverter, field: ma.Field, ret: dict[str, Any]) -> dict[str, Any]:
    """`example` left JSON Schema; 3.1 has `examples`."""
    example = ret.pop("example", None)
    return {} if example is None else {"examples": [example]}


class Api(flask_smorest.Api):
    """flask-smorest's Api with our converter, our errors and no default response."""

    DEFAULT_ERROR_RESPONSE_NAME = None

    def _register_error_handlers(self) -> None:
        """Leave errors to `api.errors`."""

    def _register_responses(self) -> None:
        """Every operation names its own responses."""

    def _register_pagination_header(self) -> None:
        """Pages are in the envelope."""

    def _register_etag_headers(self) -> None:
        """Ours are in `_components`."""


class Plugin(MarshmallowPlugin):
    """apispec's plugin with our converter."""

    Converter = Converter

    def init_spec(self, spec: Any) -> None:
        """Add our attribute functions once the converter exists."""
        super().init_spec(spec)
        self.converter.field_mapping = dict(self.converter.field_mapping)
        self.converter.add_attribute_function(_form_of)
        self.converter.add_attribute_function(_examples)


def register(app: Flask) -> Api:
    """Set flask-smorest up and give the Api that blueprints are registered with."""
    app.config.update(
        API_TITLE="Backstock",
        API_VERSION=VERSION,
        OPENAPI_VERSION="3.1.1",
        API_SPEC_OPTIONS={
            "info": {
                "description": DESCRIPTION,
                "license": {"name": "MIT", "identifier": "MIT"},
            },
            "servers": [{"url": "/", "description": "This server"}],
        },
    )
    api = Api(app, spec_kwargs={"marshmallow_plugin": Plugin()})
    _components(api)
    return api


def document(app: Flask) -> dict[str, Any]:
    """Give the document of an app, complete and in a stable order."""
    spec: dict[str, Any] = app.extensions["flask-smorest"]["apis"][""]["ext_obj"].spec.to_dict()
    spec["components"]["examples"] = EXAMPLES
    for part in ("schemas", "examples"):
        spec["components"][part] = dict(sorted(spec["components"][part].items()))
    return spec


def _components(api: Api) -> None:
    components = api.spec.components
    scopes = "\n".join(f"- `{name}`: {meaning}" for name, meaning in SCOPES.items())
    components.security_scheme(
        BEARER,
        {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "JWT",
            "description": f"Access token of a user. Scopes come with the role:\n\n{scopes}",
        },
    )
    components.security_scheme(
        API_KEY,
        {
            "type": "apiKey",
            "in": "header",
            "name": "X-API-Key",
            "description": "API key, `bsk_...`.",
        },
    )
    for name, header in HEADERS.items():
        components.header(name, header)
    for name, parameter in PARAMETERS.items():
        components.parameter(name, "header", {**parameter, "schema": dict(parameter["schema"])})
    components.schema("Problem", PROBLEM)


def _text(description: str, example: str, **schema: Any) -> dict[str, Any]:
    return {
        "description": description,
        "schema": {"type": "string", **schema, "examples": [example]},
    }


HEADERS = {
    "ETag": _text("The version in quotes; send it in If-Match to change this version.", '"1"'),
    "X-Request-Id": _text(
        "Names this request in our logs.", "0199a2b4-7c1e-7d3a-9f21-3f6c1a2b4d5e"
    ),
    "WWW-Authenticate": _text("How to say who you are.", 'Bearer realm="backstock"'),
    "Retry-After": {
        "description": "Seconds to wait.",
        "schema": {"type": "integer", "minimum": 0, "examples": [1]},
    },
}
IDEMPOTENCY_KEY = _text(
    "A fresh random value per request, the same when you repeat it: the work is done once.",
    "7f9c2ba4-e88f-4d1a-a2b0-5f8b1f0e9d3c",
    minLength=1,
    maxLength=255,
    pattern="^[!-~]+$",
)
PARAMETERS: dict[str, dict[str, Any]] = {
    "IdempotencyKeyRequired": {"name": "Idempotency-Key", "required": True, **IDEMPOTENCY_KEY},
    "IdempotencyKey": {"name": "Idempotency-Key", "required": False, **IDEMPOTENCY_KEY},
    "IfMatch": {
        "name": "If-Match",
        "required": True,
        **_text("ETag of the version you have seen, or `*` for whichever there is.", '"1"'),
    },
}
PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "What went wrong (RFC 9457). Branch on `code`.",
    "required": ["type", "title", "status", "detail", "instance", "code", "request_id", "details"],
    "properties": {
        "type": {
            "type": "string",
            "format": "uri-reference",
            "description": "A page about this error.",
        },
        "title": {"type": "string", "description": "The same sentence for every occurrence."},
        "status": {"type": "integer", "description": "The status code of the answer."},
        "detail": {"type": "string", "description": "What happened this time."},
        "instance": {
            "type": "string",
            "format": "uri-reference",
            "description": "This occurrence.",
        },
        "code": {"type": "string", "description": "The name to branch on."},
        "request_id": {"type": "string", "description": "Names the request in our logs."},
        "details": {"type": "object", "description": "The facts, per code."},
        "errors": {
            "type": "array",
            "description": "With 422: each wrong place.",
            "items": {
                "type": "object",
                "required": ["in", "pointer", "code", "detail"],
                "properties": {
                    "in": {
                        "enum": ["body", "query", "path", "header"],
                        "description": "Which part.",
                    },
                    "pointer": {
                        "type": "string",
                        "description": "JSON Pointer (RFC 6901) to the place.",
                    },
                    "code": {"type": "string", "description": "What is wrong, for programs."},
                    "detail": {"type": "string", "description": "What is wrong, for people."},
                },
            },
        },
    },
}

"""A small document to lie about: notes that are kept."""

from typing import Any

import orjson
from werkzeug import Request, Response
from werkzeug.test import EnvironBuilder

from tests.checks.contract import PROBLEM, Contract, Operation

ID = "0199a2b4-7c1e-7d3a-9f21-3f6c1a2b4d5e"


def ref(kind: str, name: str) -> dict[str, str]:
    return {"$ref": f"#/components/{kind}/{name}"}


def object_of(*required: str, **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": [*required], "properties": properties}


def problem_of(**properties: Any) -> dict[str, Any]:
    return object_of("code", "details", **properties)


TEXT = {"type": "string", "minLength": 1}
PLAIN = {"type": "string", "const": "plain"}
DRAWN = {"type": "string", "const": "drawn"}
SCHEMAS = {
    "Mark": object_of("at", at={"type": "integer"}),
    "Base": object_of("id", id={"type": "string", "format": "uuid"}),
    "PlainNote": {
        "allOf": [
            ref("schemas", "Base"),
            object_of(
                "kind",
                kind=PLAIN,
                marks={"type": "array", "items": ref("schemas", "Mark")},
                best={"anyOf": [ref("schemas", "Mark"), {"type": "null"}]},
                about={"type": "object"},
            ),
        ]
    },
    "DrawnNote": object_of("id", "kind", id=TEXT, kind=DRAWN, ink=TEXT),
    "Note": {"oneOf": [ref("schemas", "PlainNote"), ref("schemas", "DrawnNote")]},
    "NoteCreate": {
        **object_of(
            "text",
            text=TEXT,
            size={"type": "integer", "maximum": 9},
            tags={"type": "object", "additionalProperties": TEXT},
            about={},
        ),
        "additionalProperties": False,
    },
    "Form": {
        **object_of("file", file={"type": "string", "format": "binary"}, dry={"type": "boolean"}),
        "additionalProperties": False,
    },
    "FullProblem": problem_of(
        code={"const": "full"}, details=object_of("limit", limit={"type": "integer"})
    ),
    "Problem": problem_of(code={"type": "string"}, details={"type": "object"}),
}
CONFLICT = {
    "content": {
        PROBLEM: {
            "schema": {"anyOf": [ref("schemas", "FullProblem"), ref("schemas", "Problem")]},
            "examples": {"full": {}, "odd": {}},
        }
    }
}
HEADERS = {
    "ETag": {"required": True, "schema": {"type": "string", "pattern": '^"[0-9]+"$'}},
    "Retry-After": {"schema": {"type": "integer", "minimum": 0}},
}


def json_of(schema: str, media_type: str = "application/json") -> dict[str, Any]:
    return {"content": {media_type: {"schema": ref("schemas", schema)}}}


def parameter(place: str, name: str, required: bool, **schema: Any) -> dict[str, Any]:
    return {"in": place, "name": name, "required": required, "schema": schema}


CONTRACT = Contract(
    {
        "paths": {
            "/notes/{note_id}": {
                "parameters": [parameter("path", "note_id", True, type="string", format="uuid")],
                "get": {
                    "operationId": "getNote",
                    "security": [{"bearerAuth": []}],
                    "parameters": [
                        parameter("query", "limit", False, type="integer", maximum=9),
                        parameter("query", "full", False, type="boolean"),
                        parameter("query", "tag", False, type="array", items=TEXT),
                    ],
                    "responses": {
                        "200": {**json_of("Note"), "headers": HEADERS},
                        "409": ref("responses", "Conflict"),
                    },
                },
                "post": {
                    "operationId": "keepNote",
                    "parameters": [ref("parameters", "Key")],
                    "requestBody": {"required": True, **json_of("NoteCreate")},
                    "responses": {"204": {}, "422": {}},
                },
                "patch": {
                    "operationId": "changeNote",
                    "requestBody": json_of("NoteCreate", "application/merge-patch+json"),
                    "responses": {"204": {}},
                },
                "put": {
                    "operationId": "loadNote",
                    "requestBody": json_of("Form", "multipart/form-data"),
                    "responses": {"204": {}},
                },
            }
        },
        "components": {
            "schemas": SCHEMAS,
            "responses": {"Conflict": CONFLICT},
            "parameters": {
                "Key": parameter("header", "Idempotency-Key", True, type="string", maxLength=9)
            },
        },
    }
)


def operation(method: str) -> Operation:
    """Give the operation of this method on a note."""
    found = CONTRACT.operation(method, "/notes/{note_id}")
    assert found is not None
    return found


def request(method: str, query: str = "", **sent: Any) -> Request:
    """Word a request for a note."""
    return EnvironBuilder(f"/notes/{ID}?{query}", method=method, **sent).get_request()


def problem(status: int, code: str, **members: Any) -> Response:
    """Word a refusal."""
    return answer(status, {"code": code, "details": {}, **members}, PROBLEM)


def answer(
    status: int, body: Any, media_type: str = "application/json", **headers: str
) -> Response:
    """Word an answer."""
    data = body if isinstance(body, bytes) else orjson.dumps(body)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(data, status, named, content_type=media_type)

"""The shape of a problem document (RFC 9457) and of the places that it names."""

from typing import Any

REQUEST_ID = "0199a2b4-7c1e-7d3a-9f21-3f6c1a2b4d5e"

FIELD_ERROR: dict[str, Any] = {
    "type": "object",
    "description": "One wrong place of a request, and what is wrong with it.",
    "required": ["in", "pointer", "code", "detail"],
    "properties": {
        "in": {
            "$ref": "#/components/schemas/RequestPart",
            "description": "Which part of the request it is in.",
            "examples": ["body"],
        },
        "pointer": {
            "type": "string",
            "format": "json-pointer",
            "description": "JSON Pointer (RFC 6901) to the place within that part.",
            "examples": ["/lines/0/quantity"],
        },
        "code": {
            "type": "string",
            "description": "What is wrong, for programs to branch on.",
            "examples": ["out-of-range"],
        },
        "detail": {
            "type": "string",
            "description": "What is wrong and what would be right, for people.",
            "examples": ["Must be greater than or equal to 1."],
        },
    },
}
REQUEST_PART: dict[str, Any] = {
    "type": "string",
    "enum": ["body", "query", "path", "header"],
    "description": "Part of a request that something can be wrong with.",
    "examples": ["body"],
}
NO_DETAILS: dict[str, Any] = {
    "type": "object",
    "description": "No facts go with this error; later versions may add some.",
    "properties": {},
    "examples": [{}],
}


def problem_schema(
    *, code: dict[str, Any], status: dict[str, Any], title: str, of_fields: bool | None
) -> dict[str, Any]:
    """Describe a problem document; `of_fields` None means that it may list fields or not."""
    described: dict[str, Any] = {
        "type": "object",
        "required": ["type", "title", "status", "detail", "instance", "code", "request_id"],
        "properties": {
            "type": {
                "type": "string",
                "format": "uri-reference",
                "description": "Address of a page about this error and its remedy.",
                "examples": [f"/errors/{code['examples'][0]}"],
            },
            "title": {
                "type": "string",
                "description": "The same sentence for every occurrence of this error.",
                "examples": [title],
            },
            "status": {"description": "The status code of the answer, repeated.", **status},
            "detail": {
                "type": "string",
                "description": "What happened this time, for people.",
                "examples": [title],
            },
            "instance": {
                "type": "string",
                "format": "uri-reference",
                "description": "This occurrence; holds the request's id.",
                "examples": [f"/requests/{REQUEST_ID}"],
            },
            "code": {"description": "The name of the error, for programs to branch on.", **code},
            "request_id": {
                "type": "string",
                "description": "Names the request in our logs; send it when you ask for help.",
                "examples": [REQUEST_ID],
            },
        },
    }
    if of_fields is not False:
        described["properties"]["errors"] = {
            "type": "array",
            "description": "Every wrong place, with status 422.",
            "items": {"$ref": "#/components/schemas/FieldError"},
        }
    described["required"] += ["details", *(["errors"] if of_fields else [])]
    return described


PROBLEM: dict[str, Any] = {
    "description": "What went wrong (RFC 9457); branch on `code`. "
    "Known codes have a schema of their own; this one fits those still to come, too.",
    **problem_schema(
        code={"type": "string", "examples": ["insufficient-stock"]},
        status={"type": "integer", "examples": [409]},
        title="Fewer units are available than were ordered.",
        of_fields=None,
    ),
}
PROBLEM["properties"]["details"] = {
    "type": "object",
    "description": "The facts of this occurrence; each code has its own.",
    "examples": [{"lines": [{"sku": "BK-0010", "requested": 1, "available": 0}]}],
}
SCHEMAS = {
    "Problem": PROBLEM,
    "FieldError": FIELD_ERROR,
    "RequestPart": REQUEST_PART,
    "NoDetails": NO_DETAILS,
}

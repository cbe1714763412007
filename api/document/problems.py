"""Errors in the document: a schema, an example and a shared response of each."""

from typing import Any

from api import errors
from schemas.problems import DETAILS
from services.errors import Invalid, Refusal

REQUEST_ID = "0199a2b4-7c1e-7d3a-9f21-3f6c1a2b4d5e"
SAID = {
    304: "You have this version already: what If-None-Match names.",
    400: "The request cannot be read.",
    401: "Nobody knows who is calling.",
    403: "The caller may not do this.",
    404: "It does not exist, or belongs to somebody else.",
    409: "The request is right, but not at this moment; nothing was changed.",
    412: "The resource has changed since you read it; nothing was changed.",
    413: "The body is too large; nothing was changed.",
    415: "The body is of a media type that this operation does not read.",
    422: "The request says what cannot be accepted; nothing was changed.",
    428: "The request has to say which version it is about.",
    500: "Something broke on our side; nothing was changed.",
    503: "The service is too busy at this moment; nothing was changed.",
}
NAMES = {
    400: "BadRequest",
    401: "Unauthorized",
    403: "Forbidden",
    404: "NotFound",
    409: "Conflict",
    413: "TooLarge",
    422: "Invalid",
}
SHARED = {
    ("not-authenticated", "invalid-token", "invalid-api-key"): "Unauthorized",
    ("malformed-json", "json-too-deep", "json-number-too-long"): "BadJson",
    (
        "malformed-json",
        "json-too-deep",
        "json-number-too-long",
        "idempotency-key-invalid",
    ): "BadJsonOrKey",
    (
        "malformed-json",
        "json-too-deep",
        "json-number-too-long",
        "idempotency-key-invalid",
        "idempotency-key-missing",
    ): "BadJsonOrNoKey",
    ("validation-failed", "invalid-cursor"): "InvalidListRequest",
    ("validation-failed", "idempotency-key-reused"): "InvalidOrKeyReused",
}
"""Sets of errors that several operations answer with, in the order they are declared."""

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


def name_of(refusal: type[Refusal]) -> str:
    """Give the name of an error's schema."""
    return f"{refusal.__name__}Problem"


def response_name(refusals: list[type[Refusal]], operation_id: str) -> str:
    """Name a response by its one error, or by the set, or by the operation it belongs to."""
    if len(refusals) == 1:
        return refusals[0].__name__
    shared = SHARED.get(tuple(refusal.code() for refusal in refusals))
    status = errors.status_of(refusals[0])
    return shared or f"{operation_id[:1].upper()}{operation_id[1:]}{NAMES[status]}"


def describe(spec: Any, refusals: list[type[Refusal]], operation_id: str) -> dict[str, str]:
    """Refer to the response of errors that share a status; add to `spec` what it needs."""
    name = response_name(refusals, operation_id)
    if name not in spec.components.responses:
        for refusal in refusals:
            _add_schema(spec, refusal)
        spec.components.responses[name] = _response(refusals)
    return {"$ref": f"#/components/responses/{name}"}


def _response(refusals: list[type[Refusal]]) -> dict[str, Any]:
    status = errors.status_of(refusals[0])
    codes = ", ".join(f"`{refusal.code()}`" for refusal in refusals)
    specific = [{"$ref": f"#/components/schemas/{name_of(refusal)}"} for refusal in refusals]
    return {
        "description": f"{SAID[status]} Code: {codes}.",
        "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in _headers(refusals)},
        "content": {
            errors.MEDIA_TYPE: {
                "schema": {"anyOf": [*specific, {"$ref": "#/components/schemas/Problem"}]},
                "examples": {
                    refusal.code(): {"$ref": f"#/components/examples/{refusal.__name__}"}
                    for refusal in refusals
                },
            }
        },
    }


def _headers(refusals: list[type[Refusal]]) -> list[str]:
    status = errors.status_of(refusals[0])
    waits = status == 503 or any(hasattr(refusal, "retry_after_seconds") for refusal in refusals)
    named = {401: ["WWW-Authenticate"]}.get(status, [])
    return ["X-Request-Id", *named, *(["Retry-After"] if waits else [])]


def _add_schema(spec: Any, refusal: type[Refusal]) -> None:
    name = name_of(refusal)
    if name in spec.components.schemas:
        return
    status = errors.status_of(refusal)
    described = problem_schema(
        code={"type": "string", "const": refusal.code(), "examples": [refusal.code()]},
        status={"type": "integer", "const": status, "examples": [status]},
        title=refusal.title(),
        of_fields=issubclass(refusal, Invalid | errors.ValidationFailed),
    )
    described["description"] = refusal.title()
    facts = DETAILS.get(refusal.code())
    reference = _details(spec, refusal) if facts else "NoDetails"
    described["properties"]["details"] = {
        "$ref": f"#/components/schemas/{reference}",
        "description": "The facts of this occurrence.",
    }
    spec.components.schemas[name] = described
    spec.components.examples[refusal.__name__] = {
        "summary": refusal.title(),
        "description": refusal.remedy() or "Check the id and the account of the caller.",
        "value": None,
    }


def _details(spec: Any, refusal: type[Refusal]) -> str:
    name = f"{refusal.__name__}Details"
    if name not in spec.components.schemas:
        spec.components.schema(name, schema=DETAILS[refusal.code()])
    return name


def fill_examples(document: dict[str, Any], composer: Any) -> None:
    """Compose the example of each error, once every schema is there."""
    for name, example in document["components"]["examples"].items():
        schema = document["components"]["schemas"].get(f"{name}Problem")
        if schema is not None:
            example["value"] = composer.example(schema)

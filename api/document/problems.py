"""Errors in the document: a schema, an example and a shared response of each."""

from typing import Any

from api import errors
from api.document.components import LIMITS
from api.document.examples import Composer
from api.document.problem_schemas import problem_schema
from api.problems import MEDIA_TYPE, status_of
from schemas.problems import DETAILS
from services.errors import Invalid, Refusal

SAID = {
    304: "You have this version already: what If-None-Match names.",
    400: "The request cannot be read.",
    401: "Nobody knows who is calling.",
    403: "The caller may not do this.",
    404: "It does not exist, or belongs to somebody else.",
    409: "The request is right, but not at this moment; nothing was changed.",
    412: "The resource has changed since you read it; nothing was changed.",
    413: "The body is too large; nothing was changed.",
    414: "The address is too long to be read.",
    415: "The body is of a media type that this operation does not read.",
    422: "The request says what cannot be accepted; nothing was changed.",
    428: "The request has to say which version it is about.",
    429: "More was asked for in a minute than the limit allows; nothing was changed.",
    500: "Something broke on our side; nothing was changed.",
    503: "The service cannot do this at this moment.",
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
    ("validation-failed", "password-too-common", "password-too-guessable"): "PasswordRefused",
}
"""Sets of errors that several operations answer with, in the order they are declared."""

WHERE = {
    "attributes-invalid": "/attributes/pages",
    "file-unreadable": "/file",
    "idempotency-key-reused": "/Idempotency-Key",
    "invalid-cursor": "/cursor",
    "invalid-reset-token": "/token",
    "nothing-to-match": "/mapping",
    "order-line-unknown": "/lines/0/line_id",
    "order-location-unknown": "/lines/0/location_id",
    "order-total-too-large": "/lines",
    "ordered-sku-unknown": "/lines/0/sku",
    "password-too-common": "/password",
    "password-too-guessable": "/password",
    "quantity-too-large": "/lines/0/quantity",
    "schema-unusable": "/json_schema",
    "unknown-column": "/mapping/title",
    "unknown-import-location": "/mapping/stock.attic",
    "unknown-kind": "/kind",
    "unknown-location": "/location_id",
    "unknown-sku": "/sku",
    "unknown-target": "/mapping/colour",
    "wrong-password": "/current_password",
}
"""The place that the example of an error names."""
OUTSIDE_THE_BODY = {"invalid-cursor": "query", "idempotency-key-reused": "header"}


def name_of(refusal: type[Refusal]) -> str:
    """Give the name of an error's schema."""
    return f"{refusal.__name__}Problem"


def response_name(refusals: list[type[Refusal]], operation_id: str) -> str:
    """Name a response by its one error, or by the set, or by the operation it belongs to."""
    if len(refusals) == 1:
        return refusals[0].__name__
    shared = SHARED.get(tuple(refusal.code() for refusal in refusals))
    status = status_of(refusals[0])
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
    status = status_of(refusals[0])
    codes = ", ".join(f"`{refusal.code()}`" for refusal in refusals)
    specific = [{"$ref": f"#/components/schemas/{name_of(refusal)}"} for refusal in refusals]
    return {
        "description": f"{SAID[status]} Code: {codes}.",
        "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in _headers(refusals)},
        "content": {
            MEDIA_TYPE: {
                "schema": {"anyOf": [*specific, {"$ref": "#/components/schemas/Problem"}]},
                "examples": {
                    refusal.code(): {"$ref": f"#/components/examples/{refusal.__name__}"}
                    for refusal in refusals
                },
            }
        },
    }


def _headers(refusals: list[type[Refusal]]) -> list[str]:
    status = status_of(refusals[0])
    waits = status == 503 or any(hasattr(refusal, "retry_after_seconds") for refusal in refusals)
    named = {401: ["WWW-Authenticate"]}.get(status, [])
    return ["X-Request-Id", *LIMITS, *named, *(["Retry-After"] if waits else [])]


def _add_schema(spec: Any, refusal: type[Refusal]) -> None:
    name = name_of(refusal)
    if name in spec.components.schemas:
        return
    status = status_of(refusal)
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


def fill_examples(document: dict[str, Any], composer: Composer) -> None:
    """Compose the example of each error, once every schema is there."""
    for name, example in document["components"]["examples"].items():
        schema = document["components"]["schemas"].get(f"{name}Problem")
        if schema is not None:
            example["value"] = composer.example(schema)
            example["value"]["details"] = _all_of(schema["properties"]["details"], composer)
            code = example["value"]["code"]
            if code in WHERE:
                example["value"]["errors"] = [_place(code, example["summary"])]


def _all_of(details: dict[str, Any], composer: Composer) -> dict[str, Any]:
    """Show every fact, also those that are there sometimes."""
    facts = composer.schemas[details["$ref"].rpartition("/")[2]]["properties"]
    return {name: composer.example(fact) for name, fact in facts.items()}


def _place(code: str, title: str) -> dict[str, str]:
    part = OUTSIDE_THE_BODY.get(code, "body")
    return {"in": part, "pointer": WHERE[code], "code": code, "detail": title}

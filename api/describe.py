"""From what a view declares to what the document says of it."""

from typing import Any

from api import errors
from api.auth import MissingScope, NotAuthenticated
from services.access.callers import InvalidApiKey
from services.access.sessions import InvalidToken
from services.errors import Refusal
from services.idempotency import IdempotencyKeyReused, RequestInProgress

BEARER, API_KEY = "bearerAuth", "apiKeyAuth"
ALWAYS = [errors.InternalError, errors.ServiceBusy]
WITH_BODY = [
    errors.MalformedJson,
    errors.JsonTooDeep,
    errors.JsonNumberTooLong,
    errors.BodyTooLarge,
    errors.UnsupportedMediaType,
    errors.ValidationFailed,
]


def operation(
    doc: dict[str, Any], notes: dict[str, Any], *, method: str, **_: Any
) -> dict[str, Any]:
    """Complete an operation with its security, headers and errors."""
    doc.get("responses", {}).pop("default", None)
    doc.get("responses", {}).pop("422", None)
    doc.get("responses", {}).pop(422, None)
    doc["parameters"] = [*doc.get("parameters", []), *_headers(notes)]
    _describe_security(doc, notes)
    responses = {int(status): response for status, response in doc.get("responses", {}).items()}
    if notes.get("versioned"):
        _describe_etag(responses, method)
    for refusals in _by_status([*_refusals(doc, notes), *notes.get("refusals", [])]).values():
        responses[errors.status_of(refusals[0])] = problem_response(refusals)
    for response in responses.values():
        response.setdefault("headers", {})["X-Request-Id"] = {
            "$ref": "#/components/headers/X-Request-Id"
        }
    doc["responses"] = {str(status): responses[status] for status in sorted(responses)}
    return doc


def problem_response(refusals: list[type[Refusal]]) -> dict[str, Any]:
    """Describe the errors that share a status; each has an example."""
    lines = [f"`{refusal.code()}`: {refusal.title()}" for refusal in refusals]
    response: dict[str, Any] = {
        "description": "\n\n".join(lines),
        "content": {
            errors.MEDIA_TYPE: {
                "schema": {"$ref": "#/components/schemas/Problem"},
                "examples": {refusal.code(): _shared_example(refusal) for refusal in refusals},
            }
        },
    }
    status = errors.status_of(refusals[0])
    headers = {401: ["WWW-Authenticate"], 503: ["Retry-After"]}.get(status, [])
    if any(getattr(refusal, "retry_after_seconds", None) for refusal in refusals):
        headers = ["Retry-After"]
    if headers:
        response["headers"] = {name: {"$ref": f"#/components/headers/{name}"} for name in headers}
    return response


def _describe_security(doc: dict[str, Any], notes: dict[str, Any]) -> None:
    scopes = notes.get("security", ())
    if scopes is None:
        doc["security"] = []
        return
    doc["security"] = [{BEARER: list(scopes)}, {API_KEY: list(scopes)}]
    if scopes:
        named = ", ".join(f"`{scope}`" for scope in scopes)
        said = notes["docstring"]  # flask-smorest writes it over the operation afterwards
        said["description"] = f"{said.get('description', '')}\n\nScope: {named}.".strip()


def _headers(notes: dict[str, Any]) -> list[str]:
    names = []
    if "idempotency" in notes:
        names.append("IdempotencyKeyRequired" if notes["idempotency"] else "IdempotencyKey")
    if notes.get("if_match"):
        names.append("IfMatch")
    return names


def _describe_etag(responses: dict[int, Any], method: str) -> None:
    for status, response in responses.items():
        if status < 300:
            response["headers"] = {"ETag": {"$ref": "#/components/headers/ETag"}}
    if method == "get":
        responses[304] = {"description": "You have this version already (If-None-Match)."}


def _refusals(doc: dict[str, Any], notes: dict[str, Any]) -> list[type[Refusal]]:
    """Errors that follow from what an operation takes."""
    found: list[type[Refusal]] = [*ALWAYS]
    if notes.get("security", ()) is not None:
        found += [NotAuthenticated, InvalidToken, InvalidApiKey]
    if notes.get("security"):
        found.append(MissingScope)
    if "requestBody" in doc:
        found += WITH_BODY
    else:
        found.append(errors.ValidationFailed)
    if notes.get("lists"):
        found.append(notes["lists"])
    if "idempotency" in notes:
        found += [errors.IdempotencyKeyInvalid, RequestInProgress, IdempotencyKeyReused]
    if notes.get("idempotency"):
        found.append(errors.IdempotencyKeyMissing)
    return found


def _by_status(refusals: list[type[Refusal]]) -> dict[int, list[type[Refusal]]]:
    groups: dict[int, list[type[Refusal]]] = {}
    for refusal in dict.fromkeys(refusals):
        groups.setdefault(errors.status_of(refusal), []).append(refusal)
    return groups


EXAMPLES: dict[str, dict[str, Any]] = {}
"""An example of every error that some operation answers, by component name."""


def _shared_example(refusal: type[Refusal]) -> dict[str, str]:
    shown = {
        "summary": refusal.title(),
        "description": refusal.remedy(),
        "value": _example(refusal),
    }
    EXAMPLES[refusal.__name__] = {name: said for name, said in shown.items() if said}
    return {"$ref": f"#/components/examples/{refusal.__name__}"}


def _example(refusal: type[Refusal]) -> dict[str, Any]:
    request_id = "0199a2b4-7c1e-7d3a-9f21-3f6c1a2b4d5e"
    example: dict[str, Any] = {
        "type": f"/errors/{refusal.code()}",
        "title": refusal.title(),
        "status": errors.status_of(refusal),
        "detail": refusal.title(),
        "instance": f"/requests/{request_id}",
        "code": refusal.code(),
        "request_id": request_id,
        "details": {},
    }
    if example["status"] == 422:
        example["errors"] = [
            {"in": "body", "pointer": "/", "code": "invalid", "detail": refusal.title()}
        ]
    return example

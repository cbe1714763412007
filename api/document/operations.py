"""From what a view declares to what the document says of the operation."""

from typing import TYPE_CHECKING, Any

from api.document import problems
from api.document.components import API_KEY, BEARER, LIMITS, header
from api.problems import status_of
from services.errors import Refusal

if TYPE_CHECKING:
    from api.operation import Operation

Doc = dict[str, Any]
KEPT = (404, 409)
"""Refusals that are kept with their Idempotency-Key and given again."""


def describe(doc: Doc, notes: Doc, *, method: str, spec: Any, **_: Any) -> Doc:
    """Complete an operation with its security, headers, parameters and every answer."""
    declared: Operation = notes["operation"]
    doc["responses"] = {
        int(status): _success(answer, declared)
        for status, answer in doc.get("responses", {}).items()
        if str(status)[0] == "2"
    }
    if declared.etag and method == "get":
        doc["responses"][304] = {
            "description": problems.SAID[304],
            "headers": {**_always(), **header("ETag")},
        }
    takes = {
        "takes_body": "requestBody" in doc,
        "takes_query": any(part["in"] == "query" for part in doc.get("parameters", [])),
    }
    for status, refusals in _by_status(declared.refusals(**takes)).items():
        doc["responses"][status] = problems.describe(spec, refusals, declared.id)
        if declared.takes_key and status in KEPT:
            answer = spec.components.responses[doc["responses"][status]["$ref"].rpartition("/")[2]]
            answer["headers"] |= header("Idempotent-Replayed")
    doc["responses"] = {
        str(status): doc["responses"][status] for status in sorted(doc["responses"])
    }
    doc["x-rate-limit-units"] = declared.units
    doc["parameters"] = [*doc.get("parameters", []), *_header_parameters(declared)]
    _describe_security(doc, notes, declared)
    if "deprecation" in notes:
        _describe_deprecation(doc, notes, spec)
    return doc


def _success(answer: Doc, declared: "Operation") -> Doc:
    headers = _always()
    if declared.etag and "content" in answer:
        headers |= header("ETag")
    if declared.creates:
        headers |= header("Location")
        answer["x-creates"] = declared.creates  # `links` puts its links there
    if declared.takes_key:
        headers |= header("Idempotent-Replayed")
    if any(not media_type.endswith("json") for media_type in answer.get("content", {})):
        headers |= header("Content-Disposition")
    return {**answer, "headers": {**answer.get("headers", {}), **headers}}


def _always() -> Doc:
    return {
        name: spoken for each in ("X-Request-Id", *LIMITS) for name, spoken in header(each).items()
    }


def _header_parameters(declared: "Operation") -> list[str]:
    names = []
    if declared.takes_key:
        required = declared.idempotency == "required"
        names.append("IdempotencyKeyRequired" if required else "IdempotencyKey")
    if declared.needs_match:
        names.append("IfMatch")
    elif declared.etag and declared.method == "get":
        names.append("IfNoneMatch")
    return names


def _describe_security(doc: Doc, notes: Doc, declared: "Operation") -> None:
    """Name the scopes beside `security`: linters know them in there for OAuth 2 only."""
    if declared.scopes is None:
        doc["security"] = []
        return
    doc["security"] = [{BEARER: []}] if declared.users_only else [{BEARER: []}, {API_KEY: []}]
    doc["x-required-scopes"] = list(declared.scopes)
    if declared.scopes:
        named = ", ".join(f"`{scope}`" for scope in declared.scopes)
        plural = "s" if len(declared.scopes) > 1 else ""
        said = notes["docstring"]  # flask-smorest writes it over the operation afterwards
        said["description"] = (
            f"{said.get('description', '')}\n\nNeeds the scope{plural} {named}.".strip()
        )


def _describe_deprecation(doc: Doc, notes: Doc, spec: Any) -> None:
    doc["deprecated"] = True
    said = notes["docstring"]
    said["description"] = f"{notes['deprecation'].words}\n\n{said.get('description', '')}".strip()
    for status, answer in doc["responses"].items():
        if status < "4":
            for name in notes["deprecation"].headers:
                answer["headers"][name] = spec.components.get_ref("header", name)


def _by_status(refusals: tuple[type[Refusal], ...]) -> dict[int, list[type[Refusal]]]:
    groups: dict[int, list[type[Refusal]]] = {}
    for refusal in refusals:
        groups.setdefault(status_of(refusal), []).append(refusal)
    return groups

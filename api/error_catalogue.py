"""Every error there is, for people: what it means, the way out, and who answers with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from flask import Flask

from api import errors
from api.document import problems
from api.document.problem_schemas import REQUEST_ID
from api.openapi import document
from api.problems import MEDIA_TYPE, status_of
from services.errors import Refusal

Json = dict[str, Any]
EXTENSION = "backstock-error-catalogue"
NO_REMEDY = "Check the id and the account of the caller."
ANYWHERE = (errors.RouteNotFound, errors.MethodNotAllowed, errors.MalformedRequest)
"""What is refused before it is known which operation is meant."""


@dataclass(frozen=True)
class Operation:
    """An operation that may answer with an error."""

    id: str
    method: str
    path: str
    summary: str
    tag: str


@dataclass(frozen=True)
class Entry:
    """What the page of one error says."""

    code: str
    status: int
    title: str
    cause: str
    remedy: str
    facts: list[tuple[str, str]]
    """Members of `details`, with their descriptions."""
    example: Json
    operations: list[Operation]
    anywhere: bool


@cache
def catalogue() -> dict[str, type[Refusal]]:
    """Give every error there is, by code."""
    found: dict[str, type[Refusal]] = {}
    waiting = list(Refusal.__subclasses__())
    while waiting:
        refusal = waiting.pop()
        waiting.extend(refusal.__subclasses__())
        if not refusal.__subclasses__():
            found[refusal.code()] = refusal
    return dict(sorted(found.items()))


def entries(app: Flask) -> dict[str, Entry]:
    """Give the page of every error of an app, by code."""
    if EXTENSION not in app.extensions:
        made = document(app)
        answered = _operations_by_code(made)
        app.extensions[EXTENSION] = {
            code: _entry(refusal, made, answered.get(code, []))
            for code, refusal in catalogue().items()
        }
    found: dict[str, Entry] = app.extensions[EXTENSION]
    return found


def _entry(refusal: type[Refusal], made: Json, operations: list[Operation]) -> Entry:
    schemas, examples = made["components"]["schemas"], made["components"]["examples"]
    schema = schemas.get(problems.name_of(refusal))
    status = status_of(refusal)
    return Entry(
        code=refusal.code(),
        status=status,
        title=refusal.title(),
        cause=problems.SAID.get(status, ""),
        remedy=refusal.remedy() or NO_REMEDY,
        facts=[*_facts(schema["properties"]["details"], schemas)] if schema else [],
        example=examples[refusal.__name__]["value"] if schema else _bare(refusal),
        operations=operations,
        anywhere=refusal in ANYWHERE,
    )


def _bare(refusal: type[Refusal]) -> Json:
    """Word an error that no operation declares."""
    return {
        "type": f"/errors/{refusal.code()}",
        "title": refusal.title(),
        "status": status_of(refusal),
        "detail": refusal.title(),
        "instance": f"/requests/{REQUEST_ID}",
        "code": refusal.code(),
        "request_id": REQUEST_ID,
        "details": {},
    }


def _facts(schema: Json, schemas: Json, at: str = "") -> Iterator[tuple[str, str]]:
    """Walk the members of `details`, into the objects and lists among them."""
    if "$ref" in schema:
        schema = {**schemas[schema["$ref"].rpartition("/")[2]], "description": ""}
    if "items" in schema:
        yield from _facts(schema["items"], schemas, f"{at}[]")
    for name, member in schema.get("properties", {}).items():
        place = f"{at}.{name}" if at else name
        yield place, member.get("description", "")
        yield from _facts(member, schemas, place)


def _operations_by_code(made: Json) -> dict[str, list[Operation]]:
    found: dict[str, list[Operation]] = {}
    for operation, declared in _operations(made["paths"]):
        for code in _codes(declared, made["components"]):
            found.setdefault(code, []).append(operation)
    return found


def _operations(paths: Json) -> Iterator[tuple[Operation, Json]]:
    for path, item in paths.items():
        for method, declared in item.items():
            if method != "parameters":
                tag, summary = declared["tags"][0], declared["summary"]
                id_ = declared["operationId"]
                yield Operation(id_, method.upper(), path, summary, tag), declared


def _codes(declared: Json, components: Json) -> Iterator[str]:
    for response in declared["responses"].values():
        if "$ref" in response:
            response = components["responses"][response["$ref"].rpartition("/")[2]]
        yield from response.get("content", {}).get(MEDIA_TYPE, {}).get("examples", {})

"""What may be untrue of an answer: its status, its headers, its body."""

from collections.abc import Iterator
from typing import Any

import orjson
from werkzeug import Response

from tests.checks import seen
from tests.checks.contract import PROBLEM, Contract, Json, Operation
from tests.checks.faults import faults_in
from tests.checks.texts import read

OURS = (
    *("ETag", "Retry-After", "WWW-Authenticate", "Idempotent-Replayed", "Location", "Link"),
    *("Content-Disposition", "Deprecation", "Sunset", "X-Request-Id"),
    *("RateLimit", "RateLimit-Policy"),
)
"""Headers that mean something to a client of ours: not one is sent unannounced."""


def check_answer(operation: Operation, answer: Response) -> None:
    """Fail if the answer is not one that the document announces."""
    seen.note(operation, answer)
    untrue = [*lies(operation, answer)]
    assert not untrue, f"{operation.address} -> {answer.status_code}: {'; '.join(untrue)}"


def check_problem(contract: Contract, address: str, answer: Response) -> None:
    """Fail if what is refused outside every operation is not refused as inside one."""
    place = f"{address} -> {answer.status_code}"
    assert answer.mimetype == PROBLEM, f"{place}: media type {answer.mimetype} is no problem"
    validator = contract.closed_validator({"$ref": "#/components/schemas/Problem"})
    untrue = [error.message for error in validator.iter_errors(orjson.loads(answer.data))]
    assert not untrue, f"{place}: {'; '.join(untrue)}"


def lies(operation: Operation, answer: Response) -> Iterator[str]:
    """Say in what the answer differs from the document."""
    status = str(answer.status_code)
    if status not in operation.responses:
        yield "this status is not documented"
        return
    yield from _headers(operation, status, answer)
    content = operation.responses[status].get("content", {})
    if not content:
        if answer.data:
            yield "it has a body that is not documented"
    elif answer.mimetype not in content:
        yield f"media type {answer.mimetype} is not documented"
    elif answer.mimetype.endswith("json"):
        yield from _body(operation, status, answer)


def _headers(operation: Operation, status: str, answer: Response) -> Iterator[str]:
    documented = operation.headers(status)
    for name in OURS:
        if name in answer.headers and name.lower() not in documented:
            yield f"header {name} is not documented"
    for name, header in documented.items():
        text = answer.headers.get(name)
        if text is None:
            if header.get("required"):
                yield f"header {name} is missing"
            continue
        value = read(operation.contract, header["schema"], text)
        for error in operation.contract.validator(header["schema"]).iter_errors(value):
            yield f"header {name}: {error.message}"


def _body(operation: Operation, status: str, answer: Response) -> Iterator[str]:
    schema = operation.responses[status]["content"][answer.mimetype]["schema"]
    try:
        body = orjson.loads(answer.data)
    except orjson.JSONDecodeError:
        yield "the body is not JSON"
        return
    if answer.mimetype == PROBLEM:
        code = body.get("code")
        if code not in operation.codes(status):
            yield f"code {code} is not documented"
            return
        schema = _schema_of_code(operation, schema, code)
        if schema is None:
            yield f"code {code} has no schema of its own"
            return
    yield from map(str, faults_in(operation.contract.closed_validator(schema), body, "body"))


def _schema_of_code(operation: Operation, schema: Json, code: str) -> Json | None:
    """Give the branch for this code alone: the fallback beside it would take anything."""
    branches = operation.contract.resolved(schema).get("anyOf", [schema])
    return next((one for one in branches if _constant(operation, one, "code") == code), None)


def _constant(operation: Operation, schema: Json, name: str) -> Any:
    """Give the one value that a schema allows for a property, if it says one."""
    node = operation.contract.resolved(schema)
    parts = [node, *(operation.contract.resolved(part) for part in node.get("allOf", []))]
    said = [part.get("properties", {}).get(name, {}) for part in parts]
    return next((value["const"] for value in said if "const" in value), None)

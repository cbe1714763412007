"""What the document and the server say of the same request: they must agree."""

from collections.abc import Iterator, Mapping
from typing import Any

import orjson
from werkzeug import Request, Response

from tests.checks import bodies
from tests.checks.contract import PROBLEM, Json, Operation
from tests.checks.faults import Fault, faults_in
from tests.checks.texts import read, types
from tests.checks.unsayable import is_unsayable

REFUSED_AS_A_WHOLE = {
    "malformed-json": Fault("body", (), "malformed-json"),
    "unsupported-media-type": Fault("header", ("content-type",), "unsupported-media-type"),
    "idempotency-key-missing": Fault("header", ("idempotency-key",), "idempotency-key-missing"),
    "idempotency-key-invalid": Fault("header", ("idempotency-key",), "idempotency-key-invalid"),
    "if-match-missing": Fault("header", ("if-match",), "if-match-missing"),
}
"""Errors about the form of a request, and the place that the document must find at fault."""


def check_request(
    operation: Operation, request: Request, given: Mapping[str, Any], answer: Response
) -> None:
    """Fail if only one of server and document finds fault with the form of the request."""
    place = f"{operation.address} -> {answer.status_code}"
    if answer.status_code < 400:
        found = [*faults(operation, request, given)]
        assert not found, f"{place}: answered, but the document refuses {_list(found)}"
        return
    complaints = [*_complaints(operation, request, answer)]
    if complaints:
        found = [*faults(operation, request, given)]
        missed = [one for one in complaints if not any(fault.confirms(one) for fault in found)]
        assert not missed, f"{place}: refused, but the document allows {_list(missed)}"


def faults(operation: Operation, request: Request, given: Mapping[str, Any]) -> Iterator[Fault]:
    """Find what the document refuses of a request; `given` are the parts of its path."""
    yield from _of_place(operation, "path", {name: [str(text)] for name, text in given.items()})
    yield from _of_place(operation, "query", dict(request.args.lists()))
    named = operation.parameters["header"]
    sent = {name.lower(): [text] for name, text in request.headers.items() if name.lower() in named}
    yield from _of_place(operation, "header", sent)
    yield from bodies.faults(operation, request)
    ways = operation.written.get("security")
    if ways and not ("Authorization" in request.headers or "X-API-Key" in request.headers):
        yield Fault("header", ("authorization",), "is missing")


def _of_place(operation: Operation, place: str, texts: Mapping[str, list[str]]) -> Iterator[Fault]:
    schema = operation.places[place]
    values = {}
    for name, said in texts.items():
        values[name], fault = _value(operation, schema["properties"].get(name, {}), said)
        if fault:
            yield Fault(place, (name,), fault)
    if values or schema["required"]:
        yield from faults_in(operation.contract.validator(schema), values, place)


def _value(operation: Operation, schema: Json, said: list[str]) -> tuple[Any, str]:
    listed = "array" in types(operation.contract, schema)
    if len(said) == 1 or not listed:
        fault = "is sent twice" if len(said) > 1 else ""
        return read(operation.contract, schema, said[0]), fault
    items = operation.contract.resolved(schema)["items"]
    return [read(operation.contract, items, text) for text in said], ""


def _complaints(operation: Operation, request: Request, answer: Response) -> Iterator[Fault]:
    """What the server found wrong with the form, as far as a document can say it."""
    problem = orjson.loads(answer.data) if answer.mimetype == PROBLEM else {}
    code = problem.get("code")
    if code in REFUSED_AS_A_WHOLE:
        yield REFUSED_AS_A_WHOLE[code]
    for error in problem["errors"] if code == "validation-failed" else ():
        complaint = Fault.at(error["in"], error["pointer"], error["code"])
        if not is_unsayable(operation, request, complaint):
            yield complaint


def _list(found: list[Fault]) -> str:
    return "; ".join(sorted({str(fault) for fault in found}))

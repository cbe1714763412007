"""What the document refuses of a request's body."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import orjson
from werkzeug import Request

from models.strict_json import NamedTwice, once_each
from tests.checks.contract import Json, Operation
from tests.checks.faults import Fault, faults_in
from tests.checks.texts import read

MULTIPART = "multipart/form-data"
MERGE_PATCH = "application/merge-patch+json"


def faults(operation: Operation, request: Request) -> Iterator[Fault]:
    """Find what is wrong with the body, or with its being there."""
    sent = raw(request)
    if operation.body is None:
        if sent:
            yield Fault("body", (), "is not documented", whole=True)
    elif not sent:
        if operation.body.get("required"):
            yield Fault("body", (), "is missing", whole=True)
    else:
        yield from _of_content(operation, request, sent)


def _of_content(operation: Operation, request: Request, sent: bytes) -> Iterator[Fault]:
    content = operation.body["content"]
    media_type = request.mimetype
    if media_type == "application/json" and MERGE_PATCH in content:
        media_type = MERGE_PATCH  # taken, but SDKs want one media type per operation
    if media_type not in content:
        yield Fault("header", ("content-type",), f"{media_type} is not documented")
        return
    if request.headers.get("Content-Encoding", "identity") != "identity":
        yield Fault("header", ("content-type",), "is encoded once more")
        return
    schema = content[media_type]["schema"]
    if media_type == MULTIPART:
        value, twice = _form(operation, schema, request)
        yield from (Fault("body", (name,), "is sent twice") for name in twice)
    else:
        try:
            value = once_each(sent, orjson.loads(sent))
        except (orjson.JSONDecodeError, NamedTwice) as error:
            yield Fault("body", (), str(error), whole=True)
            return
    yield from faults_in(operation.contract.validator(schema), value, "body")


def raw(request: Request) -> bytes:
    """Read the body again: the server has read it before."""
    stream = request.environ["wsgi.input"]
    stream.seek(0)
    sent: bytes = stream.read()
    stream.seek(0)
    return sent


def _form(operation: Operation, schema: Json, request: Request) -> tuple[dict[str, Any], list[str]]:
    """Give the parts of a form by name, and which names come twice.

    A file is a text, a text in its place is none.
    """
    described = operation.contract.resolved(schema)["properties"]
    values: dict[str, Any] = {}
    with Request(request.environ) as parts:
        for name, text in parts.form.items():
            part = operation.contract.resolved(described.get(name, {}))
            is_file = part.get("format") == "binary"
            values[name] = None if is_file else read(operation.contract, part, text)
        named = Counter(n for each in (parts.form, parts.files) for n, _ in each.items(multi=True))
        twice = [name for name, count in named.items() if count > 1]
        return {**values, **dict.fromkeys(parts.files, "")}, twice

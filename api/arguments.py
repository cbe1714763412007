"""Arguments to views: strict parsing, and every complaint with its place and its code."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import Any

from flask import Request, request
from marshmallow import RAISE, ValidationError
from webargs.flaskparser import FlaskParser

from api.body import read_json
from api.errors import FieldError, UriTooLong, ValidationFailed
from api.uploads import read_multipart
from config import MAX_LINE_BYTES
from services.errors import pointer_to

TWICE = {"code": "repeated", "detail": "Must be sent once."}
MAX_ERRORS = 1_000
"""In one answer, which a small body could otherwise make ten times as long as itself."""
PLACES = {"json": "body", "multipart": "body"}


class StrictParser(FlaskParser):
    """Refuses what no schema names, in the query too, and words errors as we do."""

    DEFAULT_UNKNOWN_BY_LOCATION = {
        **FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION,
        "query": RAISE,
        "multipart": RAISE,
        "json": None,
    }

    __location_map__ = {**FlaskParser.__location_map__, "multipart": "load_multipart"}

    def parse(self, argmap: Any, req: Any = None, *, location: Any = None, **kwargs: Any) -> Any:
        """Read and load one location; webargs' own way asks at every call what never changes."""
        schema, location = _instance(argmap), location or self.location
        given = getattr(self, self.__location_map__[location])(req or request, schema)
        try:
            return schema.load(given, unknown=self.DEFAULT_UNKNOWN_BY_LOCATION[location])
        except ValidationError as error:
            found = field_errors(error.messages, PLACES.get(location, location))
            raise ValidationFailed(list(islice(found, MAX_ERRORS))) from error

    def load_json(self, req: Request, schema: Any) -> Any:
        """Read the body through the guard."""
        return read_json()

    def load_querystring(self, req: Request, schema: Any) -> Any:
        """Read the query; of a parameter sent twice nobody knows which one counts."""
        if len(req.query_string) > MAX_LINE_BYTES:  # whatever server is in front
            raise UriTooLong(limit_bytes=MAX_LINE_BYTES)
        _refuse_repeated(req.args.lists(), "query")
        return req.args.to_dict()

    def load_multipart(self, req: Request, schema: Any) -> Any:
        """Read a file and the words beside it; two parts of one name are one too many."""
        parts = [(name, [*req.form.getlist(name), *req.files.getlist(name)]) for name in req.form]
        _refuse_repeated([*parts, *req.files.lists()], "body")
        return read_multipart()


def _refuse_repeated(values_by_name: Iterable[tuple[str, list[Any]]], place: str) -> None:
    twice = [name for name, values in values_by_name if len(values) > 1][:MAX_ERRORS]
    if twice:
        places = [{"in": place, "pointer": pointer_to(name)} for name in twice]
        raise ValidationFailed([{**place, **TWICE} for place in places])


@cache
def _instance(schema: Any) -> Any:
    return schema() if isinstance(schema, type) else schema


def field_errors(tree: Any, place: str, pointer: str = "") -> Iterator[FieldError]:
    """Walk a tree of messages; give place, JSON Pointer (RFC 6901), code and sentence."""
    if isinstance(tree, dict):
        for key, branch in tree.items():
            # A lone surrogate in a name is JSON, but cannot be written as UTF-8.
            name = str(key).encode(errors="backslashreplace").decode()
            step = "" if key == "_schema" else pointer_to(name)
            yield from field_errors(branch, place, pointer + step)
    elif isinstance(tree, list):
        for leaf in tree:
            yield from field_errors(leaf, place, pointer)
    else:
        code = getattr(tree, "code", "invalid")
        yield {"in": place, "pointer": pointer, "code": code, "detail": str(tree)}

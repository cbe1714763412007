"""Arguments to views: strict parsing, and every complaint with its place and its code."""

from collections.abc import Iterator
from typing import Any, NoReturn

from flask import Request
from marshmallow import RAISE, ValidationError
from webargs.flaskparser import FlaskParser

from api.body import read_json
from api.errors import FieldError, UriTooLong, ValidationFailed
from api.uploads import read_multipart
from config import MAX_LINE_BYTES
from services.errors import pointer_to

TWICE = {"code": "repeated", "detail": "Must be sent once."}
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

    def load_json(self, req: Request, schema: Any) -> Any:
        """Read the body through the guard."""
        return read_json()

    def load_querystring(self, req: Request, schema: Any) -> Any:
        """Read the query; of a parameter sent twice nobody knows which one counts."""
        if len(req.query_string) > MAX_LINE_BYTES:  # whatever server is in front
            raise UriTooLong(limit_bytes=MAX_LINE_BYTES)
        twice = [name for name, values in req.args.lists() if len(values) > 1]
        if twice:
            places = [{"in": "query", "pointer": pointer_to(name)} for name in twice]
            raise ValidationFailed([{**place, **TWICE} for place in places])
        return super().load_querystring(req, schema)

    def load_multipart(self, req: Request, schema: Any) -> Any:
        """Read a file and the words beside it."""
        return read_multipart()

    def handle_error(
        self, error: ValidationError, req: Any, schema: Any, **kwargs: Any
    ) -> NoReturn:
        """Turn marshmallow's tree of messages into a list of places."""
        ((location, tree),) = error.messages_dict.items()
        place = PLACES.get(location, location)
        raise ValidationFailed(list(field_errors(tree, place))) from error


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

"""Reading a body: guarded before parsing, since the stock stack answers 500 to hostile JSON."""

import json
import re
from typing import Any

import orjson
from flask import request

from api.errors import (
    BodyTooLarge,
    JsonNumberTooLong,
    JsonTooDeep,
    MalformedJson,
    UnsupportedMediaType,
)
from api.uploads import MULTIPART, refuse_encoded
from models.strict_json import STRINGS, NamedTwice, once_each, unique

MAX_DEPTH = 64
MAX_NUMBER_LENGTH = 300
JSON_TYPES = ("application/json", "application/merge-patch+json")
BRACKETS = re.compile(rb"[\[\]{}]")
LONG_NUMBER = re.compile(rb"[0-9.eE+-]{%d}" % (MAX_NUMBER_LENGTH + 1))


def read_json() -> Any:
    """Give the body as Python values; no body is an empty object, except for a PATCH.

    Raises BodyTooLarge, UnsupportedMediaType, JsonTooDeep, JsonNumberTooLong, MalformedJson.
    """
    body = request.get_data()
    if request.content_length is None and len(body) == request.max_content_length:
        # Werkzeug cuts a chunked body at the limit and says nothing.
        raise BodyTooLarge(limit_bytes=request.max_content_length)
    if not body and request.mimetype != MULTIPART:  # a form was read by whoever came first
        if request.method == "PATCH":
            raise MalformedJson("There is no body; say {} to change nothing.")
        return {}
    if request.mimetype not in JSON_TYPES:
        raise UnsupportedMediaType(supported=list(JSON_TYPES))
    refuse_encoded(JSON_TYPES)
    if body.count(b"[") + body.count(b"{") > MAX_DEPTH or LONG_NUMBER.search(body):
        _guard(STRINGS.sub(b"", body))
    try:
        read = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        return _read_leniently(body, error)
    try:
        return once_each(body, read)
    except NamedTwice as twice:
        raise MalformedJson(f"{twice}.") from twice


def _guard(structure: bytes) -> None:
    """Refuse what is too deep or too long; `structure` is the body without its strings."""
    if LONG_NUMBER.search(structure):
        raise JsonNumberTooLong(limit=MAX_NUMBER_LENGTH)
    depth = 0
    for bracket in BRACKETS.finditer(structure):
        depth += 1 if bracket[0] in b"[{" else -1
        if depth > MAX_DEPTH:
            raise JsonTooDeep(limit=MAX_DEPTH)


def _read_leniently(body: bytes, error: orjson.JSONDecodeError) -> Any:
    """Lone surrogates are JSON too; read them, so that the field's own refusal names it."""

    def refuse(word: str) -> None:
        raise ValueError(f"{word} is not JSON")

    if rb"\u" not in body:
        raise MalformedJson(str(error)) from error
    try:
        return json.loads(body, parse_constant=refuse, object_pairs_hook=unique)
    except NamedTwice as twice:
        raise MalformedJson(f"{twice}.") from twice
    except (ValueError, RecursionError):
        raise MalformedJson(str(error)) from error

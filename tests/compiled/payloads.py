"""Payloads that a schema takes, made up from its fields, with values at its bounds."""

from datetime import timedelta, timezone
from functools import cache
from typing import Any

import orjson
from hypothesis import strategies as st
from marshmallow import Schema
from marshmallow import fields as ma

from models.storable import SAFE_INTEGER
from schemas import fields
from schemas.imports import MappingField, Upload
from schemas.messages import Length, OneOf, Range
from tests.compiled.rows import JSON, TEXTS

LETTERS = "abcdefghijklmnopqrstuvwxyz"
ZONES = st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


class File:
    """What a multipart form has for a file."""

    stream = None


INSTANTS = st.one_of(
    st.datetimes(timezones=ZONES).map(lambda instant: instant.isoformat()),
    st.sampled_from(
        [
            "0001-01-01T00:00:00Z",
            "9999-12-31T23:59:59.999999Z",
            "2026-01-01t00:00:00.123456789z",
            "2025-12-31T23:59:60Z",
        ]
    ),
)
GIVEN: list[tuple[type[ma.Field], st.SearchStrategy[Any]]] = [
    (Upload, st.just(File())),
    (
        MappingField,
        st.dictionaries(TEXTS, TEXTS, max_size=3).flatmap(
            lambda mapping: st.sampled_from([mapping, orjson.dumps(mapping).decode()])
        ),
    ),
    (fields.JsonObject, st.dictionaries(TEXTS, JSON, max_size=3)),
    (fields.Email, st.sampled_from(["a@b.co", "Rosa.Reader+shop@Example.COM"])),
    (fields.Currency, st.sampled_from(["EUR", "KWD", "JPY"])),
    (fields.Gtin, st.sampled_from(["9780141439518", "0-14-143951-3", "96385074"])),
    (fields.Sku, st.sampled_from(["x", "a/b %_\u00e9 c", "x" * 64])),
    (fields.Code, st.text(LETTERS, min_size=1, max_size=40)),
    (fields.TextBoolean, st.sampled_from(["true", "false", "True", "FALSE"])),
    (fields.Boolean, st.booleans()),
    (fields.UUID, st.uuids().flatmap(lambda it: st.sampled_from([str(it), str(it).upper()]))),
    (fields.DateTime, INSTANTS),
]


@cache
def payloads(schema: type[Schema]) -> st.SearchStrategy[dict[str, Any]]:
    """Give payloads with all that is required, and any of the rest."""
    members = schema().load_fields.items()
    return st.fixed_dictionaries(
        {name: values(field) for name, field in members if field.required},
        optional={name: values(field) for name, field in members if not field.required},
    )


def values(field: ma.Field) -> st.SearchStrategy[Any]:
    """Give values of a field."""
    return st.none() | _present(field) if field.allow_none else _present(field)


def _present(field: ma.Field) -> st.SearchStrategy[Any]:
    if isinstance(field, fields.Nested):
        return payloads(type(field.schema))
    if isinstance(field, fields.List):
        least, most = bounds(field, Length, 0, 3)
        return st.lists(values(field.inner), min_size=least, max_size=min(most, least + 2))
    if isinstance(field, fields.Words):
        return st.lists(st.sampled_from(field.choices), min_size=1).map(",".join)
    if isinstance(field, fields.Integer):
        return _numbers(field)
    known = [given for kind, given in GIVEN if isinstance(field, kind)]
    return known[0] if known else _texts(field)


def _numbers(field: fields.Integer) -> st.SearchStrategy[Any]:
    low, high = bounds(field, Range, -SAFE_INTEGER, SAFE_INTEGER)
    numbers = st.integers(low, high) | st.sampled_from([low, high])
    if isinstance(field, fields.TextInteger):
        return numbers.map(str)
    return numbers | numbers.map(float)


def _texts(field: ma.Field) -> st.SearchStrategy[str]:
    assert isinstance(field, fields.String)
    choices = [one.choices for one in field.validators if isinstance(one, OneOf)]
    if choices:
        return st.sampled_from(list(choices[0]))
    low, high = bounds(field, Length, 0, 20)
    short = st.text(TEXTS_OF, min_size=low, max_size=min(high, low + 20))
    return short | st.sampled_from(["x" * low, "x" * high])


TEXTS_OF = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")


def bounds(field: ma.Field, kind: type[Range | Length], low: int, high: int) -> tuple[int, int]:
    """Give the least and the most that the field's validators of a kind allow."""
    found = [validator for validator in field.validators if isinstance(validator, kind)]
    least = [one.min for one in found if one.min is not None]
    most = [one.max for one in found if one.max is not None]
    return max(least, default=low), min(most, default=high)

"""Rows as services give them, made up from the fields of a schema."""

from datetime import UTC, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from marshmallow import Schema
from marshmallow import fields as ma

from models.storable import SAFE_INTEGER
from schemas import fields

ZONES = st.sampled_from([UTC, ZoneInfo("UTC")])
"""As `utcnow` and as psycopg name it."""
LONG_AGO, LAST = datetime(1, 1, 1), datetime.max  # noqa: DTZ001, DTZ901 - the zone comes with ZONES
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
INTEGERS = st.one_of(
    st.integers(-SAFE_INTEGER, SAFE_INTEGER), st.sampled_from([2**63 - 1, -(2**63), 2**64 - 1, 0])
)
JSON = st.recursive(
    st.none() | st.booleans() | INTEGERS | st.floats(allow_nan=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
INSTANTS = st.one_of(
    st.datetimes(timezones=ZONES),
    st.sampled_from([LONG_AGO, LAST]).flatmap(
        lambda instant: ZONES.map(lambda zone: instant.replace(tzinfo=zone))
    ),
    st.datetimes(timezones=ZONES).map(lambda instant: instant.replace(microsecond=0)),
)
VALUES: dict[type[ma.Field], st.SearchStrategy[Any]] = {
    fields.Boolean: st.booleans(),
    fields.Integer: INTEGERS,
    fields.UUID: st.uuids(),
    fields.DateTime: INSTANTS,
    fields.JsonObject: st.dictionaries(TEXTS, JSON, max_size=3),
    fields.Anything: JSON,
    fields.String: TEXTS,
}


@cache
def rows(schema: type[Schema]) -> st.SearchStrategy[dict[str, Any]]:
    """Give rows with all that the schema dumps; what is optional is there or not."""
    made = {name: values(field) for name, field in schema().dump_fields.items()}
    optional = {
        name for name, field in schema().dump_fields.items() if field.metadata.get("optional")
    }
    return st.fixed_dictionaries(
        {name: values for name, values in made.items() if name not in optional},
        optional={name: values for name, values in made.items() if name in optional},
    )


def values(field: ma.Field) -> st.SearchStrategy[Any]:
    """Give values of a field; null is one of any, as columns and outer joins have it."""
    return st.none() | _present(field)


def _present(field: ma.Field) -> st.SearchStrategy[Any]:
    if isinstance(field, fields.Nested):
        return rows(type(field.schema))
    if isinstance(field, fields.List):
        return st.lists(values(field.inner), max_size=2)
    if isinstance(field, fields.Enum):
        return st.sampled_from([*field.enum, *map(str, field.enum)])
    return next(given for kind, given in VALUES.items() if isinstance(field, kind))

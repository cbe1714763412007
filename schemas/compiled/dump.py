"""Dump, compiled: one dict display per schema instead of a loop over its fields.

UUIDs, instants and enums go through as they are: orjson writes them as the fields would.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from marshmallow import Schema, missing
from marshmallow import fields as ma

from schemas import fields
from schemas.compiled.uncompilable import (
    Uncompilable,
    refuse_entry,
    refuse_hooks,
    refuse_names,
    refuse_options,
    refuse_own,
)

Dump = Callable[[Any], Any]
AS_IS = (
    fields.String,
    fields.Integer,
    fields.Boolean,
    fields.UUID,
    fields.DateTime,
    fields.JsonObject,
    fields.Anything,
)
"""Fields whose values orjson writes as the field itself would have them written."""


@cache
def dumper_of(schema: type[Schema]) -> Dump:
    """Give the function that dumps a row as `schema` does; every field must be there.

    Raises Uncompilable.
    """
    # Names are ours, from the schemas.
    dump: Dump = eval(f"lambda o: {_display(schema(), 'o')}")  # noqa: S307 # nosec B307
    return dump


def _display(schema: Schema, place: str) -> str:
    """Write the dict display of the object at `place`, with those inside it."""
    refuse_options(schema)
    refuse_hooks(schema, "pre_dump", "post_dump")
    refuse_entry(schema, "dump")
    refuse_own(schema, Schema, "_serialize", "get_attribute", "dict_class")
    members = [_member(name, field, place) for name, field in schema.dump_fields.items()]
    return f"{{{', '.join(members)}}}"


def _member(name: str, field: ma.Field[Any], place: str) -> str:
    refuse_names(name, field)
    if field.dump_default is not missing:
        raise Uncompilable(f"{name}: what is not there has no default")
    member = f"{name!r}: {_value(field, f'{place}[{name!r}]', name)}"
    if field.metadata.get("optional"):
        return f"**({{{member}}} if {name!r} in {place} else {{}})"
    return member


def _value(field: ma.Field[Any], place: str, name: str) -> str:
    refuse_own(field, ma.Field, "serialize", "get_value", "_CHECK_ATTRIBUTE")
    if isinstance(field, fields.Nested):
        refuse_own(field, ma.Nested, "_serialize")
        return f"(None if {place} is None else {_display(field.schema, place)})"
    if isinstance(field, fields.List):
        refuse_own(field, ma.List, "_serialize")
        each = f"{name}_item"
        item = _value(field.inner, each, name)
        return (
            place
            if item == each
            else f"(None if {place} is None else [{item} for {each} in {place}])"
        )
    if isinstance(field, AS_IS) and type(field)._serialize in KNOWN and not _is_converted(field):
        return place
    raise Uncompilable(f"{name}: nobody knows how to dump a {type(field).__name__}")


KNOWN = {kind._serialize for kind in AS_IS}
"""A field that writes itself in a way of its own is not one of these."""


def _is_converted(field: ma.Field[Any]) -> bool:
    """Whether an option of the field has its value, or values in it, written as something else."""
    options = ("as_string", "key_field", "value_field")
    return any(getattr(field, name, None) for name in options)

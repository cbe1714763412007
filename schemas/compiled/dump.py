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
    made = schema()
    refuse_options(made)
    refuse_hooks(made, "pre_dump", "post_dump")
    refuse_entry(made, "dump")
    refuse_own(made, Schema, "_serialize", "get_attribute", "dict_class")
    nested: dict[str, Any] = {}
    members = [_member(name, field, nested) for name, field in made.dump_fields.items()]
    # Names are ours, from the schemas.
    dump: Dump = eval(f"lambda o: {{{', '.join(members)}}}", nested)  # noqa: S307
    return dump


def _member(name: str, field: ma.Field[Any], nested: dict[str, Any]) -> str:
    """Write a field as a member of a dict display; `nested` takes the functions it calls."""
    refuse_names(name, field)
    if field.dump_default is not missing:
        raise Uncompilable(f"{name}: what is not there has no default")
    value = _value(field, f"o[{name!r}]", name, nested)
    if field.metadata.get("optional"):
        return f"**({{{name!r}: {value}}} if {name!r} in o else {{}})"
    return f"{name!r}: {value}"


def _value(field: ma.Field[Any], place: str, name: str, nested: dict[str, Any]) -> str:
    refuse_own(field, ma.Field, "serialize", "get_value", "_CHECK_ATTRIBUTE")
    if isinstance(field, fields.Nested):
        refuse_own(field, ma.Nested, "_serialize")
        refuse_options(field.schema)
        nested[f"dump_{name}"] = dumper_of(type(field.schema))
        return f"(None if {place} is None else dump_{name}({place}))"
    if isinstance(field, fields.List):
        refuse_own(field, ma.List, "_serialize")
        item = _value(field.inner, "item", name, nested)
        if item == "item":
            return place
        return f"(None if {place} is None else [{item} for item in {place}])"
    if isinstance(field, AS_IS) and type(field)._serialize in KNOWN and not _is_converted(field):
        return place
    raise Uncompilable(f"{name}: nobody knows how to dump a {type(field).__name__}")


KNOWN = {kind._serialize for kind in AS_IS}
"""A field that writes itself in a way of its own is not one of these."""


def _is_converted(field: ma.Field[Any]) -> bool:
    """Whether an option of the field has its value, or values in it, written as something else."""
    options = ("as_string", "key_field", "value_field")
    return any(getattr(field, name, None) for name in options)

"""Dump, compiled: one dict display per schema instead of a loop over its fields.

UUIDs, instants and enums go through as they are: orjson writes them as the fields would.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from marshmallow import Schema, missing
from marshmallow import fields as ma

from schemas import fields
from schemas.compiled.uncompilable import Uncompilable, refuse_hooks

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
    refuse_hooks(made, "pre_dump", "post_dump")
    nested: dict[str, Any] = {}
    members = [_member(name, field, nested) for name, field in made.dump_fields.items()]
    # Names are ours, from the schemas.
    dump: Dump = eval(f"lambda o: {{{', '.join(members)}}}", nested)  # noqa: S307
    return dump


def _member(name: str, field: ma.Field[Any], nested: dict[str, Any]) -> str:
    """Write a field as a member of a dict display; `nested` takes the functions it calls."""
    if field.attribute or field.data_key or field.load_only or field.dump_default is not missing:
        raise Uncompilable(f"{name}: only plain fields can be dumped")
    value = _value(field, f"o[{name!r}]", name, nested)
    if field.metadata.get("optional"):
        return f"**({{{name!r}: {value}}} if {name!r} in o else {{}})"
    return f"{name!r}: {value}"


def _value(field: ma.Field[Any], place: str, name: str, nested: dict[str, Any]) -> str:
    if isinstance(field, fields.Nested):
        nested[f"dump_{name}"] = dumper_of(type(field.schema))
        return f"(None if {place} is None else dump_{name}({place}))"
    if isinstance(field, fields.List):
        item = _value(field.inner, "item", name, nested)
        if item == "item":
            return place
        return f"(None if {place} is None else [{item} for item in {place}])"
    if isinstance(field, AS_IS) and type(field)._serialize in KNOWN:
        return place
    raise Uncompilable(f"{name}: nobody knows how to dump a {type(field).__name__}")


KNOWN = {kind._serialize for kind in AS_IS}
"""A field that writes itself in a way of its own is not one of these."""

"""What stops the start: a schema that would silently be slow, or mean something else."""

from typing import Any

from marshmallow import RAISE, Schema
from marshmallow import fields as ma
from marshmallow_sqlalchemy import SQLAlchemySchema

OURS = ("marshmallow.schema", "schemas.base")
"""Where a schema has `load` and `dump` from."""


class Uncompilable(TypeError):
    """A schema or a field does something that its compiled form would not."""


def refuse_options(schema: Schema) -> None:
    """Raise Uncompilable unless the schema is all of its class, for one object at a time."""
    options = ("only", "exclude", "many", "partial", "load_only", "dump_only", "_load_instance")
    found = [name for name in options if getattr(schema, name, None)]
    found += ["unknown"] if schema.unknown != RAISE else []
    if found or schema.only is not None:
        raise Uncompilable(f"{_name(schema)} is used with options: {', '.join(found or ['only'])}")


def refuse_hooks(schema: Schema, *kinds: str) -> None:
    """Raise Uncompilable if the schema has processors of these kinds, such as `post_dump`.

    marshmallow-sqlalchemy's own makes ORM objects, and only where an option asks for them.
    """
    unused = getattr(type(schema), "make_instance", None) is SQLAlchemySchema.make_instance
    hooks = [name for kind in kinds for name, *_ in schema._hooks[kind]]
    if found := [name for name in hooks if not (unused and name == "make_instance")]:
        raise Uncompilable(f"{_name(schema)} has hooks: {', '.join(found)}")


def refuse_own(thing: Schema | ma.Field[Any], base: type, *names: str) -> None:
    """Raise Uncompilable if the class of `thing` does one of these in another way than `base`."""
    own = [name for name in names if getattr(type(thing), name) is not getattr(base, name)]
    if own:
        raise Uncompilable(f"{_name(thing)} has its own {', '.join(own)}")


def refuse_entry(schema: Schema, name: str) -> None:
    """Raise Uncompilable if the schema has its own `load` or `dump`."""
    if getattr(type(schema), name).__module__ not in OURS:
        raise Uncompilable(f"{_name(schema)} has its own {name}")


def refuse_names(name: str, field: ma.Field[Any]) -> None:
    """Raise Uncompilable unless the field's name is the one in a row and in a payload.

    marshmallow takes a dot in a name for a path.
    """
    if not name.isidentifier() or field.attribute is not None or field.data_key is not None:
        raise Uncompilable(f"{name}: a field has one name, in rows and in payloads")


def _name(thing: object) -> str:
    return type(thing).__name__

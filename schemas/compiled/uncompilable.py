"""What stops the start: a schema that would silently be slow, or mean something else."""

from marshmallow import Schema

UNUSED = "make_instance"
"""marshmallow-sqlalchemy's own hook, which makes ORM objects where a schema asks for them."""


class Uncompilable(TypeError):
    """A schema or a field does something that its compiled form would not."""


def refuse_hooks(schema: Schema, *kinds: str) -> None:
    """Raise Uncompilable if the schema has processors of these kinds, such as `post_dump`."""
    found = [name for kind in kinds for name, *_ in schema._hooks[kind] if name != UNUSED]
    if found:
        raise Uncompilable(f"{type(schema).__name__} has hooks: {', '.join(found)}")

"""Load, compiled: surely valid input is taken field by field; any doubt goes to marshmallow.

The fields themselves read and validate, so that nothing is taken that they would refuse.
What is saved is marshmallow's collecting of errors, which valid input has none of.
"""

from collections.abc import Callable
from functools import cache, partial
from typing import Any

from marshmallow import RAISE, Schema, missing
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

Take = Callable[[Any], Any]


MADE_OF_OTHERS = (ma.Nested, ma.List, ma.Tuple)
"""Fields with fields inside, whose rules are others than those of ours."""


class Doubt(Exception):
    """The input may be wrong; marshmallow finds out, and words it."""


@cache
def taker_of(schema: type[Schema]) -> Take:
    """Give the function that loads an object as `schema` does, if it is surely valid.

    It raises Doubt or ValidationError for anything else. Raises Uncompilable.
    """
    made = schema()
    refuse_options(made)
    refuse_hooks(made, "pre_load", "post_load", "validates")
    refuse_entry(made, "load")
    refuse_own(made, Schema, "_do_load", "_deserialize", "_run_validator", "dict_class")
    members = [_member(name, field) for name, field in made.load_fields.items()]
    names = made.load_fields.keys()
    checks = [_check(made, hook) for hook in made._hooks["validates_schema"]]

    def take(given: Any) -> dict[str, Any]:
        if type(given) is not dict:
            raise Doubt
        taken: dict[str, Any] = {}
        for name, read, absent in members:
            if name in given:
                taken[name] = read(given[name])
            elif absent is not None:
                taken[name] = absent()
        if not given.keys() <= names:
            raise Doubt
        for check in checks:
            check(taken)
        return taken

    return take


def _member(name: str, field: ma.Field[Any]) -> tuple[str, Take, Callable[[], Any] | None]:
    """Give a field's name, how its value is read, and what stands for it where it is absent."""
    refuse_names(name, field)
    return name, _nullable(field), _absent(field)


def _absent(field: ma.Field[Any]) -> Callable[[], Any] | None:
    if field.required:
        return _doubt
    default = field.load_default
    if default is missing:
        return None
    made: Callable[[], Any] = default if callable(default) else lambda: default
    return made


def _doubt() -> Any:
    raise Doubt


def _nullable(field: ma.Field[Any]) -> Take:
    read = _reader(field)
    if field.allow_none:
        return lambda value: None if value is None else read(value)

    def present(value: Any) -> Any:
        return _doubt() if value is None else read(value)

    return present


def _reader(field: ma.Field[Any]) -> Take:
    """Read a value as the field's `deserialize` would, its validators included."""
    refuse_own(field, ma.Field, "deserialize", "_validate", "_validate_missing", "_validate_all")
    if field.pre_load or field.post_load:
        raise Uncompilable(f"{field.name} has functions of its own around loading")
    if isinstance(field, fields.Nested):
        return _validated(_object(field), field.validators)
    if isinstance(field, fields.List):
        return _items(field)
    if not isinstance(field, fields.Coded) or isinstance(field, MADE_OF_OTHERS):
        raise Uncompilable(f"nobody knows how to load a {type(field).__name__}")
    deserialize = field._deserialize
    return _validated(lambda value: deserialize(value, None, None), field.validators)


def _object(field: fields.Nested) -> Take:
    refuse_own(field, ma.Nested, "_deserialize", "_load", "_test_collection")
    refuse_options(field.schema)
    if field.unknown not in (None, RAISE):
        raise Uncompilable(f"{field.name} takes unknown fields")
    return taker_of(type(field.schema))


def _items(field: fields.List) -> Take:
    refuse_own(field, fields.List, "_deserialize")
    bounds, *others = field.validators
    take = _nullable(field.inner)

    def read(value: Any) -> list[Any]:
        if type(value) is not list:
            raise Doubt
        bounds(value)  # before a million items are looked at one by one
        return [take(item) for item in value]

    return _validated(read, others)


def _validated(read: Take, validators: list[Any]) -> Take:
    """Read, then validate; a validator raises what it does not like."""
    if not validators:
        return read

    def checked(value: Any) -> Any:
        taken = read(value)
        for validate in validators:
            validate(taken)
        return taken

    return checked


def _check(schema: Schema, hook: tuple[str, bool, dict[str, Any]]) -> Callable[[Any], Any]:
    """Give a validator of the whole object, a method of the schema."""
    name, many, options = hook
    if many or options.get("pass_original"):
        raise Uncompilable(f"{type(schema).__name__}.{name} wants more than the object")
    return partial(getattr(schema, name), partial=None, many=False, unknown=RAISE)

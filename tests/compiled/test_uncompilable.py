"""What is not compiled, since its compiled form would silently mean something else."""

import pytest
from marshmallow import (
    EXCLUDE,
    INCLUDE,
    Schema,
    post_dump,
    post_load,
    pre_dump,
    pre_load,
    validates,
    validates_schema,
)
from marshmallow import fields as ma

from schemas import fields
from schemas.base import Input, Output
from schemas.compiled import Uncompilable, dumper_of, taker_of
from schemas.orders import CustomerInputSchema, CustomerSnapshotSchema


def shaped(base, **members):
    """Give a schema with these members."""
    return type("LampSchema", (base,), members)


def hook(decorator, **options):
    """Give a schema's member that marshmallow calls."""
    return {"lamp": decorator(**options)(lambda self, data, *rest, **_: data)}


def meta(**options):
    return {"Meta": type("Meta", (Input.Meta,), options), "lit": fields.Boolean()}


def own(kind, *args, **members):
    """Give a field of a class with a way of its own."""
    return {"lamp": type("Lamp", (kind,), members)(*args)}


def keep(self, value, *args, **kwargs):
    return value


class Plain(Schema):
    lit = fields.Boolean()


class OwnLoad(Input):
    lit = fields.Boolean()
    load = keep


class OwnDump(Output):
    lit = fields.Boolean()
    dump = keep


CUSTOMER = CustomerSnapshotSchema
NOT_DUMPED = {
    "a hook before": hook(pre_dump),
    "a hook behind": hook(post_dump),
    "a hook of a list": hook(post_dump, pass_collection=True),
    "another attribute": {"lamp": fields.String(attribute="light")},
    "another key": {"lamp": fields.String(data_key="Lamp")},
    "an empty key": {"lamp": fields.String(data_key="")},
    "a path": {"lamp.lit": fields.Boolean()},
    "no name": {"lamp-lit": fields.Boolean()},
    "a default": {"lamp": fields.String(dump_default="-")},
    "a field with its own way": own(fields.String, _serialize=keep),
    "a field with its own serialize": own(fields.String, serialize=keep),
    "a field with its own value": own(fields.String, get_value=keep),
    "a field without a value": own(fields.String, _CHECK_ATTRIBUTE=False),
    "an object with its own way": own(fields.Nested, CUSTOMER, _serialize=keep),
    "a list with its own way": {
        "lamp": type("Lamps", (fields.List,), {"_serialize": keep})(fields.UUID(), at_most=1)
    },
    "an item with its own way": {
        "lamp": fields.List(own(fields.UUID, _serialize=keep)["lamp"], at_most=1)
    },
    "a number as text": {"lamp": fields.Integer(as_string=True)},
    "an object of texts": {"lamp": fields.JsonObject(values=ma.Integer())},
    "an object of keys": {"lamp": fields.JsonObject(keys=ma.String())},
    "part of an object": {"lamp": fields.Nested(CUSTOMER, only=["name"])},
    "an object without": {"lamp": fields.Nested(CUSTOMER, exclude=["name"])},
    "many objects": {"lamp": fields.Nested(CUSTOMER, many=True)},
    "parts in a list": {"lamp": fields.List(fields.Nested(CUSTOMER, only=["name"]), at_most=1)},
    "an object that dumps itself": {"lamp": fields.Nested(OwnDump)},
    "marshmallow's object": {"lamp": ma.Nested(CUSTOMER)},
    "marshmallow's list": {"lamp": ma.List(fields.UUID())},
    "marshmallow's text": {"lamp": ma.String()},
    "a number with a fraction": {"lamp": ma.Decimal()},
    "a day": {"lamp": ma.Date()},
    "a member of an object": {"lamp": ma.Pluck(CUSTOMER, "name")},
    "a tuple": {"lamp": ma.Tuple([fields.UUID()])},
    "a method": {"lamp": ma.Method("dumped"), "dumped": keep},
    "a function": {"lamp": ma.Function(lambda row: row)},
    "a constant": {"lamp": ma.Constant(1)},
    "its own attributes": {"get_attribute": keep},
    "its own loop": {"_serialize": keep},
    "its own dict": {"dict_class": type("Ordered", (dict,), {})},
}
NOT_LOADED = {
    "a hook before": hook(pre_load),
    "a hook behind": hook(post_load),
    "a hook behind, under a known name": {
        "make_instance": post_load(lambda self, data, **_: dict(data))
    },
    "a validator of a member": {
        "lit": fields.Boolean(),
        "check": validates("lit")(lambda self, value, **_: None),
    },
    "a validator of a list": hook(validates_schema, pass_collection=True),
    "a validator of what came": hook(validates_schema, pass_original=True),
    "unknown members left out": meta(unknown=EXCLUDE),
    "unknown members taken": meta(unknown=INCLUDE),
    "many": meta(many=True),
    "members left out": meta(exclude=["lit"]),
    "instances": meta(load_instance=True),
    "another attribute": {"lamp": fields.String(attribute="light")},
    "another key": {"lamp": fields.String(data_key="Lamp")},
    "a path": {"lamp.lit": fields.Boolean()},
    "a function before": {"lamp": fields.String(pre_load=str.strip)},
    "a function behind": {"lamp": fields.String(post_load=str.strip)},
    "a field with its own deserialize": own(fields.String, deserialize=keep),
    "a field with its own validation": own(fields.String, _validate=keep),
    "a field with its own absence": own(fields.String, _validate_missing=keep),
    "an object with its own way": own(fields.Nested, CustomerInputSchema, _deserialize=keep),
    "an object with its own load": own(fields.Nested, CustomerInputSchema, _load=keep),
    "an object that loads itself": {"lamp": fields.Nested(OwnLoad)},
    "a list with its own way": {
        "lamp": type("Lamps", (fields.List,), {"_deserialize": keep})(fields.UUID(), at_most=1)
    },
    "a function before items": {"lamp": fields.List(fields.String(pre_load=str.strip), at_most=1)},
    "part of an object": {"lamp": fields.Nested(CustomerInputSchema, only=["name"])},
    "an object without": {"lamp": fields.Nested(CustomerInputSchema, exclude=["name"])},
    "many objects": {"lamp": fields.Nested(CustomerInputSchema, many=True)},
    "part of a plain object": {"lamp": fields.Nested(Plain(partial=True))},
    "an object, unknown left out": {"lamp": fields.Nested(CustomerInputSchema, unknown=EXCLUDE)},
    "marshmallow's object": {"lamp": ma.Nested(CustomerInputSchema)},
    "marshmallow's list": {"lamp": ma.List(fields.UUID())},
    "marshmallow's text": {"lamp": ma.String()},
    "a member of an object": {"lamp": ma.Pluck(CustomerInputSchema, "name")},
    "a tuple": {"lamp": ma.Tuple([fields.UUID()])},
    "a method": {"lamp": ma.Method(deserialize="loaded"), "loaded": keep},
    "a function": {"lamp": ma.Function(deserialize=lambda value: value)},
    "a constant": {"lamp": ma.Constant(1)},
    "its own loop": {"_deserialize": keep},
    "its own way": {"_do_load": keep},
    "its own dict": {"dict_class": type("Ordered", (dict,), {})},
}


OPTIONS = [
    {"only": ["lit"]},
    {"only": []},
    {"exclude": ["lit"]},
    {"many": True},
    {"partial": True},
    {"unknown": EXCLUDE},
    {"load_only": ["lit"]},
    {"dump_only": ["lit"]},
    {"load_instance": True},
]


@pytest.mark.parametrize("name", NOT_DUMPED)
def test_what_dump_would_mistake_is_not_compiled(name):
    schema = shaped(Output, **NOT_DUMPED[name])

    with pytest.raises(Uncompilable):
        dumper_of(schema)


@pytest.mark.parametrize("name", NOT_LOADED)
def test_what_load_would_mistake_is_not_compiled(name):
    schema = shaped(Input, **NOT_LOADED[name])

    with pytest.raises(Uncompilable):
        taker_of(schema)


@pytest.mark.parametrize("base", [Input, Output])
@pytest.mark.parametrize("options", OPTIONS)
def test_a_schema_takes_no_options(base, options):
    schema = shaped(base, lit=fields.Boolean())

    with pytest.raises(Uncompilable, match="options"):
        schema(**options)


def test_a_load_with_options_is_marshmallows():
    schema = shaped(Input, lit=fields.Boolean(load_default=True))()

    assert schema.load({}) == {"lit": True}
    assert schema.load({}, partial=True) == {}
    assert schema.load({"lit": False, "x": 1}, unknown=INCLUDE) == {"lit": False, "x": 1}
    assert schema.load([{}, {}], many=True) == [{"lit": True}, {"lit": True}]


def test_a_list_is_not_dumped_as_one_object():
    with pytest.raises(TypeError, match="envelope"):
        CUSTOMER().dump([], many=True)


def test_a_validator_of_the_object_hears_what_marshmallow_would_tell_it():
    heard = []

    def check(self, data, *, partial, many, unknown):
        heard.append((data, partial, many, unknown))

    schema = shaped(Input, lit=fields.Boolean(), check=validates_schema(check))

    taker_of(schema)({"lit": True})
    Schema.load(schema(), {"lit": True})

    assert heard == [({"lit": True}, None, False, "raise")] * 2

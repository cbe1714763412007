"""Schemas with what no schema of the project has yet, and with what fields may be given."""

from marshmallow import ValidationError, validates_schema

from schemas import fields
from schemas.base import Input, Output
from schemas.messages import Length, Message, Range


def distinct(values):
    """Refuse a list in which a value comes twice."""
    if len(set(values)) < len(values):
        raise ValidationError(Message("Must differ.", "repeated"))


def subdued(members):
    """Refuse a colour."""
    if members["colour"] == "red":
        raise ValidationError(Message("Too bright.", "colour"))


class BulbInput(Input):
    """What gives light."""

    watts = fields.Integer(validate=Range(1, 100), load_default=None)
    colour = fields.String(load_default=lambda: "white", validate=[Length(1, 5), Length(2, 9)])


class LampInput(Input):
    """A lamp with all that fields may be given."""

    bulb = fields.Nested(BulbInput, validate=subdued, allow_none=True)
    spare = fields.Nested(BulbInput, load_default={})
    names = fields.List(fields.String(allow_none=True), at_most=3, validate=[distinct])
    rows = fields.List(
        fields.List(fields.Nested(BulbInput), at_most=2, allow_none=True),
        at_most=2,
        load_default=[],
    )
    is_lit = fields.Boolean(required=True, allow_none=True)

    @validates_schema
    def check_bulb(self, data, **_):
        """A lamp that is lit has a bulb."""
        if data["is_lit"] and not data.get("bulb"):
            raise ValidationError("Needs a bulb.", "bulb")

    @validates_schema(skip_on_field_errors=False)
    def check_names(self, data, **_):
        """A lamp has a name, or none is given."""
        if data.get("names") == []:
            raise ValidationError({"names": ["Give one."]})


class BulbOutput(Output):
    """What gives light."""

    watts = fields.Integer()
    made_at = fields.DateTime(metadata={"optional": True})


class LampOutput(Output):
    """A lamp with all that fields may be given."""

    bulb = fields.Nested(BulbOutput, metadata={"optional": True})
    rows = fields.List(
        fields.List(fields.Nested(BulbOutput), at_most=2), at_most=2, metadata={"optional": True}
    )
    days = fields.List(fields.List(fields.DateTime(), at_most=2), at_most=2)
    inner = fields.Integer()
    o = fields.Integer()

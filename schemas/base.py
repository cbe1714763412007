"""What every schema shares.

Input refuses unknown fields. Output lets the contract grow, and every field of it is
there in every answer. Both read type, length, nullability and meaning off the column.
"""

import datetime
import uuid
from typing import Any

from marshmallow import RAISE, Schema, ValidationError
from marshmallow_sqlalchemy import ModelConverter, SQLAlchemySchema
from sqlalchemy import JSON, Column

from schemas import fields
from schemas.compiled import Doubt, dumper_of, refuse_options, taker_of
from schemas.messages import Length, Message

SCHEMA_MESSAGES: dict[str, str] = {
    "unknown": Message("There is no such field.", "unknown-field"),
    "type": Message("Must be an object.", "type"),
}


class StrictConverter(ModelConverter):
    """Columns to our strict fields."""

    SQLA_TYPE_MAPPING = {**ModelConverter.SQLA_TYPE_MAPPING, JSON: fields.JsonObject}

    @property
    def type_mapping(self) -> dict[type, Any]:
        """Python types of columns to our field classes."""
        return {
            str: fields.String,
            int: fields.Integer,
            bool: fields.Boolean,
            uuid.UUID: fields.UUID,
            datetime.datetime: fields.DateTime,
        }

    def _add_column_kwargs(self, kwargs: dict[str, Any], column: Column[Any]) -> None:
        super()._add_column_kwargs(kwargs, column)
        length = getattr(column.type, "length", None)
        if length is not None and column.type.python_type is str:
            shortest = None if column.nullable else 1
            kwargs["validate"] = [Length(min=shortest, max=length)]

    def property2field(self, prop: Any, **kwargs: Any) -> Any:
        """Keep the column's meaning when a schema adds an example."""
        metadata = {"description": getattr(prop, "doc", None), **kwargs.pop("metadata", {})}
        return super().property2field(prop, metadata=metadata, **kwargs)


class Input(SQLAlchemySchema):
    """A payload of ours to read: closed, strict."""

    error_messages = SCHEMA_MESSAGES

    class Meta:
        """Refuse what nobody declared."""

        unknown = RAISE
        model_converter = StrictConverter

    def __init__(self, **options: Any) -> None:
        """Refuse options, of which the compiled form knows nothing: Uncompilable."""
        super().__init__(**options)
        refuse_options(self)

    def load(self, data: Any, **options: Any) -> Any:
        """Load plain values; what is surely valid takes the compiled way.

        The way of marshmallow-sqlalchemy, meant for ORM objects, reads the metadata of an
        installed package from disk for every object: 0.5 ms for every line of an order.
        """
        if any(option not in (None, False, RAISE) for option in options.values()):
            return Schema.load(self, data, **options)
        try:
            return taker_of(type(self))(data)
        except (Doubt, ValidationError):
            return Schema.load(self, data)


class Output(SQLAlchemySchema):
    """A payload of ours to write: every field is there, new ones may come."""

    class Meta:
        """Read fields off the model as Input does."""

        model_converter = StrictConverter

    def __init__(self, **options: Any) -> None:
        """Refuse options, of which the compiled form knows nothing: Uncompilable."""
        super().__init__(**options)
        refuse_options(self)

    def dump(self, obj: Any, *, many: Any = None) -> Any:
        """Dump a row the compiled way; UUIDs and instants are left for orjson to write."""
        if many:
            raise TypeError("a list is a field of an envelope")
        return dumper_of(type(self))(obj)


def embedded(schema: type[Schema], **kwargs: Any) -> fields.Nested:
    """Give an object of `schema` inside another."""
    return fields.Nested(schema, **kwargs)

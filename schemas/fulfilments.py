"""Shapes of fulfilments: what leaves, and the parcels that left."""

from marshmallow_sqlalchemy import auto_field

from models import Fulfilment, FulfilmentLine, FulfilmentStatus
from schemas import fields
from schemas.base import Input, Output, embedded
from schemas.messages import Length, Range
from schemas.paging import ListFilter

MAX_QUANTITY = 1_000_000
MAX_LINES = 2_000


class FulfilmentLineSchema(Output):
    """Units of one line in a parcel."""

    class Meta(Output.Meta):
        """The table behind it."""

        model = FulfilmentLine

    order_line_id = auto_field()
    sku = fields.String(
        metadata={"description": "SKU of the line of the order.", "example": "BK-0001"}
    )
    quantity = auto_field(metadata={"example": 1})


class FulfilmentSchema(Output):
    """A parcel that left a location."""

    class Meta(Output.Meta):
        """The table behind it."""

        model = Fulfilment

    id = auto_field()
    order_id = auto_field()
    location_id = auto_field()
    status = fields.Enum(
        FulfilmentStatus,
        metadata={"description": "Where the parcel stands.", "example": "shipped"},
    )
    carrier = auto_field(metadata={"example": "Pigeon Post"})
    tracking_number = auto_field(metadata={"example": "PP-77-1234"})
    lines = fields.List(
        embedded(FulfilmentLineSchema),
        at_most=MAX_LINES,
        metadata={"description": "What is in the parcel."},
    )
    shipped_at = auto_field()
    version = auto_field(metadata={"example": 1})
    created_at = auto_field()
    updated_at = auto_field()


class FulfilmentFilterSchema(ListFilter):
    """Which fulfilments to list."""

    order_id = fields.UUID(metadata={"description": "Only fulfilments of this order."})
    location_id = fields.UUID(metadata={"description": "Only fulfilments from this location."})


class ShipmentLineSchema(Input):
    """Units of one line of the order to ship."""

    line_id = fields.UUID(required=True, metadata={"description": "Id of the line of the order."})
    quantity = fields.Integer(
        required=True,
        validate=Range(1, MAX_QUANTITY),
        metadata={"description": "Units to ship, at most those left of the line.", "example": 1},
    )


class ShipmentCreateSchema(Input):
    """What leaves; without `lines`, all that is left."""

    lines = fields.List(
        embedded(ShipmentLineSchema),
        at_least=1,
        at_most=MAX_LINES,
        metadata={"description": "Units to ship; absent: all that are left."},
    )
    carrier = fields.String(
        allow_none=True,
        validate=Length(1, 80),
        metadata={
            "description": "Who carries the parcel; null: nobody said.",
            "example": "Pigeon Post",
        },
    )
    tracking_number = fields.String(
        allow_none=True,
        validate=Length(1, 120),
        metadata={
            "description": "The carrier's number of the parcel; null: nobody said.",
            "example": "PP-77-1234",
        },
    )

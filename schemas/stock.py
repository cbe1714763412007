"""Shapes of locations, stock levels, movements, availability and the proof of the books."""

from enum import StrEnum

from marshmallow import ValidationError, validates_schema
from marshmallow_sqlalchemy import auto_field

from models import Location, MovementKind, StockLevel, StockMovement
from schemas import fields
from schemas.base import Input, Output
from schemas.messages import Length, Message, Range
from schemas.paging import ListFilter, sort_by

MAX_UNITS = 1_000_000_000
ANY = {"additionalProperties": True}
"""What a condition does not name it leaves to the rest; some linters need to be told."""
A_LOCATION = {"description": "Id of the location where the units are."}
A_SKU = {"description": "SKU of the variant that is counted.", "example": "BK-0001"}


class RecordableKind(StrEnum):
    """Movements that a caller may record: `received` adds units, `adjusted` corrects a count."""

    RECEIVED = "received"
    ADJUSTED = "adjusted"


def units(description: str, example: int, *, low: int = 0, **kwargs: bool) -> fields.Integer:
    """Give a field for a number of units."""
    return fields.Integer(
        validate=Range(low, MAX_UNITS),
        metadata={"description": description, "example": example},
        **kwargs,
    )


class LocationSchema(Output):
    """A place that holds stock."""

    class Meta(Output.Meta):
        """The table behind it."""

        model = Location

    id = auto_field()
    code = auto_field(metadata={"example": "warehouse"})
    name = auto_field(metadata={"example": "Warehouse"})
    priority = auto_field(metadata={"example": 10})
    is_active = auto_field()
    version = auto_field(metadata={"example": 1})
    created_at = auto_field()
    updated_at = auto_field()


class LocationCreateSchema(Input):
    """A place to hold stock."""

    class Meta(Input.Meta):
        """The table behind it."""

        model = Location

    code = fields.Code(
        required=True,
        metadata={
            "description": "The merchant's short name for the place, unique within the account.",
            "example": "warehouse",
        },
    )
    name = auto_field(metadata={"example": "Warehouse"})
    priority = auto_field(validate=Range(0, 1_000_000), metadata={"example": 10})
    is_active = auto_field()


class LocationPatchSchema(Input):
    """What of a location may change."""

    class Meta(Input.Meta):
        """The table behind it."""

        model = Location

    code = fields.Code(
        metadata={"description": "The merchant's short name for the place.", "example": "warehouse"}
    )
    name = auto_field(required=False, metadata={"example": "Warehouse north"})
    priority = auto_field(validate=Range(0, 1_000_000), metadata={"example": 10})
    is_active = auto_field(metadata={"example": False})


class LocationFilterSchema(ListFilter):
    """Which locations to list."""

    sort = sort_by("created_at", "priority", "code", default="created_at")
    code = fields.Code(metadata={"description": "The location of this code.", "example": "shop"})
    is_active = fields.TextBoolean(
        metadata={
            "description": "Only locations that orders may, or may not, take from.",
            "example": True,
        }
    )


class StockLevelSchema(Output):
    """Units of one variant at one location, and how they are promised."""

    class Meta(Output.Meta):
        """The table behind it."""

        model = StockLevel

    id = auto_field()
    variant_id = auto_field()
    sku = fields.String(metadata=A_SKU)
    location_id = auto_field()
    location_code = fields.String(
        metadata={"description": "Code of the location where it lies.", "example": "warehouse"}
    )
    on_hand = auto_field(metadata={"example": 40})
    reserved = auto_field(metadata={"example": 1})
    available = fields.Integer(
        metadata={
            "description": "Units that may be promised: on_hand - reserved - safety_stock.",
            "example": 37,
        }
    )
    safety_stock = auto_field(metadata={"example": 2})
    backorder_limit = auto_field(metadata={"example": 0})
    reorder_point = auto_field(metadata={"example": 10})
    reorder_quantity = auto_field(metadata={"example": 40})
    version = auto_field(metadata={"example": 1})
    created_at = auto_field()
    updated_at = auto_field()


class StockLevelPatchSchema(Input):
    """Settings of a level; its numbers change by movements alone."""

    safety_stock = units("Units to hold back, which are never promised to an order.", 2)
    backorder_limit = units("Units that may be promised beyond those on the shelf.", 0)
    reorder_point = units("Buy more at so many units or fewer; null: never.", 10, allow_none=True)
    reorder_quantity = units(
        "How many units to buy then; null: nobody said.", 40, low=1, allow_none=True
    )


class StockLevelFilterSchema(ListFilter):
    """Which stock levels to list."""

    sku = fields.Sku(metadata={"description": "Only levels of this SKU.", "example": "BK-0001"})
    variant_id = fields.UUID(metadata={"description": "Only levels of this variant."})
    location_id = fields.UUID(metadata={"description": "Only levels at this location."})


class LedgerRowSchema(Output):
    """One row of a stock level's ledger."""

    class Meta(Output.Meta):
        """The table behind it."""

        model = StockMovement

    id = auto_field()
    sequence = auto_field(metadata={"example": 2})
    kind = fields.Enum(
        MovementKind, metadata={"description": "Why the numbers changed.", "example": "received"}
    )
    delta_on_hand = auto_field(metadata={"example": 28})
    delta_reserved = auto_field(metadata={"example": 0})
    on_hand_after = auto_field(metadata={"example": 40})
    reserved_after = auto_field(metadata={"example": 0})
    reference = auto_field(metadata={"example": "PO-17"})
    reason = auto_field(metadata={"example": "delivery"})
    actor = auto_field(metadata={"example": "user:0199a2b4-7c1e-7d3a-9f21-3f6c1a2b4d5e"})
    occurred_at = auto_field()


class StockMovementSchema(LedgerRowSchema):
    """One row of the ledger, with what moved and where."""

    class Meta(LedgerRowSchema.Meta):
        """The table behind it."""

    stock_level_id = auto_field()
    sku = fields.String(metadata=A_SKU)
    variant_id = fields.UUID(metadata={"description": "Id of the variant that moved."})
    location_id = fields.UUID(metadata=A_LOCATION)
    created_at = auto_field()


class StockMovementCreateSchema(Input):
    """Goods that came in, or a count that is corrected."""

    class Meta(Input.Meta):
        """The table behind it, and how the sign follows from the kind."""

        model = StockMovement
        rules = {
            "if": {"properties": {"kind": {"const": "received"}}, "required": ["kind"], **ANY},
            "then": {"properties": {"quantity": {"minimum": 1}}, **ANY},
            "else": {"properties": {"quantity": {"not": {"const": 0}}}, **ANY},
        }

    kind = fields.Enum(
        RecordableKind,
        required=True,
        metadata={
            "description": "Whether units came in, or a count is corrected up or down.",
            "example": "received",
        },
    )
    sku = fields.Sku(required=True, metadata=A_SKU)
    location_id = fields.UUID(required=True, metadata=A_LOCATION)
    quantity = units("Units to add; negative: to take away.", 28, low=-MAX_UNITS, required=True)
    expected_on_hand = units("Move only if exactly so many units are on hand now.", 12)
    reference = auto_field(validate=Length(1, 120), metadata={"example": "PO-17"})
    reason = auto_field(validate=Length(1, 200), metadata={"example": "delivery"})
    occurred_at = auto_field(metadata={"example": "2026-11-21T08:30:00Z"})

    @validates_schema(skip_on_field_errors=True)
    def check_sign(self, data: dict[str, object], **_: object) -> None:
        """Receiving adds; moving nothing is not a movement."""
        quantity = data["quantity"]
        assert isinstance(quantity, int)  # noqa: S101 - the field made it one  # nosec B101
        if quantity == 0 or (data["kind"] == RecordableKind.RECEIVED and quantity < 0):
            needed = "Must not be 0." if quantity == 0 else "Must be positive to receive."
            raise ValidationError({"quantity": [Message(needed, "out-of-range")]})


class StockMovementFilterSchema(ListFilter):
    """Which stock movements to list."""

    stock_level_id = fields.UUID(metadata={"description": "Only movements of this level."})
    sku = fields.Sku(metadata={"description": "Only movements of this SKU.", "example": "BK-0001"})
    location_id = fields.UUID(metadata={"description": "Only movements at this location."})
    kind = fields.Enum(
        MovementKind,
        metadata={"description": "Only movements of this kind.", "example": "received"},
    )
    reference = fields.String(
        validate=Length(1, 120),
        metadata={"description": "Only movements that belong to this.", "example": "PO-17"},
    )

"""Shapes of answers about stock: availability, explanations, the proof of the books."""

from models import BookCheck, MovementKind, ReservationStatus
from schemas import fields
from schemas.base import Input, Output, embedded
from schemas.stock import A_LOCATION, A_SKU, LedgerRowSchema, StockLevelSchema

ON_HAND = {"description": "Units on the shelf now, promised ones included.", "example": 40}
RESERVED = {"description": "Units promised to orders and not shipped yet.", "example": 1}
AVAILABLE = {
    "description": "Units that may be promised: on_hand - reserved - safety_stock.",
    "example": 37,
}


class AvailabilityCheckSchema(Input):
    """SKUs to ask the availability of."""

    skus = fields.List(
        fields.Sku(),
        at_least=1,
        at_most=500,
        required=True,
        metadata={"description": "The SKUs, 1 to 500 of them.", "example": ["BK-0001", "BK-0002"]},
    )


class LocationAvailabilitySchema(Output):
    """Units of a SKU at one location."""

    location_id = fields.UUID(metadata=A_LOCATION)
    on_hand = fields.Integer(metadata=ON_HAND)
    reserved = fields.Integer(metadata=RESERVED)
    available = fields.Integer(metadata=AVAILABLE)


class SkuAvailabilitySchema(Output):
    """What may be promised of one SKU."""

    sku = fields.String(metadata=A_SKU)
    available = fields.Integer(
        metadata={
            "description": "Units that may be promised, over all active locations.",
            "example": 37,
        }
    )
    locations = fields.List(
        embedded(LocationAvailabilitySchema),
        at_most=1_000,
        metadata={"description": "Each location that holds or held some, by priority."},
    )


class AvailabilitySchema(Output):
    """What may be promised of the SKUs that were asked for."""

    data = fields.List(
        embedded(SkuAvailabilitySchema),
        at_most=500,
        metadata={"description": "One entry per known SKU, in the order asked."},
    )
    unknown_skus = fields.List(
        fields.String(),
        at_most=500,
        metadata={"description": "SKUs that no variant has.", "example": ["BK-9999"]},
    )


class MovementSumSchema(Output):
    """What movements of one kind add up to."""

    kind = fields.Enum(
        MovementKind,
        metadata={"description": "Why the numbers changed.", "example": "received"},
    )
    movements = fields.Integer(
        metadata={"description": "How many movements of the kind there are.", "example": 2}
    )
    delta_on_hand = fields.Integer(
        metadata={"description": "Sum of their delta_on_hand, in units.", "example": 40}
    )
    delta_reserved = fields.Integer(
        metadata={"description": "Sum of their delta_reserved, in units.", "example": 0}
    )


class OpenReservationSchema(Output):
    """Units of the level that an order still waits for."""

    order_id = fields.UUID(metadata={"description": "Id of the order that waits for them."})
    order_number = fields.String(
        metadata={"description": "What people call the order.", "example": "02JK-8Q3F-7ZM4"}
    )
    status = fields.Enum(
        ReservationStatus,
        metadata={"description": "Where the promise stands.", "example": "active"},
    )
    quantity = fields.Integer(
        metadata={"description": "Units that are still promised.", "example": 1}
    )


class AvailableSumSchema(Output):
    """How `available` comes about: on_hand - reserved - safety_stock."""

    on_hand = fields.Integer(metadata=ON_HAND)
    reserved = fields.Integer(metadata=RESERVED)
    safety_stock = fields.Integer(
        metadata={"description": "Units held back, which are never promised.", "example": 2}
    )
    available = fields.Integer(metadata=AVAILABLE)


class StockExplanationSchema(Output):
    """Why a level shows the numbers it shows."""

    level = embedded(StockLevelSchema, metadata={"description": "The level with its numbers."})
    available = embedded(
        AvailableSumSchema, metadata={"description": "How `available` comes about."}
    )
    movements_by_kind = fields.List(
        embedded(MovementSumSchema),
        at_most=20,
        metadata={"description": "All movements, summed up by kind: they make up the numbers."},
    )
    latest_movements = fields.List(
        embedded(LedgerRowSchema),
        at_most=50,
        metadata={"description": "The latest 50 movements, newest first."},
    )
    open_reservations = fields.List(
        embedded(OpenReservationSchema),
        at_most=50,
        metadata={"description": "The oldest 50 open promises, which make up `reserved`."},
    )


class DifferenceSchema(Output):
    """One number that does not follow from the ledger."""

    stock_level_id = fields.UUID(metadata={"description": "Id of the stock level."})
    sku = fields.String(metadata=A_SKU)
    check = fields.Enum(
        BookCheck, metadata={"description": "The rule that is broken.", "example": "on_hand"}
    )
    detail = fields.String(
        metadata={
            "description": "What should be so, for people.",
            "example": "on_hand equals the sum of the ledger's delta_on_hand",
        }
    )
    expected = fields.Integer(
        metadata={"description": "The number that follows from the ledger.", "example": 40}
    )
    actual = fields.Integer(metadata={"description": "The number that is there.", "example": 41})


class VerificationSchema(Output):
    """The proof that every unit is accounted for."""

    ok = fields.Boolean(metadata={"description": "Whether everything adds up.", "example": True})
    levels_checked = fields.Integer(
        metadata={"description": "How many stock levels were checked.", "example": 200}
    )
    movements_checked = fields.Integer(
        metadata={"description": "How many rows of the ledger were checked.", "example": 431}
    )
    differences = fields.List(
        embedded(DifferenceSchema),
        at_most=100,
        metadata={
            "description": "Up to 100 numbers that do not follow from the ledger.",
            "example": [],
        },
    )

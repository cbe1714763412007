"""Facts of errors about orders."""

from models import OrderAction, OrderStatus, UnsoldReason
from schemas import fields
from schemas.base import Output, embedded
from schemas.fulfilments import MAX_LINES

A_SKU = {"description": "SKU as the order names it.", "example": "BK-0001"}


class ShortLineSchema(Output):
    """A SKU of which fewer units are available than were ordered."""

    sku = fields.String(metadata=A_SKU)
    requested = fields.Integer(
        metadata={"description": "Units ordered, over all lines of the SKU.", "example": 50}
    )
    available = fields.Integer(
        metadata={"description": "Units of these that could be promised.", "example": 37}
    )


class InsufficientStockDetailsSchema(Output):
    """What is short, so that a smaller order can be placed."""

    lines = fields.List(
        embedded(ShortLineSchema),
        at_most=MAX_LINES,
        metadata={"description": "Every SKU that is short, in the order of the lines."},
    )


class ExternalRefExistsDetailsSchema(Output):
    """The order that was placed for the channel's number before."""

    order_id = fields.UUID(metadata={"description": "Id of the order that is there already."})
    number = fields.String(
        metadata={"description": "What people call that order.", "example": "02JK-8Q3F-7ZM4"}
    )


class InvalidTransitionDetailsSchema(Output):
    """Where the order stands, and what can be done with it."""

    status = fields.Enum(
        OrderStatus,
        metadata={"description": "Where the order stands now.", "example": "completed"},
    )
    allowed_actions = fields.List(
        fields.Enum(OrderAction),
        at_most=len(OrderAction),
        metadata={"description": "What can be done with the order now.", "example": []},
    )


class UnsoldLineSchema(Output):
    """A SKU that cannot be ordered, and why."""

    sku = fields.String(metadata=A_SKU)
    reason = fields.Enum(
        UnsoldReason,
        metadata={"description": "Why the SKU cannot be ordered.", "example": "archived"},
    )


class NotSellableDetailsSchema(Output):
    """What cannot be ordered, so that the rest can be."""

    lines = fields.List(
        embedded(UnsoldLineSchema),
        at_most=MAX_LINES,
        metadata={"description": "Every SKU that is not on sale."},
    )


class OrderedSkuUnknownDetailsSchema(Output):
    """The SKU that is not in the catalogue."""

    sku = fields.String(metadata={"description": "SKU that no variant has.", "example": "BK-9999"})


class OrderLocationUnknownDetailsSchema(Output):
    """The location that is not the account's."""

    location_id = fields.UUID(metadata={"description": "Id that no location has."})


class OrderTotalTooLargeDetailsSchema(Output):
    """The most that one order may come to."""

    limit_minor = fields.Integer(
        metadata={
            "description": "Largest total of an order, in minor units.",
            "example": 9_007_199_254_740_991,
        }
    )


class OrderLineUnknownDetailsSchema(Output):
    """The line that is not the order's."""

    line_id = fields.UUID(metadata={"description": "Id that no line of the order has."})


class QuantityTooLargeDetailsSchema(Output):
    """How much of the line may still ship."""

    left = fields.Integer(
        metadata={"description": "Units of the line that are left to ship.", "example": 1}
    )


class LineNotOnHandSchema(Output):
    """A SKU of which a location has fewer units than should leave it."""

    sku = fields.String(
        metadata={"description": "SKU of the promised units.", "example": "BK-0001"}
    )
    location_id = fields.UUID(metadata={"description": "Id of the location they should leave."})
    requested = fields.Integer(metadata={"description": "Units to ship from there.", "example": 3})
    on_hand = fields.Integer(
        metadata={"description": "Units on the shelf there now.", "example": 1}
    )


class NotOnHandDetailsSchema(Output):
    """What is not on the shelf yet, so that fewer units can ship."""

    lines = fields.List(
        embedded(LineNotOnHandSchema),
        at_most=MAX_LINES,
        metadata={"description": "Every SKU that is short at its location."},
    )

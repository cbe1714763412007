"""Shapes of orders and fulfilments."""

from marshmallow import ValidationError, validates_schema
from marshmallow_sqlalchemy import auto_field

from models import Fulfilment, FulfilmentLine, FulfilmentStatus, Order, OrderLine, OrderStatus
from schemas import fields
from schemas.base import Input, Output, embedded
from schemas.catalogue import VariantSchema
from schemas.messages import Length, Message, Range
from schemas.paging import ListFilter, sort_by

MAX_QUANTITY = 1_000_000
MAX_LINES = 2_000
EXPANDABLE = ["lines.variant"]
CUSTOMER = {"email": "reader@example.com", "name": "Rosa Reader"}
LINES = [{"sku": "BK-0001", "quantity": 1}]
STATUS = {"description": "Where the order stands.", "example": "pending_payment"}
CHANNEL = {"description": "Where the order came from.", "example": "web-shop"}


def expand() -> fields.Words:
    """Give the `expand` parameter of orders."""
    return fields.Words(
        EXPANDABLE,
        load_default=frozenset,
        metadata={
            "description": "With `lines.variant`, lines have their variant; needs catalogue:read.",
            "example": "lines.variant",
        },
    )


class CustomerInputSchema(Input):
    """Who buys."""

    email = fields.Email(
        required=True,
        metadata={"description": "Where the customer is reached.", "example": CUSTOMER["email"]},
    )
    name = fields.String(
        allow_none=True,
        validate=Length(1, 200),
        metadata={"description": "What the customer is called.", "example": CUSTOMER["name"]},
    )


class CustomerSnapshotSchema(Output):
    """Who bought, as said when the order was placed."""

    email = fields.String(
        metadata={"description": "Where the customer is reached.", "example": CUSTOMER["email"]}
    )
    name = fields.String(
        allow_none=True,
        metadata={"description": "What the customer is called.", "example": CUSTOMER["name"]},
    )


class OrderLineCreateSchema(Input):
    """What is bought."""

    sku = fields.Sku(required=True, metadata={"description": "SKU to buy.", "example": "BK-0001"})
    quantity = fields.Integer(
        required=True,
        validate=Range(1, MAX_QUANTITY),
        metadata={"description": "Units to buy.", "example": 1},
    )
    location_id = fields.UUID(
        metadata={"description": "Take from this location alone; absent: by priority, split."}
    )


class OrderCreateSchema(Input):
    """An order to place, all of its lines or none."""

    class Meta(Input.Meta):
        """What JSON Schema can say of several fields at once."""

        rules = {"dependentRequired": {"external_ref": ["channel"]}}

    currency = fields.Currency(
        required=True, metadata={"description": "ISO 4217 code of the prices.", "example": "EUR"}
    )
    customer = embedded(
        CustomerInputSchema,
        required=True,
        metadata={"description": "Who buys.", "example": CUSTOMER},
    )
    lines = fields.List(
        embedded(OrderLineCreateSchema),
        at_least=1,
        at_most=MAX_LINES,
        required=True,
        metadata={"description": "What is bought; a SKU may come twice.", "example": LINES},
    )
    channel = fields.Code(metadata=CHANNEL)
    external_ref = fields.String(
        validate=Length(1, 120),
        metadata={
            "description": "The channel's own number of the order; taken once per channel.",
            "example": "100-2345",
        },
    )

    @validates_schema
    def check_channel(self, data: dict[str, object], **_: object) -> None:
        """A number means nothing without the channel that gave it."""
        if "external_ref" in data and "channel" not in data:
            message = Message("Required with external_ref.", "required")
            raise ValidationError({"channel": [message]})


class AllocationSchema(Output):
    """Where units of a line come from."""

    location_id = fields.UUID(metadata={"description": "The location."})
    quantity = fields.Integer(metadata={"description": "Units promised there.", "example": 1})
    shipped = fields.Integer(metadata={"description": "Units that left.", "example": 0})
    released = fields.Integer(metadata={"description": "Units given back.", "example": 0})


class OrderLineSchema(Output):
    """What was bought, as it was then."""

    class Meta(Output.Meta):
        """The table behind it."""

        model = OrderLine

    id = auto_field()
    position = auto_field(metadata={"example": 1})
    variant_id = auto_field()
    sku = auto_field(metadata={"example": "BK-0001"})
    title = auto_field(metadata={"example": "Pride and Prejudice"})
    quantity = auto_field(metadata={"example": 1})
    unit_price_minor = auto_field(metadata={"example": 999})
    subtotal_minor = auto_field(metadata={"example": 999})
    tax_minor = auto_field(metadata={"example": 0})
    total_minor = auto_field(metadata={"example": 999})
    fulfilled = auto_field(metadata={"example": 0})
    cancelled = auto_field(metadata={"example": 0})
    allocations = fields.List(
        embedded(AllocationSchema),
        at_most=1_000,
        metadata={"description": "Where the units come from."},
    )
    variant = embedded(
        VariantSchema,
        metadata={"description": "The variant as it is now; with `expand`.", "optional": True},
    )


class FulfilmentLineSchema(Output):
    """Units of one line in a parcel."""

    class Meta(Output.Meta):
        """The table behind it."""

        model = FulfilmentLine

    order_line_id = auto_field()
    sku = fields.String(metadata={"description": "SKU of the line.", "example": "BK-0001"})
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
        FulfilmentStatus, metadata={"description": "Where it stands.", "example": "shipped"}
    )
    carrier = auto_field(metadata={"example": "Pigeon Post"})
    tracking_number = auto_field(metadata={"example": "PP-77-1234"})
    lines = fields.List(
        embedded(FulfilmentLineSchema),
        at_most=MAX_LINES,
        metadata={"description": "What is in it."},
    )
    shipped_at = auto_field()
    version = auto_field(metadata={"example": 1})
    created_at = auto_field()
    updated_at = auto_field()


class FulfilmentFilterSchema(ListFilter):
    """Which fulfilments."""

    order_id = fields.UUID(metadata={"description": "Fulfilments of this order."})
    location_id = fields.UUID(metadata={"description": "Fulfilments from this location."})


class OrderSchema(Output):
    """What one customer bought, and where it stands."""

    class Meta(Output.Meta):
        """The table behind it."""

        model = Order

    id = auto_field()
    number = auto_field(metadata={"example": "02JK-8Q3F-7ZM4"})
    status = fields.Enum(OrderStatus, metadata=STATUS)
    allowed_actions = fields.List(
        fields.String(),
        at_most=10,
        metadata={"description": "What can be done next.", "example": ["confirm", "cancel"]},
    )
    currency = auto_field(metadata={"example": "EUR"})
    customer = embedded(CustomerSnapshotSchema, metadata={"description": "Who bought."})
    channel = auto_field(metadata={"example": "web-shop"})
    external_ref = auto_field(metadata={"example": "100-2345"})
    lines = fields.List(
        embedded(OrderLineSchema), at_most=MAX_LINES, metadata={"description": "What was bought."}
    )
    fulfilments = fields.List(
        embedded(FulfilmentSchema),
        at_most=MAX_LINES,
        metadata={"description": "Parcels that left."},
    )
    subtotal_minor = auto_field(metadata={"example": 999})
    tax_minor = auto_field(metadata={"example": 0})
    total_minor = auto_field(metadata={"example": 999})
    confirmed_at = auto_field()
    shipped_at = auto_field()
    completed_at = auto_field()
    cancelled_at = auto_field()
    version = auto_field(metadata={"example": 1})
    created_at = auto_field()
    updated_at = auto_field()


class OrderFilterSchema(ListFilter):
    """Which orders."""

    sort = sort_by("created_at", "updated_at", default="created_at")
    status = fields.Enum(OrderStatus, metadata=STATUS)
    number = fields.String(
        validate=Length(1, 20),
        metadata={"description": "The order of this number.", "example": "02JK-8Q3F-7ZM4"},
    )
    channel = fields.Code(metadata=CHANNEL)
    external_ref = fields.String(
        validate=Length(1, 120),
        metadata={"description": "The channel's number of the order.", "example": "100-2345"},
    )
    customer_email = fields.Email(
        metadata={"description": "Orders of this customer.", "example": CUSTOMER["email"]}
    )
    sku = fields.Sku(metadata={"description": "Orders with this SKU.", "example": "BK-0001"})
    expand = expand()


class OrderExpandSchema(Input):
    """What to add to an order."""

    expand = expand()


class ShipmentLineSchema(Input):
    """Units of one line to ship."""

    line_id = fields.UUID(required=True, metadata={"description": "Id of the order's line."})
    quantity = fields.Integer(
        required=True,
        validate=Range(1, MAX_QUANTITY),
        metadata={"description": "Units to ship.", "example": 1},
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
        metadata={"description": "Who carries it.", "example": "Pigeon Post"},
    )
    tracking_number = fields.String(
        allow_none=True,
        validate=Length(1, 120),
        metadata={"description": "The carrier's number of the parcel.", "example": "PP-77-1234"},
    )

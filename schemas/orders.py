"""Shapes of orders."""

from marshmallow import ValidationError, validates_schema
from marshmallow_sqlalchemy import auto_field

from models import Order, OrderAction, OrderLine, OrderStatus
from schemas import fields
from schemas.base import Input, Output, embedded
from schemas.catalogue import VariantSchema
from schemas.fulfilments import MAX_LINES, MAX_QUANTITY, FulfilmentSchema
from schemas.messages import Length, Message, Range
from schemas.paging import ListFilter, sort_by

EXPANDABLE = ["lines.variant"]
CUSTOMER = {"email": "reader@example.com", "name": "Rosa Reader"}
LINES = [{"sku": "BK-0001", "quantity": 1}]
STATUS = {"description": "Where the order stands.", "example": "pending_payment"}
CHANNEL = {"description": "Sales channel that the order came from.", "example": "web-shop"}
A_SKU = {"description": "SKU of the variant that is bought.", "example": "BK-0001"}


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
    """Who buys, and where they are reached."""

    email = fields.Email(
        required=True,
        metadata={
            "description": "Where the customer is reached; case is ignored.",
            "example": CUSTOMER["email"],
        },
    )
    name = fields.String(
        allow_none=True,
        validate=Length(1, 200),
        metadata={
            "description": "The customer's name; null: nobody said.",
            "example": CUSTOMER["name"],
        },
    )


class CustomerSnapshotSchema(Output):
    """Who bought, as said when the order was placed."""

    email = fields.String(
        metadata={
            "description": "Where the customer is reached; case is ignored.",
            "example": CUSTOMER["email"],
        }
    )
    name = fields.String(
        allow_none=True,
        metadata={
            "description": "The customer's name; null: nobody said.",
            "example": CUSTOMER["name"],
        },
    )


class OrderLineCreateSchema(Input):
    """Units of one SKU to buy."""

    sku = fields.Sku(required=True, metadata=A_SKU)
    quantity = fields.Integer(
        required=True,
        validate=Range(1, MAX_QUANTITY),
        metadata={"description": "How many units to buy.", "example": 1},
    )
    location_id = fields.UUID(
        metadata={"description": "Take from this location alone; absent: by priority, split."}
    )


class OrderCreateSchema(Input):
    """An order to place: its units are promised at once, all of its lines or none."""

    class Meta(Input.Meta):
        """What JSON Schema can say of several fields at once."""

        rules = {"dependentRequired": {"external_ref": ["channel"]}}

    currency = fields.Currency(
        required=True,
        metadata={"description": "ISO 4217 code; every variant is priced in it.", "example": "EUR"},
    )
    customer = embedded(
        CustomerInputSchema,
        required=True,
        metadata={"description": "Who buys, and where they are reached.", "example": CUSTOMER},
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
    """Units of a line that one location has promised."""

    location_id = fields.UUID(metadata={"description": "Id of the location they come from."})
    quantity = fields.Integer(
        metadata={"description": "Units promised at the location.", "example": 1}
    )
    shipped = fields.Integer(
        metadata={"description": "Units of these that were shipped.", "example": 0}
    )
    released = fields.Integer(
        metadata={"description": "Units of these that were given back.", "example": 0}
    )


class OrderLineSchema(Output):
    """What was bought, as the catalogue had it then."""

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
        metadata={"description": "Where the units of the line come from."},
    )
    variant = embedded(
        VariantSchema,
        metadata={
            "description": "The variant as it is now; only with `expand=lines.variant`.",
            "optional": True,
        },
    )


class OrderSchema(Output):
    """What one customer bought, and where it stands."""

    class Meta(Output.Meta):
        """The table behind it."""

        model = Order

    id = auto_field()
    number = auto_field(metadata={"example": "02JK-8Q3F-7ZM4"})
    status = fields.Enum(OrderStatus, metadata=STATUS)
    allowed_actions = fields.List(
        fields.Enum(OrderAction),
        at_most=10,
        metadata={
            "description": "What can be done with the order next.",
            "example": ["confirm", "cancel"],
        },
    )
    currency = auto_field(metadata={"example": "EUR"})
    customer = embedded(
        CustomerSnapshotSchema, metadata={"description": "Who bought, as said then."}
    )
    channel = auto_field(metadata={"example": "web-shop"})
    external_ref = auto_field(metadata={"example": "100-2345"})
    lines = fields.List(
        embedded(OrderLineSchema),
        at_most=MAX_LINES,
        metadata={"description": "What was bought, in the order of the request."},
    )
    fulfilments = fields.List(
        embedded(FulfilmentSchema),
        at_most=MAX_LINES,
        metadata={"description": "Parcels that left, oldest first.", "example": []},
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
    """Which orders to list."""

    sort = sort_by("created_at", "updated_at", default="created_at")
    status = fields.Enum(
        OrderStatus,
        metadata={"description": "Only orders of this status.", "example": "pending_payment"},
    )
    number = fields.String(
        validate=Length(1, 20),
        metadata={"description": "The order of this number.", "example": "02JK-8Q3F-7ZM4"},
    )
    channel = fields.Code(
        metadata={"description": "Only orders of this sales channel.", "example": "web-shop"}
    )
    external_ref = fields.String(
        validate=Length(1, 120),
        metadata={"description": "The channel's number of the order.", "example": "100-2345"},
    )
    customer_email = fields.Email(
        metadata={"description": "Only orders of this customer.", "example": CUSTOMER["email"]}
    )
    sku = fields.Sku(
        metadata={"description": "Only orders with a line of this SKU.", "example": "BK-0001"}
    )
    expand = expand()


class OrderExpandSchema(Input):
    """What to add to the order in the answer."""

    expand = expand()

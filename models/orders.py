"""What customers bought, what is promised to them, and what left the house."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Owned, Versioned, one_of, short


class OrderStatus(StrEnum):
    """Where an order stands."""

    PENDING_PAYMENT = "pending_payment"
    CONFIRMED = "confirmed"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class ReservationStatus(StrEnum):
    """Where a promise of stock stands."""

    ACTIVE = "active"
    COMMITTED = "committed"
    FULFILLED = "fulfilled"
    RELEASED = "released"


class FulfilmentStatus(StrEnum):
    """Where a parcel stands."""

    SHIPPED = "shipped"


class Order(Owned, Versioned):
    """What one customer bought."""

    __tablename__ = "orders"
    __table_args__ = (
        UniqueConstraint("account_id", "number"),
        UniqueConstraint("account_id", "channel", "external_ref"),
        Index(None, "account_id", "created_at", "id"),
        Index(None, "account_id", "updated_at", "id"),
        Index(None, "account_id", "status", "created_at", "id"),
        Index(None, "account_id", "customer_email", "created_at", "id"),
        one_of("status", OrderStatus),
        CheckConstraint("subtotal_minor >= 0 AND tax_minor >= 0", name="amounts_not_negative"),
        CheckConstraint("total_minor = subtotal_minor + tax_minor", name="total_adds_up"),
        CheckConstraint("external_ref IS NULL OR channel IS NOT NULL", name="ref_has_channel"),
    )

    number: Mapped[str] = short(
        20, doc="What people call the order; it does not tell how many there are."
    )
    status: Mapped[str] = short(20, doc="Where the order stands.")
    currency: Mapped[str] = short(3, doc="ISO 4217 code of every amount of the order.")
    customer_email: Mapped[str] = short(254, doc="Where the customer is reached.")
    customer_name: Mapped[str | None] = short(200, doc="What the customer is called.")
    channel: Mapped[str | None] = short(40, doc="Where the order came from.")
    external_ref: Mapped[str | None] = short(120, doc="The channel's own number of the order.")
    subtotal_minor: Mapped[int] = mapped_column(doc="Sum of the lines before tax, in minor units.")
    tax_minor: Mapped[int] = mapped_column(doc="Sum of the lines' tax, in minor units.")
    total_minor: Mapped[int] = mapped_column(doc="What the customer pays, in minor units.")
    confirmed_at: Mapped[datetime | None] = mapped_column(doc="When it was confirmed, in UTC.")
    shipped_at: Mapped[datetime | None] = mapped_column(doc="When its first parcel left, in UTC.")
    completed_at: Mapped[datetime | None] = mapped_column(doc="When its last parcel left, in UTC.")
    cancelled_at: Mapped[datetime | None] = mapped_column(doc="When it was cancelled, in UTC.")


class OrderLine(Owned):
    """A snapshot of what was bought: later changes of the catalogue leave it alone."""

    __tablename__ = "order_lines"
    __table_args__ = (
        UniqueConstraint("order_id", "position"),
        Index(None, "account_id", "sku"),
        Index(None, "variant_id"),
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint(
            "fulfilled >= 0 AND cancelled >= 0 AND fulfilled + cancelled <= quantity",
            name="no_more_than_ordered",
        ),
        CheckConstraint("unit_price_minor >= 0", name="unit_price_not_negative"),
        CheckConstraint("subtotal_minor = quantity * unit_price_minor", name="subtotal_adds_up"),
        CheckConstraint("total_minor = subtotal_minor + tax_minor", name="total_adds_up"),
    )

    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"), doc="The order.")
    position: Mapped[int] = mapped_column(doc="1, 2, 3 ... within the order.")
    variant_id: Mapped[UUID] = mapped_column(ForeignKey("variants.id"), doc="What was bought.")
    sku: Mapped[str] = short(64, doc="Its SKU when it was bought.")
    title: Mapped[str] = short(510, doc="Its title when it was bought.")
    quantity: Mapped[int] = mapped_column(doc="Units bought.")
    unit_price_minor: Mapped[int] = mapped_column(doc="Price of one unit, in minor units.")
    subtotal_minor: Mapped[int] = mapped_column(doc="Quantity times unit price, in minor units.")
    tax_minor: Mapped[int] = mapped_column(doc="Tax of the line, in minor units.")
    total_minor: Mapped[int] = mapped_column(doc="Subtotal and tax, in minor units.")
    fulfilled: Mapped[int] = mapped_column(default=0, doc="Units shipped.")
    cancelled: Mapped[int] = mapped_column(default=0, doc="Units cancelled.")


class Reservation(Owned, Versioned):
    """Units promised to one order until they ship or are released."""

    __tablename__ = "reservations"
    __table_args__ = (
        UniqueConstraint("order_id"),
        Index(None, "account_id"),
        one_of("status", ReservationStatus),
    )

    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"), doc="Whom it is promised to.")
    status: Mapped[str] = short(20, doc="Where the promise stands.")


class ReservationLine(Owned):
    """Units of one level, promised to one order line."""

    __tablename__ = "reservation_lines"
    __table_args__ = (
        UniqueConstraint("order_line_id", "stock_level_id"),
        Index(None, "account_id"),
        Index(None, "reservation_id"),
        Index(None, "stock_level_id"),
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint(
            "shipped >= 0 AND released >= 0 AND shipped + released <= quantity",
            name="no_more_than_promised",
        ),
    )

    reservation_id: Mapped[UUID] = mapped_column(ForeignKey("reservations.id"))
    order_line_id: Mapped[UUID] = mapped_column(ForeignKey("order_lines.id"))
    stock_level_id: Mapped[UUID] = mapped_column(ForeignKey("stock_levels.id"))
    quantity: Mapped[int] = mapped_column(doc="Units promised.")
    shipped: Mapped[int] = mapped_column(default=0, doc="Units that left.")
    released: Mapped[int] = mapped_column(default=0, doc="Units given back.")


class Fulfilment(Owned, Versioned):
    """A parcel leaving a location."""

    __tablename__ = "fulfilments"
    __table_args__ = (
        Index(None, "account_id", "created_at", "id"),
        Index(None, "order_id"),
        Index(None, "location_id"),
        one_of("status", FulfilmentStatus),
    )

    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"), doc="The order it serves.")
    location_id: Mapped[UUID] = mapped_column(ForeignKey("locations.id"), doc="Where it left from.")
    status: Mapped[str] = short(20, doc="Where the parcel stands.")
    carrier: Mapped[str | None] = short(80, doc="Who carries it.")
    tracking_number: Mapped[str | None] = short(120, doc="The carrier's number of the parcel.")
    shipped_at: Mapped[datetime] = mapped_column(doc="When it left, in UTC.")


class FulfilmentLine(Owned):
    """Units of one order line in one parcel."""

    __tablename__ = "fulfilment_lines"
    __table_args__ = (
        UniqueConstraint("fulfilment_id", "order_line_id"),
        Index(None, "account_id"),
        Index(None, "order_line_id"),
        CheckConstraint("quantity > 0", name="quantity_positive"),
    )

    fulfilment_id: Mapped[UUID] = mapped_column(ForeignKey("fulfilments.id"))
    order_line_id: Mapped[UUID] = mapped_column(ForeignKey("order_lines.id"), doc="The line.")
    quantity: Mapped[int] = mapped_column(doc="Units in the parcel.")

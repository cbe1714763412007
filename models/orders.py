"""What customers bought, what is promised to them, and what left the house."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Owned, Versioned, one_of, short, where_known, within_account


class OrderStatus(StrEnum):
    """Where an order stands, from waiting for payment to its last parcel."""

    PENDING_PAYMENT = "pending_payment"
    CONFIRMED = "confirmed"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class OrderAction(StrEnum):
    """What can be done with an order; each is a POST to the path of that name."""

    CONFIRM = "confirm"
    SHIP = "ship"
    CANCEL = "cancel"


class UnsoldReason(StrEnum):
    """Why something cannot be ordered; `other-currency`: its price is not in the order's."""

    ARCHIVED = "archived"
    DRAFT = "draft"
    NO_PRICE = "no-price"
    OTHER_CURRENCY = "other-currency"


class ReservationStatus(StrEnum):
    """Where a promise of stock stands; a `committed` one belongs to a confirmed order."""

    ACTIVE = "active"
    COMMITTED = "committed"
    FULFILLED = "fulfilled"
    RELEASED = "released"


class FulfilmentStatus(StrEnum):
    """Where a parcel stands on its way to the customer."""

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
        Index(None, "account_id", "status", "updated_at", "id"),
        Index(None, "account_id", "customer_email", "created_at", "id"),
        where_known("account_id", "channel", "created_at", "id", known="channel"),
        where_known("account_id", "channel", "updated_at", "id", known="channel"),
        where_known("account_id", "external_ref", known="external_ref"),
        one_of("status", OrderStatus),
        CheckConstraint("subtotal_minor >= 0 AND tax_minor >= 0", name="amounts_not_negative"),
        CheckConstraint("total_minor = subtotal_minor + tax_minor", name="total_adds_up"),
        CheckConstraint("external_ref IS NULL OR channel IS NOT NULL", name="ref_has_channel"),
    )

    number: Mapped[str] = short(
        20, doc="What people call the order; it does not tell how many orders there are."
    )
    status: Mapped[str] = short(20, doc="Where the order stands.")
    currency: Mapped[str] = short(3, doc="ISO 4217 code of every amount of the order.")
    customer_email: Mapped[str] = short(254, doc="E-mail address that the customer is reached at.")
    customer_name: Mapped[str | None] = short(200, doc="The customer's name; null: nobody said.")
    channel: Mapped[str | None] = short(
        40, doc="Sales channel that the order came from; null: nobody said."
    )
    external_ref: Mapped[str | None] = short(
        120, doc="The channel's own number of the order; null: it gave none."
    )
    subtotal_minor: Mapped[int] = mapped_column(doc="Sum of the lines before tax, in minor units.")
    tax_minor: Mapped[int] = mapped_column(doc="Sum of the lines' tax, in minor units.")
    total_minor: Mapped[int] = mapped_column(doc="What the customer pays, in minor units.")
    confirmed_at: Mapped[datetime | None] = mapped_column(
        doc="When the order was confirmed, in UTC; null: not yet."
    )
    shipped_at: Mapped[datetime | None] = mapped_column(
        doc="When the first parcel left, in UTC; null: none has."
    )
    completed_at: Mapped[datetime | None] = mapped_column(
        doc="When the last parcel left, in UTC; null: units are left to ship."
    )
    cancelled_at: Mapped[datetime | None] = mapped_column(
        doc="When the order was cancelled, in UTC; null: it was not."
    )


class OrderLine(Owned):
    """A snapshot of what was bought: later changes of the catalogue leave it alone."""

    __tablename__ = "order_lines"
    __table_args__ = (
        within_account("variant_id", "variants"),
        UniqueConstraint("order_id", "position"),
        Index(None, "account_id", "sku", "created_at", "order_id"),
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
    position: Mapped[int] = mapped_column(doc="Number of the line within the order, from 1.")
    variant_id: Mapped[UUID] = mapped_column(doc="Id of the variant that was bought.")
    sku: Mapped[str] = short(64, doc="SKU of the variant when it was bought.")
    title: Mapped[str] = short(510, doc="Title of product and variant when it was bought.")
    quantity: Mapped[int] = mapped_column(doc="Units that were bought.")
    unit_price_minor: Mapped[int] = mapped_column(
        doc="Price of one unit when it was bought, in minor units."
    )
    subtotal_minor: Mapped[int] = mapped_column(doc="Quantity times unit price, in minor units.")
    tax_minor: Mapped[int] = mapped_column(doc="Tax of the line, in minor units.")
    total_minor: Mapped[int] = mapped_column(doc="Subtotal and tax, in minor units.")
    fulfilled: Mapped[int] = mapped_column(default=0, doc="Units that were shipped.")
    cancelled: Mapped[int] = mapped_column(default=0, doc="Units that were cancelled.")


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
        within_account("location_id", "locations"),
        Index(None, "location_id", "account_id", "created_at", "id"),
        one_of("status", FulfilmentStatus),
    )

    order_id: Mapped[UUID] = mapped_column(
        ForeignKey("orders.id"), doc="Id of the order that the parcel is for."
    )
    location_id: Mapped[UUID] = mapped_column(doc="Id of the location that the parcel left.")
    status: Mapped[str] = short(20, doc="Where the parcel stands.")
    carrier: Mapped[str | None] = short(80, doc="Who carries the parcel; null: nobody said.")
    tracking_number: Mapped[str | None] = short(
        120, doc="The carrier's number of the parcel; null: nobody said."
    )
    shipped_at: Mapped[datetime] = mapped_column(doc="When the parcel left, in UTC.")


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
    order_line_id: Mapped[UUID] = mapped_column(
        ForeignKey("order_lines.id"), doc="Id of the line of the order."
    )
    quantity: Mapped[int] = mapped_column(doc="Units in the parcel.")

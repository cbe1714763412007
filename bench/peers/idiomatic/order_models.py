"""The tables of orders, as declarative models."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bench.peers.idiomatic.models import Owned, StockLevel, Versioned

ACTIONS = {"pending_payment": ["confirm", "cancel"], "confirmed": ["ship", "cancel"]}


class Order(Owned, Versioned):
    """What one customer bought."""

    __tablename__ = "orders"

    number: Mapped[str]
    status: Mapped[str] = mapped_column(default="pending_payment")
    currency: Mapped[str]
    customer_email: Mapped[str]
    customer_name: Mapped[str | None]
    channel: Mapped[str | None]
    external_ref: Mapped[str | None]
    subtotal_minor: Mapped[int]
    tax_minor: Mapped[int]
    total_minor: Mapped[int]
    confirmed_at: Mapped[datetime | None]
    shipped_at: Mapped[datetime | None]
    completed_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]

    lines: Mapped[list["OrderLine"]] = relationship(order_by="OrderLine.position", lazy="raise")
    fulfilments: Mapped[list["Fulfilment"]] = relationship(order_by="Fulfilment.id", lazy="raise")
    reservation: Mapped["Reservation"] = relationship(lazy="raise")

    @property
    def customer(self) -> dict[str, str | None]:
        """Who bought."""
        return {"email": self.customer_email, "name": self.customer_name}

    @property
    def allowed_actions(self) -> list[str]:
        """What can be done next; nothing shipped is cancelled."""
        shipped = self.shipped_at is not None
        return [a for a in ACTIONS.get(self.status, []) if not (a == "cancel" and shipped)]


class OrderLine(Owned):
    """A snapshot of what was bought."""

    __tablename__ = "order_lines"

    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"))
    position: Mapped[int]
    variant_id: Mapped[UUID]
    sku: Mapped[str]
    title: Mapped[str]
    quantity: Mapped[int]
    unit_price_minor: Mapped[int]
    subtotal_minor: Mapped[int]
    tax_minor: Mapped[int]
    total_minor: Mapped[int]
    fulfilled: Mapped[int] = mapped_column(default=0)
    cancelled: Mapped[int] = mapped_column(default=0)

    allocations: Mapped[list["ReservationLine"]] = relationship(
        order_by="ReservationLine.id", lazy="raise"
    )


class Reservation(Owned, Versioned):
    """Units promised to one order."""

    __tablename__ = "reservations"

    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"))
    status: Mapped[str] = mapped_column(default="active")

    lines: Mapped[list["ReservationLine"]] = relationship(lazy="raise")


class ReservationLine(Owned):
    """Units of one level, promised to one order line."""

    __tablename__ = "reservation_lines"

    reservation_id: Mapped[UUID] = mapped_column(ForeignKey("reservations.id"))
    order_line_id: Mapped[UUID] = mapped_column(ForeignKey("order_lines.id"))
    stock_level_id: Mapped[UUID] = mapped_column(ForeignKey("stock_levels.id"))
    quantity: Mapped[int]
    shipped: Mapped[int] = mapped_column(default=0)
    released: Mapped[int] = mapped_column(default=0)

    stock_level: Mapped[StockLevel] = relationship(lazy="raise")

    @property
    def location_id(self) -> UUID:
        """Where the units come from."""
        return self.stock_level.location_id


class Fulfilment(Owned, Versioned):
    """A parcel leaving a location."""

    __tablename__ = "fulfilments"

    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"))
    location_id: Mapped[UUID]
    status: Mapped[str]
    carrier: Mapped[str | None]
    tracking_number: Mapped[str | None]
    shipped_at: Mapped[datetime]

    lines: Mapped[list["FulfilmentLine"]] = relationship(order_by="FulfilmentLine.id", lazy="raise")


class FulfilmentLine(Owned):
    """Units of one order line in one parcel."""

    __tablename__ = "fulfilment_lines"

    fulfilment_id: Mapped[UUID] = mapped_column(ForeignKey("fulfilments.id"))
    order_line_id: Mapped[UUID] = mapped_column(ForeignKey("order_lines.id"))
    quantity: Mapped[int]

    order_line: Mapped[OrderLine] = relationship(lazy="raise")

    @property
    def sku(self) -> str:
        """SKU of the line of the order."""
        return self.order_line.sku

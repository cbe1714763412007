"""Stock: where it lies, how much, and the ledger that says why."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import (
    Owned,
    Versioned,
    named_within_account,
    one_of,
    short,
    utcnow,
    within_account,
)


class MovementKind(StrEnum):
    """Why the numbers of a stock level changed."""

    RECEIVED = "received"
    ADJUSTED = "adjusted"
    RESERVED = "reserved"
    RELEASED = "released"
    SHIPPED = "shipped"


class BookCheck(StrEnum):
    """A rule that the numbers of a level and its ledger must keep."""

    ON_HAND = "on_hand"
    RESERVED = "reserved"
    PROMISED = "promised"
    SEQUENCE = "sequence"
    CHAIN = "chain"


class Location(Owned, Versioned):
    """A place that holds stock."""

    __tablename__ = "locations"
    __table_args__ = (
        named_within_account(),
        UniqueConstraint("account_id", "code"),
        Index(None, "account_id", "priority", "id"),
        Index(None, "account_id", "created_at", "id"),
        CheckConstraint("priority BETWEEN 0 AND 1000000", name="priority_bounded"),
    )

    code: Mapped[str] = short(
        40, doc="The merchant's short name for the place, unique within the account."
    )
    name: Mapped[str] = short(120, doc="What people call the place.")
    priority: Mapped[int] = mapped_column(
        default=100, doc="Orders that name no location take from the lowest number first."
    )
    is_active: Mapped[bool] = mapped_column(
        default=True, doc="Whether orders that name no location may take from here."
    )


class StockLevel(Owned, Versioned):
    """Units of one variant at one location."""

    __tablename__ = "stock_levels"
    __table_args__ = (
        # None may hold what every sale changes: docs/decisions/0014.
        within_account("variant_id", "variants"),
        within_account("location_id", "locations"),
        UniqueConstraint("account_id", "variant_id", "location_id"),
        # What the ledger refers to, and how the levels of a variant are found.
        Index(None, "variant_id", "location_id", "account_id", "id", unique=True),
        Index(None, "location_id", "account_id", "created_at", "id"),
        Index(None, "account_id", "created_at", "id"),
        CheckConstraint("on_hand >= 0", name="on_hand_not_negative"),
        CheckConstraint("reserved >= 0", name="reserved_not_negative"),
        CheckConstraint("reserved <= on_hand + backorder_limit", name="never_oversold"),
        CheckConstraint("safety_stock >= 0", name="safety_stock_not_negative"),
        CheckConstraint("backorder_limit >= 0", name="backorder_limit_not_negative"),
        CheckConstraint("reorder_point >= 0", name="reorder_point_not_negative"),
        CheckConstraint("reorder_quantity > 0", name="reorder_quantity_positive"),
    )

    variant_id: Mapped[UUID] = mapped_column(doc="Id of the variant that lies there.")
    location_id: Mapped[UUID] = mapped_column(doc="Id of the location where it lies.")
    on_hand: Mapped[int] = mapped_column(
        default=0, doc="Units on the shelf now, promised ones included."
    )
    reserved: Mapped[int] = mapped_column(
        default=0, doc="Units promised to orders and not shipped yet."
    )
    safety_stock: Mapped[int] = mapped_column(
        default=0, doc="Units held back, which are never promised to an order."
    )
    backorder_limit: Mapped[int] = mapped_column(
        default=0, doc="Units that may be promised beyond those on the shelf."
    )
    reorder_point: Mapped[int | None] = mapped_column(
        doc="Buy more at so many units or fewer; null: never."
    )
    reorder_quantity: Mapped[int | None] = mapped_column(
        doc="How many units to buy then; null: nobody said."
    )
    sequence: Mapped[int] = mapped_column(default=0, doc="Number of its last movement.")


class StockMovement(Owned):
    """One row of the ledger: never updated, never deleted; triggers see to it."""

    __tablename__ = "stock_movements"
    __table_args__ = (
        # Of the level it is copied from, or nothing: docs/decisions/0018.
        ForeignKeyConstraint(
            ["stock_level_id", "variant_id", "location_id", "account_id"],
            [f"stock_levels.{name}" for name in ("id", "variant_id", "location_id", "account_id")],
            name="fk_stock_movements_level",
        ),
        UniqueConstraint("stock_level_id", "sequence"),
        Index(None, "account_id", "created_at", "id"),
        Index(None, "account_id", "kind", "created_at", "id"),
        Index(None, "account_id", "reference", "created_at", "id"),
        Index(None, "stock_level_id", "created_at", "id"),
        Index(None, "variant_id", "created_at", "id"),
        Index(None, "location_id", "account_id", "created_at", "id"),
        one_of("kind", MovementKind),
        CheckConstraint("sequence > 0", name="sequence_positive"),
        CheckConstraint("delta_on_hand <> 0 OR delta_reserved <> 0", name="moves_something"),
    )

    stock_level_id: Mapped[UUID] = mapped_column(doc="Id of the stock level that changed.")
    variant_id: Mapped[UUID] = mapped_column(doc="Id of the level's variant.")
    location_id: Mapped[UUID] = mapped_column(doc="Id of the level's location.")
    sequence: Mapped[int] = mapped_column(
        doc="Number of the movement within its level, from 1 and without a gap."
    )
    kind: Mapped[str] = short(20, doc="Why the numbers changed.")
    delta_on_hand: Mapped[int] = mapped_column(
        default=0, doc="Units that came to the shelf; negative: that left it."
    )
    delta_reserved: Mapped[int] = mapped_column(
        default=0, doc="Units that were promised; negative: promises that ended."
    )
    on_hand_after: Mapped[int] = mapped_column(doc="Units on the shelf after the movement.")
    reserved_after: Mapped[int] = mapped_column(doc="Units promised after the movement.")
    reference: Mapped[str | None] = short(
        120, doc="What the movement belongs to, e.g. an order's number; null: nothing."
    )
    reason: Mapped[str | None] = short(
        200, doc="Why, in the words of whoever did it; null: nobody said."
    )
    actor: Mapped[str] = short(60, doc="Who did it: `user:` or `api_key:` and an id, or `system`.")
    occurred_at: Mapped[datetime] = mapped_column(
        default=utcnow, doc="When it happened in the world, in UTC."
    )

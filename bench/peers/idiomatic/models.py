"""The tables that Backstock's migrations made, as declarative models of SQLAlchemy 2."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, ForeignKey, LargeBinary, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator
from uuid_utils.compat import uuid7


class SqliteInstant(TypeDecorator[datetime]):
    """SQLite forgets the zone of an instant and gets it back here."""

    impl = DateTime
    cache_ok = True

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give every instant back as UTC."""
        return value and value.replace(tzinfo=UTC)


def utcnow() -> datetime:
    """Tell the time, in UTC."""
    return datetime.now(UTC)


def new_id() -> UUID:
    """A UUIDv7."""
    return UUID(bytes=uuid7().bytes)


class Base(DeclarativeBase):
    """The registry; a column's type follows from its annotation."""

    type_annotation_map = {
        UUID: Uuid(),
        int: BigInteger(),
        datetime: DateTime(timezone=True).with_variant(SqliteInstant(), "sqlite"),
        dict[str, Any]: JSON().with_variant(JSONB(), "postgresql"),
    }


class Owned(Base):
    """A row of one account."""

    __abstract__ = True

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    account_id: Mapped[UUID]
    created_at: Mapped[datetime] = mapped_column(default=utcnow)


class Versioned:
    """A row that changes."""

    version: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime] = mapped_column(default=utcnow, onupdate=utcnow)


class User(Owned):
    """A person who may act for an account."""

    __tablename__ = "users"

    role: Mapped[str]
    is_active: Mapped[bool]


class RefreshToken(Owned):
    """One link of a session."""

    __tablename__ = "refresh_tokens"

    user_id: Mapped[UUID]
    family_id: Mapped[UUID]
    revoked_at: Mapped[datetime | None]


class Product(Owned, Versioned):
    """What a shopper sees."""

    __tablename__ = "products"

    kind: Mapped[str]
    title: Mapped[str]
    description: Mapped[str | None]
    status: Mapped[str]
    external_ref: Mapped[str | None]
    attributes: Mapped[dict[str, Any]]

    variants: Mapped[list["Variant"]] = relationship(
        back_populates="product", order_by="Variant.id", lazy="raise"
    )


class Variant(Owned, Versioned):
    """What is sold."""

    __tablename__ = "variants"

    product_id: Mapped[UUID] = mapped_column(ForeignKey("products.id"))
    sku: Mapped[str]
    title: Mapped[str | None]
    gtin: Mapped[str | None]
    price_minor: Mapped[int | None]
    currency: Mapped[str]
    weight_grams: Mapped[int | None]
    status: Mapped[str]

    product: Mapped[Product] = relationship(back_populates="variants", lazy="raise")
    levels: Mapped[list["StockLevel"]] = relationship(lazy="raise")


class Location(Owned, Versioned):
    """A place that holds stock."""

    __tablename__ = "locations"

    priority: Mapped[int]
    is_active: Mapped[bool]


class StockLevel(Owned, Versioned):
    """Units of one variant at one location."""

    __tablename__ = "stock_levels"

    variant_id: Mapped[UUID] = mapped_column(ForeignKey("variants.id"))
    location_id: Mapped[UUID] = mapped_column(ForeignKey("locations.id"))
    on_hand: Mapped[int]
    reserved: Mapped[int]
    safety_stock: Mapped[int]
    backorder_limit: Mapped[int]
    sequence: Mapped[int]

    location: Mapped[Location] = relationship(lazy="raise")

    @property
    def available(self) -> int:
        """Units that may be promised."""
        return self.on_hand - self.reserved - self.safety_stock


class StockMovement(Owned):
    """One row of the ledger."""

    __tablename__ = "stock_movements"

    stock_level_id: Mapped[UUID] = mapped_column(ForeignKey("stock_levels.id"))
    variant_id: Mapped[UUID]
    location_id: Mapped[UUID]
    sequence: Mapped[int]
    kind: Mapped[str]
    delta_on_hand: Mapped[int] = mapped_column(default=0)
    delta_reserved: Mapped[int] = mapped_column(default=0)
    on_hand_after: Mapped[int]
    reserved_after: Mapped[int]
    reference: Mapped[str | None]
    reason: Mapped[str | None]
    actor: Mapped[str]
    occurred_at: Mapped[datetime] = mapped_column(default=utcnow)


class IdempotencyKey(Owned):
    """One key of one caller, and what was answered."""

    __tablename__ = "idempotency_keys"

    principal: Mapped[str]
    key: Mapped[str]
    fingerprint: Mapped[str]
    status: Mapped[int]
    headers: Mapped[dict[str, Any]]
    body: Mapped[bytes] = mapped_column(LargeBinary)

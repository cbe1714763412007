"""What is sold: product kinds, products, and the variants that carry a SKU."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKeyConstraint,
    Index,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from models.base import (
    Owned,
    Versioned,
    named_within_account,
    one_of,
    short,
    where_known,
    within_account,
)

MAX_PRICE_MINOR = 1_000_000_000_000


class ProductStatus(StrEnum):
    """Whether a product is on sale: only what is `active` can be ordered."""

    DRAFT = "draft"
    ACTIVE = "active"
    ARCHIVED = "archived"


class VariantStatus(StrEnum):
    """Whether a variant is on sale: only what is `active` can be ordered."""

    ACTIVE = "active"
    ARCHIVED = "archived"


class ProductKind(Owned, Versioned):
    """A JSON Schema that the attributes of its products satisfy."""

    __tablename__ = "product_kinds"
    __table_args__ = (
        UniqueConstraint("account_id", "code"),
        Index(None, "account_id", "created_at", "id"),
    )

    code: Mapped[str] = short(40, doc="How products name the kind; unique within the account.")
    title: Mapped[str] = short(120, doc="What people call the kind.")
    json_schema: Mapped[dict[str, Any]] = mapped_column(
        doc="JSON Schema (draft 2020-12) that the attributes of the kind's products satisfy."
    )
    is_built_in: Mapped[bool] = mapped_column(
        default=False, doc="Whether the kind came with Backstock and cannot be changed."
    )


class Product(Owned, Versioned):
    """What a shopper sees."""

    __tablename__ = "products"
    __table_args__ = (
        ForeignKeyConstraint(
            ["account_id", "kind"], ["product_kinds.account_id", "product_kinds.code"]
        ),
        named_within_account(),
        UniqueConstraint("account_id", "external_ref"),
        Index(None, "account_id", "created_at", "id"),
        Index(None, "account_id", "updated_at", "id"),
        Index(None, "account_id", "title", "id"),
        Index(None, "account_id", "kind", "created_at", "id"),
        Index(None, "account_id", "kind", "updated_at", "id"),
        Index(None, "account_id", "kind", "title", "id"),
        Index(None, "account_id", "status", "created_at", "id"),
        Index(None, "account_id", "status", "updated_at", "id"),
        Index(None, "account_id", "status", "title", "id"),
        one_of("status", ProductStatus),
    )

    kind: Mapped[str] = short(
        40, doc="Code of the product kind, which decides what attributes there are."
    )
    title: Mapped[str] = short(300, doc="What a shopper reads first, such as the title of a book.")
    description: Mapped[str | None] = mapped_column(
        Text, doc="What a shopper reads next; null: there is no description."
    )
    status: Mapped[str] = short(
        20, default=ProductStatus.ACTIVE, doc="Whether the product is on sale."
    )
    external_ref: Mapped[str | None] = short(
        120, doc="The merchant's own key for the product, unique in the account; null: none."
    )
    attributes: Mapped[dict[str, Any]] = mapped_column(
        default=dict, doc="Facts about the product, as its kind's schema allows."
    )


class Variant(Owned, Versioned):
    """What is sold: one SKU, perhaps one GTIN."""

    __tablename__ = "variants"
    __table_args__ = (
        within_account("product_id", "products"),
        named_within_account(),
        UniqueConstraint("account_id", "sku"),
        Index(
            "uq_variants_account_id_gtin14",
            "account_id",
            "gtin14",
            unique=True,
            sqlite_where=text("gtin14 IS NOT NULL AND status = 'active'"),
            postgresql_where=text("gtin14 IS NOT NULL AND status = 'active'"),
        ),
        where_known("account_id", "gtin14", known="gtin14"),  # archived ones, too
        Index(None, "account_id", "created_at", "id"),
        Index(None, "account_id", "status", "created_at", "id"),
        Index(None, "account_id", "status", "sku", "id"),
        Index(None, "product_id"),
        one_of("status", VariantStatus),
        CheckConstraint(f"price_minor BETWEEN 0 AND {MAX_PRICE_MINOR}", name="price_minor_bounded"),
        CheckConstraint("weight_grams >= 0", name="weight_grams_positive"),
        CheckConstraint("length(currency) = 3", name="currency_iso"),
    )

    product_id: Mapped[UUID] = mapped_column(doc="Id of the product that it is a variant of.")
    sku: Mapped[str] = short(
        64, doc="The merchant's stock keeping unit; upper and lower case differ."
    )
    title: Mapped[str | None] = short(
        200, doc="What tells it from its siblings, such as size or colour; null: nothing."
    )
    gtin: Mapped[str | None] = short(
        14, doc="GTIN-8, -12, -13, -14 or ISBN-13, digits only; null: it has none."
    )
    gtin14: Mapped[str | None] = short(14, doc="The GTIN padded to 14 digits, for look-up.")
    price_minor: Mapped[int | None] = mapped_column(
        doc="Price of one unit in minor units, e.g. cents; null: not for sale yet."
    )
    currency: Mapped[str] = short(3, doc="ISO 4217 code of the currency that the price is in.")
    weight_grams: Mapped[int | None] = mapped_column(
        doc="Weight of one unit in grams; null: nobody has said."
    )
    status: Mapped[str] = short(
        20, default=VariantStatus.ACTIVE, doc="Whether the variant is on sale."
    )

"""Response models: the shapes of answers, read off ORM objects."""

from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict

T = TypeVar("T")


class Out(BaseModel):
    """An answer."""

    model_config = ConfigDict(from_attributes=True)


class Health(Out):
    """Whether the process answers."""

    status: str


class VariantOut(Out):
    """What is sold."""

    id: UUID
    product_id: UUID
    sku: str
    title: str | None
    gtin: str | None
    price_minor: int | None
    currency: str
    weight_grams: int | None
    status: str
    version: int
    created_at: datetime
    updated_at: datetime


class ProductOut(Out):
    """What a shopper sees."""

    id: UUID
    kind: str
    title: str
    description: str | None
    status: str
    external_ref: str | None
    attributes: dict[str, Any]
    variants: list[VariantOut]
    version: int
    created_at: datetime
    updated_at: datetime


class LocationAvailability(Out):
    """Units of a SKU at one location."""

    location_id: UUID
    on_hand: int
    reserved: int
    available: int


class SkuAvailability(Out):
    """What may be promised of one SKU."""

    sku: str
    available: int
    locations: list[LocationAvailability]


class Availability(Out):
    """What may be promised of the SKUs that were asked for."""

    data: list[SkuAvailability]
    unknown_skus: list[str]


class CustomerOut(Out):
    """Who bought."""

    email: str
    name: str | None


class AllocationOut(Out):
    """Units of a line that one location has promised."""

    location_id: UUID
    quantity: int
    shipped: int
    released: int


class OrderLineOut(Out):
    """What was bought."""

    id: UUID
    position: int
    variant_id: UUID
    sku: str
    title: str
    quantity: int
    unit_price_minor: int
    subtotal_minor: int
    tax_minor: int
    total_minor: int
    fulfilled: int
    cancelled: int
    allocations: list[AllocationOut]


class FulfilmentLineOut(Out):
    """Units of one line in a parcel."""

    order_line_id: UUID
    sku: str
    quantity: int


class FulfilmentOut(Out):
    """A parcel that left."""

    id: UUID
    order_id: UUID
    location_id: UUID
    status: str
    carrier: str | None
    tracking_number: str | None
    lines: list[FulfilmentLineOut]
    shipped_at: datetime
    version: int
    created_at: datetime
    updated_at: datetime


class OrderOut(Out):
    """What one customer bought, and where it stands."""

    id: UUID
    number: str
    status: str
    allowed_actions: list[str]
    currency: str
    customer: CustomerOut
    channel: str | None
    external_ref: str | None
    lines: list[OrderLineOut]
    fulfilments: list[FulfilmentOut]
    subtotal_minor: int
    tax_minor: int
    total_minor: int
    confirmed_at: datetime | None
    shipped_at: datetime | None
    completed_at: datetime | None
    cancelled_at: datetime | None
    version: int
    created_at: datetime
    updated_at: datetime


class Page(Out, Generic[T]):
    """One page of a list."""

    data: list[T]
    has_more: bool
    next_cursor: str | None

"""Every table, so that migrations see them all."""

from models.access import Account, ApiKey, PasswordReset, RefreshToken, Role, User
from models.audit import AuditEntry
from models.base import Base, db, new_id, utcnow
from models.catalogue import Product, ProductKind, ProductStatus, Variant, VariantStatus
from models.idempotency import IdempotencyKey
from models.jobs import Job, JobKind, JobRow, JobStatus, RowOutcome
from models.orders import (
    Fulfilment,
    FulfilmentLine,
    FulfilmentStatus,
    Order,
    OrderAction,
    OrderLine,
    OrderStatus,
    Reservation,
    ReservationLine,
    ReservationStatus,
    UnsoldReason,
)
from models.stock import BookCheck, Location, MovementKind, StockLevel, StockMovement
from models.writers import Writer

__all__ = [
    "Account",
    "ApiKey",
    "AuditEntry",
    "Base",
    "BookCheck",
    "Fulfilment",
    "FulfilmentLine",
    "FulfilmentStatus",
    "IdempotencyKey",
    "Job",
    "JobKind",
    "JobRow",
    "JobStatus",
    "Location",
    "MovementKind",
    "Order",
    "OrderAction",
    "OrderLine",
    "OrderStatus",
    "PasswordReset",
    "Product",
    "ProductKind",
    "ProductStatus",
    "RefreshToken",
    "Reservation",
    "ReservationLine",
    "ReservationStatus",
    "Role",
    "RowOutcome",
    "StockLevel",
    "StockMovement",
    "UnsoldReason",
    "User",
    "Variant",
    "VariantStatus",
    "Writer",
    "db",
    "new_id",
    "utcnow",
]

"""Answers kept so that the same request, sent again, is answered the same."""

from typing import Any

from sqlalchemy import Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Owned, short


class IdempotencyKey(Owned):
    """One key of one caller, what was asked with it, and what was answered."""

    __tablename__ = "idempotency_keys"
    __table_args__ = (
        UniqueConstraint("account_id", "principal", "key"),
        Index(None, "created_at"),
    )

    principal: Mapped[str] = short(60, doc="Who sent it: user:{id} or api_key:{id}.")
    key: Mapped[str] = short(255, doc="The Idempotency-Key header.")
    fingerprint: Mapped[str] = short(64, doc="HMAC-SHA256 of method, path and body, in hex.")
    status: Mapped[int] = mapped_column(doc="Status code of the answer.")
    headers: Mapped[dict[str, Any]] = mapped_column(doc="Headers of the answer that matter.")
    body: Mapped[bytes] = mapped_column(LargeBinary, doc="Body of the answer.")

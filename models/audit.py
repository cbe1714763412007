"""The audit log: who changed what, when and from where."""

from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Owned, short


class AuditEntry(Owned):
    """One change that somebody made: never updated, never deleted; triggers see to it.

    It refers to nothing by a foreign key: what it tells of may be deleted, and the telling stays.
    """

    __tablename__ = "audit_log"
    __table_args__ = (
        Index(None, "account_id", "created_at", "id"),
        Index(None, "account_id", "action", "created_at", "id"),
        Index(None, "account_id", "resource_type", "created_at", "id"),
        Index(None, "account_id", "resource_id", "created_at", "id"),
        Index(None, "account_id", "principal", "created_at", "id"),
    )

    principal: Mapped[str] = short(
        60, doc="Who did it: `user:` or `api_key:` and an id, `anonymous`, or `system`."
    )
    user_id: Mapped[UUID | None] = mapped_column(
        doc="Id of the user, or of the API key's maker; null: nobody had logged in."
    )
    request_id: Mapped[str | None] = short(
        64, doc="The `X-Request-Id` it was done with; null: it came by a command."
    )
    remote_address: Mapped[str | None] = short(
        45, doc="The IP address it was done from; null: it came by a command."
    )
    action: Mapped[str] = short(60, doc="What was done: the type of the resource, a dot, a verb.")
    resource_type: Mapped[str] = short(40, doc="The type of the resource it was done to.")
    resource_id: Mapped[UUID] = mapped_column(doc="Id of the resource it was done to.")
    changes: Mapped[list[Any]] = mapped_column(
        default=list, doc="Fields that differ: field, before and after."
    )

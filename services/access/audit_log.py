"""The audit log, read: who changed what in an account."""

from typing import Any
from uuid import UUID

from models import AuditEntry
from services.paging import Listing, Page, Paging

LISTING = Listing(AuditEntry)


def find(account_id: UUID, paging: Paging, **filters: Any) -> Page:
    """List what was done in the account."""
    return LISTING.page(account_id, paging, filters)

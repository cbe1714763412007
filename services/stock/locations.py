"""Locations: places that hold stock."""

from typing import Any
from uuid import UUID

from models import Location
from services import audited, records
from services.constraints import explained, references_to
from services.errors import Conflict, NotFound
from services.paging import Listing, Page, Paging
from services.records import Record

LISTING = Listing(Location, sorts=("created_at", "priority", "code"))


class LocationNotFound(NotFound):
    """There is no such location."""


class LocationCodeTaken(Conflict):
    """Another location has this code.

    Codes are unique within the account; `details.code` is the one in question.
    """


class LocationInUse(Conflict):
    """The location holds or held stock, so its history needs it.

    Switch it off instead: PATCH `is_active` to false.
    """


def add(account_id: UUID, **facts: Any) -> Record:
    """Open a location.

    Raises LocationCodeTaken.
    """
    with explained(uq_locations_account_id_code=lambda: LocationCodeTaken(code=facts["code"])):
        return audited.create(Location, account_id=account_id, **facts)


def get(account_id: UUID, location_id: UUID) -> Record:
    """Give one location.

    Raises LocationNotFound.
    """
    return records.get(Location, account_id, location_id, LocationNotFound)


def find(account_id: UUID, paging: Paging, **filters: Any) -> Page:
    """List the locations of the account."""
    return LISTING.page(account_id, paging, filters)


def change(account_id: UUID, location_id: UUID, *, version: int | None, **changes: Any) -> Record:
    """Change a location.

    Raises LocationNotFound, StaleVersion, LocationCodeTaken.
    """
    with explained(uq_locations_account_id_code=lambda: LocationCodeTaken(code=changes["code"])):
        return audited.patch(
            Location, account_id, location_id, changes, version=version, missing=LocationNotFound
        )


def remove(account_id: UUID, location_id: UUID, *, version: int | None) -> None:
    """Delete a location that never held stock.

    Raises LocationNotFound, StaleVersion, LocationInUse.
    """
    with explained(**references_to(Location, refusal=LocationInUse)):
        audited.remove(Location, account_id, location_id, version=version, missing=LocationNotFound)

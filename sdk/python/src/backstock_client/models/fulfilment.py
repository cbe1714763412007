from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.fulfilment_status import FulfilmentStatus, check_fulfilment_status

if TYPE_CHECKING:
    from ..models.fulfilment_line import FulfilmentLine


T = TypeVar("T", bound="Fulfilment")


@_attrs_define
class Fulfilment:
    """A parcel that left a location."""

    id: UUID
    """ A UUIDv7: ids are in the order in which resources were created. """
    order_id: UUID
    """ Id of the order that the parcel is for. """
    location_id: UUID
    """ Id of the location that the parcel left. """
    status: FulfilmentStatus
    """ Where a parcel stands on its way to the customer. """
    carrier: None | str
    """ Who carries the parcel; null: nobody said. """
    tracking_number: None | str
    """ The carrier's number of the parcel; null: nobody said. """
    lines: list[FulfilmentLine]
    """ What is in the parcel. """
    shipped_at: datetime.datetime
    """ When the parcel left, in UTC. """
    version: int
    """ Counts the changes; the ETag is this number in quotes. """
    created_at: datetime.datetime
    """ When it was created, in UTC. """
    updated_at: datetime.datetime
    """ When it last changed, in UTC. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        order_id = str(self.order_id)

        location_id = str(self.location_id)

        status: str = self.status

        carrier: None | str
        carrier = self.carrier

        tracking_number: None | str
        tracking_number = self.tracking_number

        lines = []
        for lines_item_data in self.lines:
            lines_item = lines_item_data.to_dict()
            lines.append(lines_item)

        shipped_at = self.shipped_at.isoformat()

        version = self.version

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "order_id": order_id,
                "location_id": location_id,
                "status": status,
                "carrier": carrier,
                "tracking_number": tracking_number,
                "lines": lines,
                "shipped_at": shipped_at,
                "version": version,
                "created_at": created_at,
                "updated_at": updated_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.fulfilment_line import FulfilmentLine  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        order_id = UUID(d.pop("order_id"))

        location_id = UUID(d.pop("location_id"))

        status = check_fulfilment_status(d.pop("status"))

        def _parse_carrier(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        carrier = _parse_carrier(d.pop("carrier"))

        def _parse_tracking_number(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        tracking_number = _parse_tracking_number(d.pop("tracking_number"))

        lines = []
        _lines = d.pop("lines")
        for lines_item_data in _lines:
            lines_item = FulfilmentLine.from_dict(lines_item_data)

            lines.append(lines_item)

        shipped_at = datetime.datetime.fromisoformat(d.pop("shipped_at"))

        version = d.pop("version")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        fulfilment = cls(
            id=id,
            order_id=order_id,
            location_id=location_id,
            status=status,
            carrier=carrier,
            tracking_number=tracking_number,
            lines=lines,
            shipped_at=shipped_at,
            version=version,
            created_at=created_at,
            updated_at=updated_at,
        )

        fulfilment.additional_properties = d
        return fulfilment

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="LocationAvailability")


@_attrs_define
class LocationAvailability:
    """Units of a SKU at one location."""

    location_id: UUID
    """ Id of the location where the units are. """
    on_hand: int
    """ Units on the shelf now, promised ones included. """
    reserved: int
    """ Units promised to orders and not shipped yet. """
    available: int
    """ Units that may be promised: on_hand - reserved - safety_stock. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        location_id = str(self.location_id)

        on_hand = self.on_hand

        reserved = self.reserved

        available = self.available

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "location_id": location_id,
                "on_hand": on_hand,
                "reserved": reserved,
                "available": available,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        location_id = UUID(d.pop("location_id"))

        on_hand = d.pop("on_hand")

        reserved = d.pop("reserved")

        available = d.pop("available")

        location_availability = cls(
            location_id=location_id,
            on_hand=on_hand,
            reserved=reserved,
            available=available,
        )

        location_availability.additional_properties = d
        return location_availability

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

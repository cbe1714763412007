from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.location_availability import LocationAvailability


T = TypeVar("T", bound="SkuAvailability")


@_attrs_define
class SkuAvailability:
    """What may be promised of one SKU."""

    sku: str
    """ SKU of the variant that is counted. """
    available: int
    """ Units that may be promised, over all active locations. """
    locations: list[LocationAvailability]
    """ Each location that holds or held some, by priority. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        sku = self.sku

        available = self.available

        locations = []
        for locations_item_data in self.locations:
            locations_item = locations_item_data.to_dict()
            locations.append(locations_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "sku": sku,
                "available": available,
                "locations": locations,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.location_availability import LocationAvailability  # noqa: PLC0415

        d = dict(src_dict)
        sku = d.pop("sku")

        available = d.pop("available")

        locations = []
        _locations = d.pop("locations")
        for locations_item_data in _locations:
            locations_item = LocationAvailability.from_dict(locations_item_data)

            locations.append(locations_item)

        sku_availability = cls(
            sku=sku,
            available=available,
            locations=locations,
        )

        sku_availability.additional_properties = d
        return sku_availability

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

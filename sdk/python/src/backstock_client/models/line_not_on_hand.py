from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="LineNotOnHand")


@_attrs_define
class LineNotOnHand:
    """A SKU of which a location has fewer units than should leave it."""

    sku: str
    """ SKU of the promised units. """
    location_id: UUID
    """ Id of the location they should leave. """
    requested: int
    """ Units to ship from there. """
    on_hand: int
    """ Units on the shelf there now. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        sku = self.sku

        location_id = str(self.location_id)

        requested = self.requested

        on_hand = self.on_hand

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "sku": sku,
                "location_id": location_id,
                "requested": requested,
                "on_hand": on_hand,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        sku = d.pop("sku")

        location_id = UUID(d.pop("location_id"))

        requested = d.pop("requested")

        on_hand = d.pop("on_hand")

        line_not_on_hand = cls(
            sku=sku,
            location_id=location_id,
            requested=requested,
            on_hand=on_hand,
        )

        line_not_on_hand.additional_properties = d
        return line_not_on_hand

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

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="OrderLineCreate")


@_attrs_define
class OrderLineCreate:
    """Units of one SKU to buy."""

    sku: str
    """ SKU of the variant that is bought. """
    quantity: int
    """ How many units to buy. """
    location_id: UUID | Unset = UNSET
    """ Take from this location alone; absent: by priority, split. """

    def to_dict(self) -> dict[str, Any]:
        sku = self.sku

        quantity = self.quantity

        location_id: str | Unset = UNSET
        if not isinstance(self.location_id, Unset):
            location_id = str(self.location_id)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "sku": sku,
                "quantity": quantity,
            }
        )
        if location_id is not UNSET:
            field_dict["location_id"] = location_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        sku = d.pop("sku")

        quantity = d.pop("quantity")

        _location_id = d.pop("location_id", UNSET)
        location_id: UUID | Unset
        if isinstance(_location_id, Unset):
            location_id = UNSET
        else:
            location_id = UUID(_location_id)

        order_line_create = cls(
            sku=sku,
            quantity=quantity,
            location_id=location_id,
        )

        return order_line_create

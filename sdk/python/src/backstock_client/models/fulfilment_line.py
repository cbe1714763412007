from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="FulfilmentLine")


@_attrs_define
class FulfilmentLine:
    """Units of one line in a parcel."""

    order_line_id: UUID
    """ Id of the line of the order. """
    sku: str
    """ SKU of the line of the order. """
    quantity: int
    """ Units in the parcel. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        order_line_id = str(self.order_line_id)

        sku = self.sku

        quantity = self.quantity

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "order_line_id": order_line_id,
                "sku": sku,
                "quantity": quantity,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        order_line_id = UUID(d.pop("order_line_id"))

        sku = d.pop("sku")

        quantity = d.pop("quantity")

        fulfilment_line = cls(
            order_line_id=order_line_id,
            sku=sku,
            quantity=quantity,
        )

        fulfilment_line.additional_properties = d
        return fulfilment_line

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

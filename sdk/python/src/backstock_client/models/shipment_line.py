from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

T = TypeVar("T", bound="ShipmentLine")


@_attrs_define
class ShipmentLine:
    """Units of one line of the order to ship."""

    line_id: UUID
    """ Id of the line of the order. """
    quantity: int
    """ Units to ship, at most those left of the line. """

    def to_dict(self) -> dict[str, Any]:
        line_id = str(self.line_id)

        quantity = self.quantity

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "line_id": line_id,
                "quantity": quantity,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        line_id = UUID(d.pop("line_id"))

        quantity = d.pop("quantity")

        shipment_line = cls(
            line_id=line_id,
            quantity=quantity,
        )

        return shipment_line

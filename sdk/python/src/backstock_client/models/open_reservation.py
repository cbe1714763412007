from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.reservation_status import ReservationStatus, check_reservation_status

T = TypeVar("T", bound="OpenReservation")


@_attrs_define
class OpenReservation:
    """Units of the level that an order still waits for."""

    order_id: UUID
    """ Id of the order that waits for them. """
    order_number: str
    """ What people call the order. """
    status: ReservationStatus
    """ Where a promise of stock stands; a `committed` one belongs to a confirmed order. """
    quantity: int
    """ Units that are still promised. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        order_id = str(self.order_id)

        order_number = self.order_number

        status: str = self.status

        quantity = self.quantity

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "order_id": order_id,
                "order_number": order_number,
                "status": status,
                "quantity": quantity,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        order_id = UUID(d.pop("order_id"))

        order_number = d.pop("order_number")

        status = check_reservation_status(d.pop("status"))

        quantity = d.pop("quantity")

        open_reservation = cls(
            order_id=order_id,
            order_number=order_number,
            status=status,
            quantity=quantity,
        )

        open_reservation.additional_properties = d
        return open_reservation

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

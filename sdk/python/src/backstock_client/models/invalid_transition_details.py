from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.order_action import OrderAction, check_order_action
from ..models.order_status import OrderStatus, check_order_status

T = TypeVar("T", bound="InvalidTransitionDetails")


@_attrs_define
class InvalidTransitionDetails:
    """Where the order stands, and what can be done with it."""

    status: OrderStatus
    """ Where an order stands, from waiting for payment to its last parcel. """
    allowed_actions: list[OrderAction]
    """ What can be done with the order now. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        status: str = self.status

        allowed_actions = []
        for allowed_actions_item_data in self.allowed_actions:
            allowed_actions_item: str = allowed_actions_item_data
            allowed_actions.append(allowed_actions_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "status": status,
                "allowed_actions": allowed_actions,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        status = check_order_status(d.pop("status"))

        allowed_actions = []
        _allowed_actions = d.pop("allowed_actions")
        for allowed_actions_item_data in _allowed_actions:
            allowed_actions_item = check_order_action(allowed_actions_item_data)

            allowed_actions.append(allowed_actions_item)

        invalid_transition_details = cls(
            status=status,
            allowed_actions=allowed_actions,
        )

        invalid_transition_details.additional_properties = d
        return invalid_transition_details

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

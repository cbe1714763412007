from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="StockChangedDetails")


@_attrs_define
class StockChangedDetails:
    """What is there, and what the request expected to be there."""

    on_hand: int
    """ Units on the shelf now, promised ones included. """
    expected_on_hand: int
    """ Units that the request expected there. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        on_hand = self.on_hand

        expected_on_hand = self.expected_on_hand

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "on_hand": on_hand,
                "expected_on_hand": expected_on_hand,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        on_hand = d.pop("on_hand")

        expected_on_hand = d.pop("expected_on_hand")

        stock_changed_details = cls(
            on_hand=on_hand,
            expected_on_hand=expected_on_hand,
        )

        stock_changed_details.additional_properties = d
        return stock_changed_details

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

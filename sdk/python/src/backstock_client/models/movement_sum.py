from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.movement_kind import MovementKind, check_movement_kind

T = TypeVar("T", bound="MovementSum")


@_attrs_define
class MovementSum:
    """What movements of one kind add up to."""

    kind: MovementKind
    """ Why the numbers of a stock level changed. """
    movements: int
    """ How many movements of the kind there are. """
    delta_on_hand: int
    """ Sum of their delta_on_hand, in units. """
    delta_reserved: int
    """ Sum of their delta_reserved, in units. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind: str = self.kind

        movements = self.movements

        delta_on_hand = self.delta_on_hand

        delta_reserved = self.delta_reserved

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "movements": movements,
                "delta_on_hand": delta_on_hand,
                "delta_reserved": delta_reserved,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = check_movement_kind(d.pop("kind"))

        movements = d.pop("movements")

        delta_on_hand = d.pop("delta_on_hand")

        delta_reserved = d.pop("delta_reserved")

        movement_sum = cls(
            kind=kind,
            movements=movements,
            delta_on_hand=delta_on_hand,
            delta_reserved=delta_reserved,
        )

        movement_sum.additional_properties = d
        return movement_sum

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

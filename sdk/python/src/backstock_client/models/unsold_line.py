from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.unsold_reason import UnsoldReason, check_unsold_reason

T = TypeVar("T", bound="UnsoldLine")


@_attrs_define
class UnsoldLine:
    """A SKU that cannot be ordered, and why."""

    sku: str
    """ SKU as the order names it. """
    reason: UnsoldReason
    """ Why something cannot be ordered; `other-currency`: its price is not in the order's. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        sku = self.sku

        reason: str = self.reason

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "sku": sku,
                "reason": reason,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        sku = d.pop("sku")

        reason = check_unsold_reason(d.pop("reason"))

        unsold_line = cls(
            sku=sku,
            reason=reason,
        )

        unsold_line.additional_properties = d
        return unsold_line

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

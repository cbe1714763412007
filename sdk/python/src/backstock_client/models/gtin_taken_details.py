from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="GtinTakenDetails")


@_attrs_define
class GtinTakenDetails:
    """The GTIN that another active variant has, and where the request says it."""

    gtin: str
    """ GTIN that is taken, digits only; of an ISBN-10 its ISBN-13. """
    pointer: str
    """ Where it stands in the request's body, as a JSON Pointer. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        gtin = self.gtin

        pointer = self.pointer

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "gtin": gtin,
                "pointer": pointer,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        gtin = d.pop("gtin")

        pointer = d.pop("pointer")

        gtin_taken_details = cls(
            gtin=gtin,
            pointer=pointer,
        )

        gtin_taken_details.additional_properties = d
        return gtin_taken_details

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

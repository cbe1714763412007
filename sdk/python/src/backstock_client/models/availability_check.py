from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="AvailabilityCheck")


@_attrs_define
class AvailabilityCheck:
    """SKUs to ask the availability of."""

    skus: list[str]
    """ The SKUs, 1 to 500 of them. """

    def to_dict(self) -> dict[str, Any]:
        skus = self.skus

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "skus": skus,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        skus = cast(list[str], d.pop("skus"))

        availability_check = cls(
            skus=skus,
        )

        return availability_check

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="LocationCreate")


@_attrs_define
class LocationCreate:
    """A place to hold stock."""

    code: str
    """ The merchant's short name for the place, unique within the account. """
    name: str
    """ What people call the place. """
    priority: int | Unset = UNSET
    """ Orders that name no location take from the lowest number first. """
    is_active: bool | Unset = UNSET
    """ Whether orders that name no location may take from here. """

    def to_dict(self) -> dict[str, Any]:
        code = self.code

        name = self.name

        priority = self.priority

        is_active = self.is_active

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "code": code,
                "name": name,
            }
        )
        if priority is not UNSET:
            field_dict["priority"] = priority
        if is_active is not UNSET:
            field_dict["is_active"] = is_active

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        code = d.pop("code")

        name = d.pop("name")

        priority = d.pop("priority", UNSET)

        is_active = d.pop("is_active", UNSET)

        location_create = cls(
            code=code,
            name=name,
            priority=priority,
            is_active=is_active,
        )

        return location_create

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="MePatch")


@_attrs_define
class MePatch:
    """What users may change of themselves."""

    name: str | Unset = UNSET
    """ The user's name, as colleagues know it. """
    password: str | Unset = UNSET
    """ The password: 12 to 256 characters of any kind, counted in Unicode's form NFC. What leaked often is refused,
    and what is little more than a name of the user or the account. """
    current_password: str | Unset = UNSET
    """ The password that the user logs in with now; needed for a new one. """

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        password = self.password

        current_password = self.current_password

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if password is not UNSET:
            field_dict["password"] = password
        if current_password is not UNSET:
            field_dict["current_password"] = current_password

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name", UNSET)

        password = d.pop("password", UNSET)

        current_password = d.pop("current_password", UNSET)

        me_patch = cls(
            name=name,
            password=password,
            current_password=current_password,
        )

        return me_patch

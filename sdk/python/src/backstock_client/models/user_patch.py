from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.role import Role, check_role
from ..types import UNSET, Unset

T = TypeVar("T", bound="UserPatch")


@_attrs_define
class UserPatch:
    """What of a user may change."""

    name: str | Unset = UNSET
    """ The user's name, as colleagues know it. """
    role: Role | Unset = UNSET
    """ What a user may do: `owner` everything, `manager` all but access, `viewer` reading alone. """
    is_active: bool | Unset = UNSET
    """ Whether the user may log in. """
    password: str | Unset = UNSET
    """ The password: 12 to 256 characters of any kind, counted in Unicode's form NFC. What leaked often is refused,
    and what is little more than a name of the user or the account. """

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        role: str | Unset = UNSET
        if not isinstance(self.role, Unset):
            role = self.role

        is_active = self.is_active

        password = self.password

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if role is not UNSET:
            field_dict["role"] = role
        if is_active is not UNSET:
            field_dict["is_active"] = is_active
        if password is not UNSET:
            field_dict["password"] = password

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name", UNSET)

        _role = d.pop("role", UNSET)
        role: Role | Unset
        if isinstance(_role, Unset):
            role = UNSET
        else:
            role = check_role(_role)

        is_active = d.pop("is_active", UNSET)

        password = d.pop("password", UNSET)

        user_patch = cls(
            name=name,
            role=role,
            is_active=is_active,
            password=password,
        )

        return user_patch

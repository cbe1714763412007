from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.role import Role, check_role

T = TypeVar("T", bound="UserCreate")


@_attrs_define
class UserCreate:
    """What is said to let another person in."""

    email: str
    """ E-mail address; case is ignored. """
    name: str
    """ The user's name, as colleagues know it. """
    role: Role
    """ What a user may do: `owner` everything, `manager` all but access, `viewer` reading alone. """
    password: str
    """ The password: 12 to 256 characters of any kind, counted in Unicode's form NFC. What leaked often is refused,
    and what is little more than a name of the user or the account. """

    def to_dict(self) -> dict[str, Any]:
        email = self.email

        name = self.name

        role: str = self.role

        password = self.password

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "email": email,
                "name": name,
                "role": role,
                "password": password,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        email = d.pop("email")

        name = d.pop("name")

        role = check_role(d.pop("role"))

        password = d.pop("password")

        user_create = cls(
            email=email,
            name=name,
            role=role,
            password=password,
        )

        return user_create

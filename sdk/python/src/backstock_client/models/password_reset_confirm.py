from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="PasswordResetConfirm")


@_attrs_define
class PasswordResetConfirm:
    """A new password, and the token that allows it."""

    token: str
    """ The token of the newest mail; it works once. """
    password: str
    """ The password: 12 to 256 characters of any kind, counted in Unicode's form NFC. What leaked often is refused,
    and what is little more than a name of the user or the account. """

    def to_dict(self) -> dict[str, Any]:
        token = self.token

        password = self.password

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "token": token,
                "password": password,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        token = d.pop("token")

        password = d.pop("password")

        password_reset_confirm = cls(
            token=token,
            password=password,
        )

        return password_reset_confirm

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="AccountPatch")


@_attrs_define
class AccountPatch:
    """What of an account may change."""

    name: str | Unset = UNSET
    """ The merchant's name, as customers know it. """
    currency: str | Unset = UNSET
    """ ISO 4217 code of prices that name none. """

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        currency = self.currency

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if currency is not UNSET:
            field_dict["currency"] = currency

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name", UNSET)

        currency = d.pop("currency", UNSET)

        account_patch = cls(
            name=name,
            currency=currency,
        )

        return account_patch

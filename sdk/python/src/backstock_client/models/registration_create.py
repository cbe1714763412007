from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="RegistrationCreate")


@_attrs_define
class RegistrationCreate:
    """What a merchant says to open an account."""

    account_name: str
    """ The merchant's name, as customers know it. """
    email: str
    """ E-mail address; case is ignored. """
    name: str
    """ Name of the account's first owner. """
    password: str
    """ The password: 12 to 256 characters of any kind, counted in Unicode's form NFC. What leaked often is refused,
    and what is little more than a name of the user or the account. """
    currency: str | Unset = "EUR"
    """ ISO 4217 code of prices that name none. """

    def to_dict(self) -> dict[str, Any]:
        account_name = self.account_name

        email = self.email

        name = self.name

        password = self.password

        currency = self.currency

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "account_name": account_name,
                "email": email,
                "name": name,
                "password": password,
            }
        )
        if currency is not UNSET:
            field_dict["currency"] = currency

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        account_name = d.pop("account_name")

        email = d.pop("email")

        name = d.pop("name")

        password = d.pop("password")

        currency = d.pop("currency", UNSET)

        registration_create = cls(
            account_name=account_name,
            email=email,
            name=name,
            password=password,
            currency=currency,
        )

        return registration_create

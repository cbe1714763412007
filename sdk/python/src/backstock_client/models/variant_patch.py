from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.variant_status import VariantStatus, check_variant_status
from ..types import UNSET, Unset

T = TypeVar("T", bound="VariantPatch")


@_attrs_define
class VariantPatch:
    """What of a variant may change."""

    sku: str | Unset = UNSET
    """ The merchant's stock keeping unit; upper and lower case differ. """
    title: None | str | Unset = UNSET
    """ What tells it from its siblings, such as size or colour; null: nothing. """
    gtin: None | str | Unset = UNSET
    """ GTIN-8, -12, -13, -14 or ISBN-10, -13; an ISBN-10 becomes its ISBN-13. """
    price_minor: int | None | Unset = UNSET
    """ Price of one unit in minor units, e.g. cents; null: not for sale yet. """
    currency: str | Unset = UNSET
    """ ISO 4217 code of the price. """
    weight_grams: int | None | Unset = UNSET
    """ Weight of one unit in grams; null: nobody has said. """
    status: VariantStatus | Unset = UNSET
    """ Whether a variant is on sale: only what is `active` can be ordered. """

    def to_dict(self) -> dict[str, Any]:
        sku = self.sku

        title: None | str | Unset
        if isinstance(self.title, Unset):
            title = UNSET
        else:
            title = self.title

        gtin: None | str | Unset
        if isinstance(self.gtin, Unset):
            gtin = UNSET
        else:
            gtin = self.gtin

        price_minor: int | None | Unset
        if isinstance(self.price_minor, Unset):
            price_minor = UNSET
        else:
            price_minor = self.price_minor

        currency = self.currency

        weight_grams: int | None | Unset
        if isinstance(self.weight_grams, Unset):
            weight_grams = UNSET
        else:
            weight_grams = self.weight_grams

        status: str | Unset = UNSET
        if not isinstance(self.status, Unset):
            status = self.status

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if sku is not UNSET:
            field_dict["sku"] = sku
        if title is not UNSET:
            field_dict["title"] = title
        if gtin is not UNSET:
            field_dict["gtin"] = gtin
        if price_minor is not UNSET:
            field_dict["price_minor"] = price_minor
        if currency is not UNSET:
            field_dict["currency"] = currency
        if weight_grams is not UNSET:
            field_dict["weight_grams"] = weight_grams
        if status is not UNSET:
            field_dict["status"] = status

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        sku = d.pop("sku", UNSET)

        def _parse_title(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        title = _parse_title(d.pop("title", UNSET))

        def _parse_gtin(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        gtin = _parse_gtin(d.pop("gtin", UNSET))

        def _parse_price_minor(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        price_minor = _parse_price_minor(d.pop("price_minor", UNSET))

        currency = d.pop("currency", UNSET)

        def _parse_weight_grams(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        weight_grams = _parse_weight_grams(d.pop("weight_grams", UNSET))

        _status = d.pop("status", UNSET)
        status: VariantStatus | Unset
        if isinstance(_status, Unset):
            status = UNSET
        else:
            status = check_variant_status(_status)

        variant_patch = cls(
            sku=sku,
            title=title,
            gtin=gtin,
            price_minor=price_minor,
            currency=currency,
            weight_grams=weight_grams,
            status=status,
        )

        return variant_patch

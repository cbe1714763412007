from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.variant_status import VariantStatus, check_variant_status

T = TypeVar("T", bound="Variant")


@_attrs_define
class Variant:
    """What is sold: one SKU, perhaps one GTIN."""

    id: UUID
    """ A UUIDv7: ids are in the order in which resources were created. """
    product_id: UUID
    """ Id of the product that it is a variant of. """
    sku: str
    """ The merchant's stock keeping unit; upper and lower case differ. """
    title: None | str
    """ What tells it from its siblings, such as size or colour; null: nothing. """
    gtin: None | str
    """ GTIN-8, -12, -13, -14 or ISBN-13, digits only; null: it has none. """
    price_minor: int | None
    """ Price of one unit in minor units, e.g. cents; null: not for sale yet. """
    currency: str
    """ ISO 4217 code of the currency that the price is in. """
    weight_grams: int | None
    """ Weight of one unit in grams; null: nobody has said. """
    status: VariantStatus
    """ Whether a variant is on sale: only what is `active` can be ordered. """
    version: int
    """ Counts the changes; the ETag is this number in quotes. """
    created_at: datetime.datetime
    """ When it was created, in UTC. """
    updated_at: datetime.datetime
    """ When it last changed, in UTC. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        product_id = str(self.product_id)

        sku = self.sku

        title: None | str
        title = self.title

        gtin: None | str
        gtin = self.gtin

        price_minor: int | None
        price_minor = self.price_minor

        currency = self.currency

        weight_grams: int | None
        weight_grams = self.weight_grams

        status: str = self.status

        version = self.version

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "product_id": product_id,
                "sku": sku,
                "title": title,
                "gtin": gtin,
                "price_minor": price_minor,
                "currency": currency,
                "weight_grams": weight_grams,
                "status": status,
                "version": version,
                "created_at": created_at,
                "updated_at": updated_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        product_id = UUID(d.pop("product_id"))

        sku = d.pop("sku")

        def _parse_title(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        title = _parse_title(d.pop("title"))

        def _parse_gtin(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        gtin = _parse_gtin(d.pop("gtin"))

        def _parse_price_minor(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        price_minor = _parse_price_minor(d.pop("price_minor"))

        currency = d.pop("currency")

        def _parse_weight_grams(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        weight_grams = _parse_weight_grams(d.pop("weight_grams"))

        status = check_variant_status(d.pop("status"))

        version = d.pop("version")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        variant = cls(
            id=id,
            product_id=product_id,
            sku=sku,
            title=title,
            gtin=gtin,
            price_minor=price_minor,
            currency=currency,
            weight_grams=weight_grams,
            status=status,
            version=version,
            created_at=created_at,
            updated_at=updated_at,
        )

        variant.additional_properties = d
        return variant

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

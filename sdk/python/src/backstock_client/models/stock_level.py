from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="StockLevel")


@_attrs_define
class StockLevel:
    """Units of one variant at one location, and how they are promised."""

    id: UUID
    """ A UUIDv7: ids are in the order in which resources were created. """
    variant_id: UUID
    """ Id of the variant that lies there. """
    sku: str
    """ SKU of the variant that is counted. """
    location_id: UUID
    """ Id of the location where it lies. """
    location_code: str
    """ Code of the location where it lies. """
    on_hand: int
    """ Units on the shelf now, promised ones included. """
    reserved: int
    """ Units promised to orders and not shipped yet. """
    available: int
    """ Units that may be promised: on_hand - reserved - safety_stock. """
    safety_stock: int
    """ Units held back, which are never promised to an order. """
    backorder_limit: int
    """ Units that may be promised beyond those on the shelf. """
    reorder_point: int | None
    """ Buy more at so many units or fewer; null: never. """
    reorder_quantity: int | None
    """ How many units to buy then; null: nobody said. """
    version: int
    """ Counts the changes; the ETag is this number in quotes. """
    created_at: datetime.datetime
    """ When it was created, in UTC. """
    updated_at: datetime.datetime
    """ When it last changed, in UTC. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        variant_id = str(self.variant_id)

        sku = self.sku

        location_id = str(self.location_id)

        location_code = self.location_code

        on_hand = self.on_hand

        reserved = self.reserved

        available = self.available

        safety_stock = self.safety_stock

        backorder_limit = self.backorder_limit

        reorder_point: int | None
        reorder_point = self.reorder_point

        reorder_quantity: int | None
        reorder_quantity = self.reorder_quantity

        version = self.version

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "variant_id": variant_id,
                "sku": sku,
                "location_id": location_id,
                "location_code": location_code,
                "on_hand": on_hand,
                "reserved": reserved,
                "available": available,
                "safety_stock": safety_stock,
                "backorder_limit": backorder_limit,
                "reorder_point": reorder_point,
                "reorder_quantity": reorder_quantity,
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

        variant_id = UUID(d.pop("variant_id"))

        sku = d.pop("sku")

        location_id = UUID(d.pop("location_id"))

        location_code = d.pop("location_code")

        on_hand = d.pop("on_hand")

        reserved = d.pop("reserved")

        available = d.pop("available")

        safety_stock = d.pop("safety_stock")

        backorder_limit = d.pop("backorder_limit")

        def _parse_reorder_point(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        reorder_point = _parse_reorder_point(d.pop("reorder_point"))

        def _parse_reorder_quantity(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        reorder_quantity = _parse_reorder_quantity(d.pop("reorder_quantity"))

        version = d.pop("version")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        stock_level = cls(
            id=id,
            variant_id=variant_id,
            sku=sku,
            location_id=location_id,
            location_code=location_code,
            on_hand=on_hand,
            reserved=reserved,
            available=available,
            safety_stock=safety_stock,
            backorder_limit=backorder_limit,
            reorder_point=reorder_point,
            reorder_quantity=reorder_quantity,
            version=version,
            created_at=created_at,
            updated_at=updated_at,
        )

        stock_level.additional_properties = d
        return stock_level

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

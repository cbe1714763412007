from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="StockLevelPatch")


@_attrs_define
class StockLevelPatch:
    """Settings of a level; its numbers change by movements alone."""

    safety_stock: int | Unset = UNSET
    """ Units to hold back, which are never promised to an order. """
    backorder_limit: int | Unset = UNSET
    """ Units that may be promised beyond those on the shelf. """
    reorder_point: int | None | Unset = UNSET
    """ Buy more at so many units or fewer; null: never. """
    reorder_quantity: int | None | Unset = UNSET
    """ How many units to buy then; null: nobody said. """

    def to_dict(self) -> dict[str, Any]:
        safety_stock = self.safety_stock

        backorder_limit = self.backorder_limit

        reorder_point: int | None | Unset
        if isinstance(self.reorder_point, Unset):
            reorder_point = UNSET
        else:
            reorder_point = self.reorder_point

        reorder_quantity: int | None | Unset
        if isinstance(self.reorder_quantity, Unset):
            reorder_quantity = UNSET
        else:
            reorder_quantity = self.reorder_quantity

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if safety_stock is not UNSET:
            field_dict["safety_stock"] = safety_stock
        if backorder_limit is not UNSET:
            field_dict["backorder_limit"] = backorder_limit
        if reorder_point is not UNSET:
            field_dict["reorder_point"] = reorder_point
        if reorder_quantity is not UNSET:
            field_dict["reorder_quantity"] = reorder_quantity

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        safety_stock = d.pop("safety_stock", UNSET)

        backorder_limit = d.pop("backorder_limit", UNSET)

        def _parse_reorder_point(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        reorder_point = _parse_reorder_point(d.pop("reorder_point", UNSET))

        def _parse_reorder_quantity(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        reorder_quantity = _parse_reorder_quantity(d.pop("reorder_quantity", UNSET))

        stock_level_patch = cls(
            safety_stock=safety_stock,
            backorder_limit=backorder_limit,
            reorder_point=reorder_point,
            reorder_quantity=reorder_quantity,
        )

        return stock_level_patch

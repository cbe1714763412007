from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.allocation import Allocation
    from ..models.variant import Variant


T = TypeVar("T", bound="OrderLine")


@_attrs_define
class OrderLine:
    """What was bought, as the catalogue had it then."""

    id: UUID
    """ A UUIDv7: ids are in the order in which resources were created. """
    position: int
    """ Number of the line within the order, from 1. """
    variant_id: UUID
    """ Id of the variant that was bought. """
    sku: str
    """ SKU of the variant when it was bought. """
    title: str
    """ Title of product and variant when it was bought. """
    quantity: int
    """ Units that were bought. """
    unit_price_minor: int
    """ Price of one unit when it was bought, in minor units. """
    subtotal_minor: int
    """ Quantity times unit price, in minor units. """
    tax_minor: int
    """ Tax of the line, in minor units. """
    total_minor: int
    """ Subtotal and tax, in minor units. """
    fulfilled: int
    """ Units that were shipped. """
    cancelled: int
    """ Units that were cancelled. """
    allocations: list[Allocation]
    """ Where the units of the line come from. """
    variant: Variant | Unset = UNSET
    """ What is sold: one SKU, perhaps one GTIN. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        position = self.position

        variant_id = str(self.variant_id)

        sku = self.sku

        title = self.title

        quantity = self.quantity

        unit_price_minor = self.unit_price_minor

        subtotal_minor = self.subtotal_minor

        tax_minor = self.tax_minor

        total_minor = self.total_minor

        fulfilled = self.fulfilled

        cancelled = self.cancelled

        allocations = []
        for allocations_item_data in self.allocations:
            allocations_item = allocations_item_data.to_dict()
            allocations.append(allocations_item)

        variant: dict[str, Any] | Unset = UNSET
        if not isinstance(self.variant, Unset):
            variant = self.variant.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "position": position,
                "variant_id": variant_id,
                "sku": sku,
                "title": title,
                "quantity": quantity,
                "unit_price_minor": unit_price_minor,
                "subtotal_minor": subtotal_minor,
                "tax_minor": tax_minor,
                "total_minor": total_minor,
                "fulfilled": fulfilled,
                "cancelled": cancelled,
                "allocations": allocations,
            }
        )
        if variant is not UNSET:
            field_dict["variant"] = variant

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.allocation import Allocation  # noqa: PLC0415
        from ..models.variant import Variant  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        position = d.pop("position")

        variant_id = UUID(d.pop("variant_id"))

        sku = d.pop("sku")

        title = d.pop("title")

        quantity = d.pop("quantity")

        unit_price_minor = d.pop("unit_price_minor")

        subtotal_minor = d.pop("subtotal_minor")

        tax_minor = d.pop("tax_minor")

        total_minor = d.pop("total_minor")

        fulfilled = d.pop("fulfilled")

        cancelled = d.pop("cancelled")

        allocations = []
        _allocations = d.pop("allocations")
        for allocations_item_data in _allocations:
            allocations_item = Allocation.from_dict(allocations_item_data)

            allocations.append(allocations_item)

        _variant = d.pop("variant", UNSET)
        variant: Variant | Unset
        if isinstance(_variant, Unset):
            variant = UNSET
        else:
            variant = Variant.from_dict(_variant)

        order_line = cls(
            id=id,
            position=position,
            variant_id=variant_id,
            sku=sku,
            title=title,
            quantity=quantity,
            unit_price_minor=unit_price_minor,
            subtotal_minor=subtotal_minor,
            tax_minor=tax_minor,
            total_minor=total_minor,
            fulfilled=fulfilled,
            cancelled=cancelled,
            allocations=allocations,
            variant=variant,
        )

        order_line.additional_properties = d
        return order_line

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

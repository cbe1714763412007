from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    Literal,
    TypeVar,
    cast,
)
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.book_product import BookProduct
    from ..models.general_product import GeneralProduct
    from ..models.other_product import OtherProduct


T = TypeVar("T", bound="ProductUpdatedEvent")


@_attrs_define
class ProductUpdatedEvent:
    """A product, or one of its variants, was changed."""

    id: UUID
    """ Names the event; the same whenever it is sent again. """
    occurred_at: datetime.datetime
    """ When it happened, in UTC. """
    resource_version: int
    """ Version of the resource: an event with a lower one is older. """
    type_: Literal["product.updated"]
    """ What happened, for programs to branch on. """
    data: BookProduct | GeneralProduct | OtherProduct
    """ What a shopper sees, with the variants that are sold of it. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.book_product import BookProduct  # noqa: PLC0415
        from ..models.general_product import GeneralProduct  # noqa: PLC0415

        id = str(self.id)

        occurred_at = self.occurred_at.isoformat()

        resource_version = self.resource_version

        type_ = self.type_

        data: dict[str, Any]
        if isinstance(self.data, BookProduct):
            data = self.data.to_dict()
        elif isinstance(self.data, GeneralProduct):
            data = self.data.to_dict()
        else:
            data = self.data.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "occurred_at": occurred_at,
                "resource_version": resource_version,
                "type": type_,
                "data": data,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.book_product import BookProduct  # noqa: PLC0415
        from ..models.general_product import GeneralProduct  # noqa: PLC0415
        from ..models.other_product import OtherProduct  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        occurred_at = datetime.datetime.fromisoformat(d.pop("occurred_at"))

        resource_version = d.pop("resource_version")

        type_ = cast(Literal["product.updated"], d.pop("type"))
        if type_ != "product.updated":
            raise ValueError(f"type must match const 'product.updated', got '{type_}'")

        def _parse_data(data: object) -> BookProduct | GeneralProduct | OtherProduct:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_product_type_0 = BookProduct.from_dict(data)

                return componentsschemas_product_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_product_type_1 = GeneralProduct.from_dict(data)

                return componentsschemas_product_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            componentsschemas_product_type_2 = OtherProduct.from_dict(data)

            return componentsschemas_product_type_2

        data = _parse_data(d.pop("data"))

        product_updated_event = cls(
            id=id,
            occurred_at=occurred_at,
            resource_version=resource_version,
            type_=type_,
            data=data,
        )

        product_updated_event.additional_properties = d
        return product_updated_event

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

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.product_status import ProductStatus, check_product_status

if TYPE_CHECKING:
    from ..models.attributes import Attributes
    from ..models.variant import Variant


T = TypeVar("T", bound="OtherProduct")


@_attrs_define
class OtherProduct:
    """What a shopper sees, with the variants that are sold of it; its kind is one of the account's own."""

    id: UUID
    """ A UUIDv7: ids are in the order in which resources were created. """
    kind: str
    """ Code of the product kind, which decides what attributes there are. """
    title: str
    """ What a shopper reads first, such as the title of a book. """
    description: None | str
    """ What a shopper reads next; null: there is no description. """
    status: ProductStatus
    """ Whether a product is on sale: only what is `active` can be ordered. """
    external_ref: None | str
    """ The merchant's own key for the product, unique in the account; null: none. """
    attributes: Attributes
    """ Facts about a product, as its kind's JSON Schema has them. """
    variants: list[Variant]
    """ What is sold of the product. """
    version: int
    """ Counts the changes; the ETag is this number in quotes. """
    created_at: datetime.datetime
    """ When it was created, in UTC. """
    updated_at: datetime.datetime
    """ When it last changed, in UTC. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        kind = self.kind

        title = self.title

        description: None | str
        description = self.description

        status: str = self.status

        external_ref: None | str
        external_ref = self.external_ref

        attributes = self.attributes.to_dict()

        variants = []
        for variants_item_data in self.variants:
            variants_item = variants_item_data.to_dict()
            variants.append(variants_item)

        version = self.version

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "kind": kind,
                "title": title,
                "description": description,
                "status": status,
                "external_ref": external_ref,
                "attributes": attributes,
                "variants": variants,
                "version": version,
                "created_at": created_at,
                "updated_at": updated_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.attributes import Attributes  # noqa: PLC0415
        from ..models.variant import Variant  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        kind = d.pop("kind")

        title = d.pop("title")

        def _parse_description(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        description = _parse_description(d.pop("description"))

        status = check_product_status(d.pop("status"))

        def _parse_external_ref(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        external_ref = _parse_external_ref(d.pop("external_ref"))

        attributes = Attributes.from_dict(d.pop("attributes"))

        variants = []
        _variants = d.pop("variants")
        for variants_item_data in _variants:
            variants_item = Variant.from_dict(variants_item_data)

            variants.append(variants_item)

        version = d.pop("version")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        other_product = cls(
            id=id,
            kind=kind,
            title=title,
            description=description,
            status=status,
            external_ref=external_ref,
            attributes=attributes,
            variants=variants,
            version=version,
            created_at=created_at,
            updated_at=updated_at,
        )

        other_product.additional_properties = d
        return other_product

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

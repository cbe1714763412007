from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.product_status import ProductStatus, check_product_status
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.attributes import Attributes
    from ..models.variant_create import VariantCreate


T = TypeVar("T", bound="OtherProductCreate")


@_attrs_define
class OtherProductCreate:
    """A product to show, with the variants to sell; its kind is one of the account's own."""

    kind: str
    """ Code of the product kind. """
    title: str
    """ What a shopper reads first, such as the title of a book. """
    description: None | str | Unset = UNSET
    """ What a shopper reads next; null: there is no description. """
    status: ProductStatus | Unset = UNSET
    """ Whether a product is on sale: only what is `active` can be ordered. """
    external_ref: None | str | Unset = UNSET
    """ The merchant's own key for the product, unique in the account; null: none. """
    attributes: Attributes | Unset = UNSET
    """ Facts about a product, as its kind's JSON Schema has them. """
    variants: list[VariantCreate] | Unset = UNSET
    """ What is sold of the product; more can be added later. """

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind

        title = self.title

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        status: str | Unset = UNSET
        if not isinstance(self.status, Unset):
            status = self.status

        external_ref: None | str | Unset
        if isinstance(self.external_ref, Unset):
            external_ref = UNSET
        else:
            external_ref = self.external_ref

        attributes: dict[str, Any] | Unset = UNSET
        if not isinstance(self.attributes, Unset):
            attributes = self.attributes.to_dict()

        variants: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.variants, Unset):
            variants = []
            for variants_item_data in self.variants:
                variants_item = variants_item_data.to_dict()
                variants.append(variants_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "title": title,
            }
        )
        if description is not UNSET:
            field_dict["description"] = description
        if status is not UNSET:
            field_dict["status"] = status
        if external_ref is not UNSET:
            field_dict["external_ref"] = external_ref
        if attributes is not UNSET:
            field_dict["attributes"] = attributes
        if variants is not UNSET:
            field_dict["variants"] = variants

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.attributes import Attributes  # noqa: PLC0415
        from ..models.variant_create import VariantCreate  # noqa: PLC0415

        d = dict(src_dict)
        kind = d.pop("kind")

        title = d.pop("title")

        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

        _status = d.pop("status", UNSET)
        status: ProductStatus | Unset
        if isinstance(_status, Unset):
            status = UNSET
        else:
            status = check_product_status(_status)

        def _parse_external_ref(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        external_ref = _parse_external_ref(d.pop("external_ref", UNSET))

        _attributes = d.pop("attributes", UNSET)
        attributes: Attributes | Unset
        if isinstance(_attributes, Unset):
            attributes = UNSET
        else:
            attributes = Attributes.from_dict(_attributes)

        _variants = d.pop("variants", UNSET)
        variants: list[VariantCreate] | Unset = UNSET
        if _variants is not UNSET:
            variants = []
            for variants_item_data in _variants:
                variants_item = VariantCreate.from_dict(variants_item_data)

                variants.append(variants_item)

        other_product_create = cls(
            kind=kind,
            title=title,
            description=description,
            status=status,
            external_ref=external_ref,
            attributes=attributes,
            variants=variants,
        )

        return other_product_create

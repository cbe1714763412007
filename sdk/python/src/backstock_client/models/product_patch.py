from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.product_status import ProductStatus, check_product_status
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.book_attributes import BookAttributes
    from ..models.general_attributes import GeneralAttributes


T = TypeVar("T", bound="ProductPatch")


@_attrs_define
class ProductPatch:
    """What of a product may change."""

    kind: str | Unset = UNSET
    """ Code of the product kind. """
    title: str | Unset = UNSET
    """ What a shopper reads first, such as the title of a book. """
    description: None | str | Unset = UNSET
    """ What a shopper reads next; null: there is no description. """
    status: ProductStatus | Unset = UNSET
    """ Whether a product is on sale: only what is `active` can be ordered. """
    external_ref: None | str | Unset = UNSET
    """ The merchant's own key for the product, unique in the account; null: none. """
    attributes: BookAttributes | GeneralAttributes | Unset = UNSET
    """ All attributes; they replace those there are. """

    def to_dict(self) -> dict[str, Any]:
        from ..models.book_attributes import BookAttributes  # noqa: PLC0415

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

        attributes: dict[str, Any] | Unset
        if isinstance(self.attributes, Unset):
            attributes = UNSET
        elif isinstance(self.attributes, BookAttributes):
            attributes = self.attributes.to_dict()
        else:
            attributes = self.attributes.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if kind is not UNSET:
            field_dict["kind"] = kind
        if title is not UNSET:
            field_dict["title"] = title
        if description is not UNSET:
            field_dict["description"] = description
        if status is not UNSET:
            field_dict["status"] = status
        if external_ref is not UNSET:
            field_dict["external_ref"] = external_ref
        if attributes is not UNSET:
            field_dict["attributes"] = attributes

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.book_attributes import BookAttributes  # noqa: PLC0415
        from ..models.general_attributes import GeneralAttributes  # noqa: PLC0415

        d = dict(src_dict)
        kind = d.pop("kind", UNSET)

        title = d.pop("title", UNSET)

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

        def _parse_attributes(data: object) -> BookAttributes | GeneralAttributes | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                attributes_type_0 = BookAttributes.from_dict(data)

                return attributes_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            attributes_type_1 = GeneralAttributes.from_dict(data)

            return attributes_type_1

        attributes = _parse_attributes(d.pop("attributes", UNSET))

        product_patch = cls(
            kind=kind,
            title=title,
            description=description,
            status=status,
            external_ref=external_ref,
            attributes=attributes,
        )

        return product_patch

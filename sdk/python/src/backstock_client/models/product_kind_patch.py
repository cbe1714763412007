from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.json_schema import JsonSchema


T = TypeVar("T", bound="ProductKindPatch")


@_attrs_define
class ProductKindPatch:
    """What of a product kind may change."""

    title: str | Unset = UNSET
    """ What people call the kind. """
    json_schema: JsonSchema | Unset = UNSET
    """ A JSON Schema (draft 2020-12) that attributes have to fit. """

    def to_dict(self) -> dict[str, Any]:
        title = self.title

        json_schema: dict[str, Any] | Unset = UNSET
        if not isinstance(self.json_schema, Unset):
            json_schema = self.json_schema.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if title is not UNSET:
            field_dict["title"] = title
        if json_schema is not UNSET:
            field_dict["json_schema"] = json_schema

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.json_schema import JsonSchema  # noqa: PLC0415

        d = dict(src_dict)
        title = d.pop("title", UNSET)

        _json_schema = d.pop("json_schema", UNSET)
        json_schema: JsonSchema | Unset
        if isinstance(_json_schema, Unset):
            json_schema = UNSET
        else:
            json_schema = JsonSchema.from_dict(_json_schema)

        product_kind_patch = cls(
            title=title,
            json_schema=json_schema,
        )

        return product_kind_patch

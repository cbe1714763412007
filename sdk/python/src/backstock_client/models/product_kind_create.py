from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.json_schema import JsonSchema


T = TypeVar("T", bound="ProductKindCreate")


@_attrs_define
class ProductKindCreate:
    """A product kind of the account's own."""

    code: str
    """ How products name the kind. """
    title: str
    """ What people call the kind. """
    json_schema: JsonSchema
    """ A JSON Schema (draft 2020-12) that attributes have to fit. """

    def to_dict(self) -> dict[str, Any]:
        code = self.code

        title = self.title

        json_schema = self.json_schema.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "code": code,
                "title": title,
                "json_schema": json_schema,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.json_schema import JsonSchema  # noqa: PLC0415

        d = dict(src_dict)
        code = d.pop("code")

        title = d.pop("title")

        json_schema = JsonSchema.from_dict(d.pop("json_schema"))

        product_kind_create = cls(
            code=code,
            title=title,
            json_schema=json_schema,
        )

        return product_kind_create

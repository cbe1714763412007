from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.json_schema import JsonSchema


T = TypeVar("T", bound="ProductKind")


@_attrs_define
class ProductKind:
    """A JSON Schema that the attributes of its products satisfy."""

    id: UUID
    """ A UUIDv7: ids are in the order in which resources were created. """
    code: str
    """ How products name the kind; unique within the account. """
    title: str
    """ What people call the kind. """
    json_schema: JsonSchema
    """ A JSON Schema (draft 2020-12) that attributes have to fit. """
    is_built_in: bool
    """ Whether the kind came with Backstock and cannot be changed. """
    version: int
    """ Counts the changes; the ETag is this number in quotes. """
    created_at: datetime.datetime
    """ When it was created, in UTC. """
    updated_at: datetime.datetime
    """ When it last changed, in UTC. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        code = self.code

        title = self.title

        json_schema = self.json_schema.to_dict()

        is_built_in = self.is_built_in

        version = self.version

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "code": code,
                "title": title,
                "json_schema": json_schema,
                "is_built_in": is_built_in,
                "version": version,
                "created_at": created_at,
                "updated_at": updated_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.json_schema import JsonSchema  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        code = d.pop("code")

        title = d.pop("title")

        json_schema = JsonSchema.from_dict(d.pop("json_schema"))

        is_built_in = d.pop("is_built_in")

        version = d.pop("version")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        product_kind = cls(
            id=id,
            code=code,
            title=title,
            json_schema=json_schema,
            is_built_in=is_built_in,
            version=version,
            created_at=created_at,
            updated_at=updated_at,
        )

        product_kind.additional_properties = d
        return product_kind

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

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
    from ..models.fulfilment import Fulfilment


T = TypeVar("T", bound="FulfilmentShippedEvent")


@_attrs_define
class FulfilmentShippedEvent:
    """A parcel left a location."""

    id: UUID
    """ Names the event; the same whenever it is sent again. """
    occurred_at: datetime.datetime
    """ When it happened, in UTC. """
    resource_version: int
    """ Version of the resource: an event with a lower one is older. """
    type_: Literal["fulfilment.shipped"]
    """ What happened, for programs to branch on. """
    data: Fulfilment
    """ A parcel that left a location. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        occurred_at = self.occurred_at.isoformat()

        resource_version = self.resource_version

        type_ = self.type_

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
        from ..models.fulfilment import Fulfilment  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        occurred_at = datetime.datetime.fromisoformat(d.pop("occurred_at"))

        resource_version = d.pop("resource_version")

        type_ = cast(Literal["fulfilment.shipped"], d.pop("type"))
        if type_ != "fulfilment.shipped":
            raise ValueError(f"type must match const 'fulfilment.shipped', got '{type_}'")

        data = Fulfilment.from_dict(d.pop("data"))

        fulfilment_shipped_event = cls(
            id=id,
            occurred_at=occurred_at,
            resource_version=resource_version,
            type_=type_,
            data=data,
        )

        fulfilment_shipped_event.additional_properties = d
        return fulfilment_shipped_event

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

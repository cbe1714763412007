from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.movement_kind import MovementKind, check_movement_kind

T = TypeVar("T", bound="StockMovement")


@_attrs_define
class StockMovement:
    """One row of the ledger, with what moved and where."""

    id: UUID
    """ A UUIDv7: ids are in the order in which resources were created. """
    sequence: int
    """ Number of the movement within its level, from 1 and without a gap. """
    kind: MovementKind
    """ Why the numbers of a stock level changed. """
    delta_on_hand: int
    """ Units that came to the shelf; negative: that left it. """
    delta_reserved: int
    """ Units that were promised; negative: promises that ended. """
    on_hand_after: int
    """ Units on the shelf after the movement. """
    reserved_after: int
    """ Units promised after the movement. """
    reference: None | str
    """ What the movement belongs to, e.g. an order's number; null: nothing. """
    reason: None | str
    """ Why, in the words of whoever did it; null: nobody said. """
    actor: str
    """ Who did it: `user:` or `api_key:` and an id, or `system`. """
    occurred_at: datetime.datetime
    """ When it happened in the world, in UTC. """
    stock_level_id: UUID
    """ Id of the stock level that changed. """
    sku: str
    """ SKU of the variant that is counted. """
    variant_id: UUID
    """ Id of the variant that moved. """
    location_id: UUID
    """ Id of the location where the units are. """
    created_at: datetime.datetime
    """ When it was created, in UTC. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        sequence = self.sequence

        kind: str = self.kind

        delta_on_hand = self.delta_on_hand

        delta_reserved = self.delta_reserved

        on_hand_after = self.on_hand_after

        reserved_after = self.reserved_after

        reference: None | str
        reference = self.reference

        reason: None | str
        reason = self.reason

        actor = self.actor

        occurred_at = self.occurred_at.isoformat()

        stock_level_id = str(self.stock_level_id)

        sku = self.sku

        variant_id = str(self.variant_id)

        location_id = str(self.location_id)

        created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "sequence": sequence,
                "kind": kind,
                "delta_on_hand": delta_on_hand,
                "delta_reserved": delta_reserved,
                "on_hand_after": on_hand_after,
                "reserved_after": reserved_after,
                "reference": reference,
                "reason": reason,
                "actor": actor,
                "occurred_at": occurred_at,
                "stock_level_id": stock_level_id,
                "sku": sku,
                "variant_id": variant_id,
                "location_id": location_id,
                "created_at": created_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        sequence = d.pop("sequence")

        kind = check_movement_kind(d.pop("kind"))

        delta_on_hand = d.pop("delta_on_hand")

        delta_reserved = d.pop("delta_reserved")

        on_hand_after = d.pop("on_hand_after")

        reserved_after = d.pop("reserved_after")

        def _parse_reference(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        reference = _parse_reference(d.pop("reference"))

        def _parse_reason(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        reason = _parse_reason(d.pop("reason"))

        actor = d.pop("actor")

        occurred_at = datetime.datetime.fromisoformat(d.pop("occurred_at"))

        stock_level_id = UUID(d.pop("stock_level_id"))

        sku = d.pop("sku")

        variant_id = UUID(d.pop("variant_id"))

        location_id = UUID(d.pop("location_id"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        stock_movement = cls(
            id=id,
            sequence=sequence,
            kind=kind,
            delta_on_hand=delta_on_hand,
            delta_reserved=delta_reserved,
            on_hand_after=on_hand_after,
            reserved_after=reserved_after,
            reference=reference,
            reason=reason,
            actor=actor,
            occurred_at=occurred_at,
            stock_level_id=stock_level_id,
            sku=sku,
            variant_id=variant_id,
            location_id=location_id,
            created_at=created_at,
        )

        stock_movement.additional_properties = d
        return stock_movement

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

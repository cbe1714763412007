from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.recordable_kind import RecordableKind, check_recordable_kind
from ..types import UNSET, Unset

T = TypeVar("T", bound="StockMovementCreate")


@_attrs_define
class StockMovementCreate:
    """Goods that came in, or a count that is corrected."""

    kind: RecordableKind
    """ Movements that a caller may record: `received` adds units, `adjusted` corrects a count. """
    sku: str
    """ SKU of the variant that is counted. """
    location_id: UUID
    """ Id of the location where the units are. """
    quantity: int
    """ Units to add; negative: to take away. """
    expected_on_hand: int | Unset = UNSET
    """ Move only if exactly so many units are on hand now. """
    reference: None | str | Unset = UNSET
    """ What the movement belongs to, e.g. an order's number; null: nothing. """
    reason: None | str | Unset = UNSET
    """ Why, in the words of whoever did it; null: nobody said. """
    occurred_at: datetime.datetime | Unset = UNSET
    """ When it happened in the world, in UTC. """

    def to_dict(self) -> dict[str, Any]:
        kind: str = self.kind

        sku = self.sku

        location_id = str(self.location_id)

        quantity = self.quantity

        expected_on_hand = self.expected_on_hand

        reference: None | str | Unset
        if isinstance(self.reference, Unset):
            reference = UNSET
        else:
            reference = self.reference

        reason: None | str | Unset
        if isinstance(self.reason, Unset):
            reason = UNSET
        else:
            reason = self.reason

        occurred_at: str | Unset = UNSET
        if not isinstance(self.occurred_at, Unset):
            occurred_at = self.occurred_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "sku": sku,
                "location_id": location_id,
                "quantity": quantity,
            }
        )
        if expected_on_hand is not UNSET:
            field_dict["expected_on_hand"] = expected_on_hand
        if reference is not UNSET:
            field_dict["reference"] = reference
        if reason is not UNSET:
            field_dict["reason"] = reason
        if occurred_at is not UNSET:
            field_dict["occurred_at"] = occurred_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = check_recordable_kind(d.pop("kind"))

        sku = d.pop("sku")

        location_id = UUID(d.pop("location_id"))

        quantity = d.pop("quantity")

        expected_on_hand = d.pop("expected_on_hand", UNSET)

        def _parse_reference(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        reference = _parse_reference(d.pop("reference", UNSET))

        def _parse_reason(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        reason = _parse_reason(d.pop("reason", UNSET))

        _occurred_at = d.pop("occurred_at", UNSET)
        occurred_at: datetime.datetime | Unset
        if isinstance(_occurred_at, Unset):
            occurred_at = UNSET
        else:
            occurred_at = datetime.datetime.fromisoformat(_occurred_at)

        stock_movement_create = cls(
            kind=kind,
            sku=sku,
            location_id=location_id,
            quantity=quantity,
            expected_on_hand=expected_on_hand,
            reference=reference,
            reason=reason,
            occurred_at=occurred_at,
        )

        return stock_movement_create

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.available_sum import AvailableSum
    from ..models.ledger_row import LedgerRow
    from ..models.movement_sum import MovementSum
    from ..models.open_reservation import OpenReservation
    from ..models.stock_level import StockLevel


T = TypeVar("T", bound="StockExplanation")


@_attrs_define
class StockExplanation:
    """Why a level shows the numbers it shows."""

    level: StockLevel
    """ Units of one variant at one location, and how they are promised. """
    available: AvailableSum
    """ How `available` comes about: on_hand - reserved - safety_stock. """
    movements_by_kind: list[MovementSum]
    """ All movements, summed up by kind: they make up the numbers. """
    latest_movements: list[LedgerRow]
    """ The latest 50 movements, newest first. """
    open_reservations: list[OpenReservation]
    """ The oldest 50 open promises, which make up `reserved`. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        level = self.level.to_dict()

        available = self.available.to_dict()

        movements_by_kind = []
        for movements_by_kind_item_data in self.movements_by_kind:
            movements_by_kind_item = movements_by_kind_item_data.to_dict()
            movements_by_kind.append(movements_by_kind_item)

        latest_movements = []
        for latest_movements_item_data in self.latest_movements:
            latest_movements_item = latest_movements_item_data.to_dict()
            latest_movements.append(latest_movements_item)

        open_reservations = []
        for open_reservations_item_data in self.open_reservations:
            open_reservations_item = open_reservations_item_data.to_dict()
            open_reservations.append(open_reservations_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "level": level,
                "available": available,
                "movements_by_kind": movements_by_kind,
                "latest_movements": latest_movements,
                "open_reservations": open_reservations,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.available_sum import AvailableSum  # noqa: PLC0415
        from ..models.ledger_row import LedgerRow  # noqa: PLC0415
        from ..models.movement_sum import MovementSum  # noqa: PLC0415
        from ..models.open_reservation import OpenReservation  # noqa: PLC0415
        from ..models.stock_level import StockLevel  # noqa: PLC0415

        d = dict(src_dict)
        level = StockLevel.from_dict(d.pop("level"))

        available = AvailableSum.from_dict(d.pop("available"))

        movements_by_kind = []
        _movements_by_kind = d.pop("movements_by_kind")
        for movements_by_kind_item_data in _movements_by_kind:
            movements_by_kind_item = MovementSum.from_dict(movements_by_kind_item_data)

            movements_by_kind.append(movements_by_kind_item)

        latest_movements = []
        _latest_movements = d.pop("latest_movements")
        for latest_movements_item_data in _latest_movements:
            latest_movements_item = LedgerRow.from_dict(latest_movements_item_data)

            latest_movements.append(latest_movements_item)

        open_reservations = []
        _open_reservations = d.pop("open_reservations")
        for open_reservations_item_data in _open_reservations:
            open_reservations_item = OpenReservation.from_dict(open_reservations_item_data)

            open_reservations.append(open_reservations_item)

        stock_explanation = cls(
            level=level,
            available=available,
            movements_by_kind=movements_by_kind,
            latest_movements=latest_movements,
            open_reservations=open_reservations,
        )

        stock_explanation.additional_properties = d
        return stock_explanation

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

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.difference import Difference


T = TypeVar("T", bound="Verification")


@_attrs_define
class Verification:
    """The proof that every unit is accounted for."""

    ok: bool
    """ Whether everything adds up. """
    levels_checked: int
    """ How many stock levels were checked. """
    movements_checked: int
    """ How many rows of the ledger were checked. """
    differences: list[Difference]
    """ Up to 100 numbers that do not follow from the ledger. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        ok = self.ok

        levels_checked = self.levels_checked

        movements_checked = self.movements_checked

        differences = []
        for differences_item_data in self.differences:
            differences_item = differences_item_data.to_dict()
            differences.append(differences_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "ok": ok,
                "levels_checked": levels_checked,
                "movements_checked": movements_checked,
                "differences": differences,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.difference import Difference  # noqa: PLC0415

        d = dict(src_dict)
        ok = d.pop("ok")

        levels_checked = d.pop("levels_checked")

        movements_checked = d.pop("movements_checked")

        differences = []
        _differences = d.pop("differences")
        for differences_item_data in _differences:
            differences_item = Difference.from_dict(differences_item_data)

            differences.append(differences_item)

        verification = cls(
            ok=ok,
            levels_checked=levels_checked,
            movements_checked=movements_checked,
            differences=differences,
        )

        verification.additional_properties = d
        return verification

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

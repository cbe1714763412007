from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.book_check import BookCheck, check_book_check

T = TypeVar("T", bound="Difference")


@_attrs_define
class Difference:
    """One number that does not follow from the ledger."""

    stock_level_id: UUID
    """ Id of the stock level. """
    sku: str
    """ SKU of the variant that is counted. """
    check: BookCheck
    """ A rule that the numbers of a level and its ledger must keep. """
    detail: str
    """ What should be so, for people. """
    expected: int
    """ The number that follows from the ledger. """
    actual: int
    """ The number that is there. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        stock_level_id = str(self.stock_level_id)

        sku = self.sku

        check: str = self.check

        detail = self.detail

        expected = self.expected

        actual = self.actual

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "stock_level_id": stock_level_id,
                "sku": sku,
                "check": check,
                "detail": detail,
                "expected": expected,
                "actual": actual,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        stock_level_id = UUID(d.pop("stock_level_id"))

        sku = d.pop("sku")

        check = check_book_check(d.pop("check"))

        detail = d.pop("detail")

        expected = d.pop("expected")

        actual = d.pop("actual")

        difference = cls(
            stock_level_id=stock_level_id,
            sku=sku,
            check=check,
            detail=detail,
            expected=expected,
            actual=actual,
        )

        difference.additional_properties = d
        return difference

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

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.request_part import RequestPart, check_request_part

T = TypeVar("T", bound="FieldError")


@_attrs_define
class FieldError:
    """One wrong place of a request, and what is wrong with it."""

    in_: RequestPart
    """ Part of a request that something can be wrong with. """
    pointer: str
    """ JSON Pointer (RFC 6901) to the place within that part. """
    code: str
    """ What is wrong, for programs to branch on. """
    detail: str
    """ What is wrong and what would be right, for people. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        in_: str = self.in_

        pointer = self.pointer

        code = self.code

        detail = self.detail

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "in": in_,
                "pointer": pointer,
                "code": code,
                "detail": detail,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        in_ = check_request_part(d.pop("in"))

        pointer = d.pop("pointer")

        code = d.pop("code")

        detail = d.pop("detail")

        field_error = cls(
            in_=in_,
            pointer=pointer,
            code=code,
            detail=detail,
        )

        field_error.additional_properties = d
        return field_error

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

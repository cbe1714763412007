from __future__ import annotations

from collections.abc import Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    Literal,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.scope_not_held_details import ScopeNotHeldDetails


T = TypeVar("T", bound="ScopeNotHeldProblem")


@_attrs_define
class ScopeNotHeldProblem:
    """Nobody lets others do more than they may do themselves."""

    type_: str
    """ Address of a page about this error and its remedy. """
    title: str
    """ The same sentence for every occurrence of this error. """
    status: Literal[403]
    """ The status code of the answer, repeated. """
    detail: str
    """ What happened this time, for people. """
    instance: str
    """ This occurrence; holds the request's id. """
    code: Literal["scope-not-held"]
    """ The name of the error, for programs to branch on. """
    request_id: str
    """ Names the request in our logs; send it when you ask for help. """
    details: ScopeNotHeldDetails
    """ What the caller may not do, and so not let others do. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        title = self.title

        status = self.status

        detail = self.detail

        instance = self.instance

        code = self.code

        request_id = self.request_id

        details = self.details.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "title": title,
                "status": status,
                "detail": detail,
                "instance": instance,
                "code": code,
                "request_id": request_id,
                "details": details,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.scope_not_held_details import ScopeNotHeldDetails  # noqa: PLC0415

        d = dict(src_dict)
        type_ = d.pop("type")

        title = d.pop("title")

        status = cast(Literal[403], d.pop("status"))
        if status != 403:
            raise ValueError(f"status must match const 403, got '{status}'")

        detail = d.pop("detail")

        instance = d.pop("instance")

        code = cast(Literal["scope-not-held"], d.pop("code"))
        if code != "scope-not-held":
            raise ValueError(f"code must match const 'scope-not-held', got '{code}'")

        request_id = d.pop("request_id")

        details = ScopeNotHeldDetails.from_dict(d.pop("details"))

        scope_not_held_problem = cls(
            type_=type_,
            title=title,
            status=status,
            detail=detail,
            instance=instance,
            code=code,
            request_id=request_id,
            details=details,
        )

        scope_not_held_problem.additional_properties = d
        return scope_not_held_problem

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

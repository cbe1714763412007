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
    from ..models.rate_limited_details import RateLimitedDetails


T = TypeVar("T", bound="RateLimitedProblem")


@_attrs_define
class RateLimitedProblem:
    """More was asked for in a minute than the limit allows; nothing was changed."""

    type_: str
    """ Address of a page about this error and its remedy. """
    title: str
    """ The same sentence for every occurrence of this error. """
    status: Literal[429]
    """ The status code of the answer, repeated. """
    detail: str
    """ What happened this time, for people. """
    instance: str
    """ This occurrence; holds the request's id. """
    code: Literal["rate-limited"]
    """ The name of the error, for programs to branch on. """
    request_id: str
    """ Names the request in our logs; send it when you ask for help. """
    details: RateLimitedDetails
    """ Which limit is reached, and when it opens again. """
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
        from ..models.rate_limited_details import RateLimitedDetails  # noqa: PLC0415

        d = dict(src_dict)
        type_ = d.pop("type")

        title = d.pop("title")

        status = cast(Literal[429], d.pop("status"))
        if status != 429:
            raise ValueError(f"status must match const 429, got '{status}'")

        detail = d.pop("detail")

        instance = d.pop("instance")

        code = cast(Literal["rate-limited"], d.pop("code"))
        if code != "rate-limited":
            raise ValueError(f"code must match const 'rate-limited', got '{code}'")

        request_id = d.pop("request_id")

        details = RateLimitedDetails.from_dict(d.pop("details"))

        rate_limited_problem = cls(
            type_=type_,
            title=title,
            status=status,
            detail=detail,
            instance=instance,
            code=code,
            request_id=request_id,
            details=details,
        )

        rate_limited_problem.additional_properties = d
        return rate_limited_problem

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

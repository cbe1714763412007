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
    from ..models.field_error import FieldError
    from ..models.no_details import NoDetails


T = TypeVar("T", bound="ExpiryPassedProblem")


@_attrs_define
class ExpiryPassedProblem:
    """The key would have expired before anybody can use it."""

    type_: str
    """ Address of a page about this error and its remedy. """
    title: str
    """ The same sentence for every occurrence of this error. """
    status: Literal[422]
    """ The status code of the answer, repeated. """
    detail: str
    """ What happened this time, for people. """
    instance: str
    """ This occurrence; holds the request's id. """
    code: Literal["expiry-passed"]
    """ The name of the error, for programs to branch on. """
    request_id: str
    """ Names the request in our logs; send it when you ask for help. """
    errors: list[FieldError]
    """ Every wrong place, with status 422. """
    details: NoDetails
    """ No facts go with this error; later versions may add some. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        title = self.title

        status = self.status

        detail = self.detail

        instance = self.instance

        code = self.code

        request_id = self.request_id

        errors = []
        for errors_item_data in self.errors:
            errors_item = errors_item_data.to_dict()
            errors.append(errors_item)

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
                "errors": errors,
                "details": details,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.field_error import FieldError  # noqa: PLC0415
        from ..models.no_details import NoDetails  # noqa: PLC0415

        d = dict(src_dict)
        type_ = d.pop("type")

        title = d.pop("title")

        status = cast(Literal[422], d.pop("status"))
        if status != 422:
            raise ValueError(f"status must match const 422, got '{status}'")

        detail = d.pop("detail")

        instance = d.pop("instance")

        code = cast(Literal["expiry-passed"], d.pop("code"))
        if code != "expiry-passed":
            raise ValueError(f"code must match const 'expiry-passed', got '{code}'")

        request_id = d.pop("request_id")

        errors = []
        _errors = d.pop("errors")
        for errors_item_data in _errors:
            errors_item = FieldError.from_dict(errors_item_data)

            errors.append(errors_item)

        details = NoDetails.from_dict(d.pop("details"))

        expiry_passed_problem = cls(
            type_=type_,
            title=title,
            status=status,
            detail=detail,
            instance=instance,
            code=code,
            request_id=request_id,
            errors=errors,
            details=details,
        )

        expiry_passed_problem.additional_properties = d
        return expiry_passed_problem

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

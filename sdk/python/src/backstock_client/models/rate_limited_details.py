from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="RateLimitedDetails")


@_attrs_define
class RateLimitedDetails:
    """Which limit is reached, and when it opens again."""

    policy: str
    """ Name of the limit, as in RateLimit-Policy. """
    limit: int
    """ Units that there are in a window. """
    window_seconds: int
    """ Seconds that a window lasts. """
    retry_after_seconds: int
    """ Seconds until the window has ended. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        policy = self.policy

        limit = self.limit

        window_seconds = self.window_seconds

        retry_after_seconds = self.retry_after_seconds

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "policy": policy,
                "limit": limit,
                "window_seconds": window_seconds,
                "retry_after_seconds": retry_after_seconds,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        policy = d.pop("policy")

        limit = d.pop("limit")

        window_seconds = d.pop("window_seconds")

        retry_after_seconds = d.pop("retry_after_seconds")

        rate_limited_details = cls(
            policy=policy,
            limit=limit,
            window_seconds=window_seconds,
            retry_after_seconds=retry_after_seconds,
        )

        rate_limited_details.additional_properties = d
        return rate_limited_details

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

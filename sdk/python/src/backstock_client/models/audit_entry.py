from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.field_change import FieldChange


T = TypeVar("T", bound="AuditEntry")


@_attrs_define
class AuditEntry:
    """One change that somebody made; entries never change."""

    id: UUID
    """ A UUIDv7: ids are in the order in which resources were created. """
    action: str
    """ What was done: the type of the resource, a dot, a verb. """
    resource_type: str
    """ The type of the resource it was done to. """
    resource_id: UUID
    """ Id of the resource it was done to. """
    principal: str
    """ Who did it: `user:` or `api_key:` and an id, `anonymous`, or `system`. """
    user_id: None | UUID
    """ Id of the user, or of the API key's maker; null: nobody had logged in. """
    request_id: None | str
    """ The `X-Request-Id` it was done with; null: it came by a command. """
    remote_address: None | str
    """ The IP address it was done from; null: it came by a command. """
    changes: list[FieldChange]
    """ Fields that differ; none where the action says it all. """
    created_at: datetime.datetime
    """ When it was done, in UTC. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        action = self.action

        resource_type = self.resource_type

        resource_id = str(self.resource_id)

        principal = self.principal

        user_id: None | str
        if isinstance(self.user_id, UUID):
            user_id = str(self.user_id)
        else:
            user_id = self.user_id

        request_id: None | str
        request_id = self.request_id

        remote_address: None | str
        remote_address = self.remote_address

        changes = []
        for changes_item_data in self.changes:
            changes_item = changes_item_data.to_dict()
            changes.append(changes_item)

        created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "action": action,
                "resource_type": resource_type,
                "resource_id": resource_id,
                "principal": principal,
                "user_id": user_id,
                "request_id": request_id,
                "remote_address": remote_address,
                "changes": changes,
                "created_at": created_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.field_change import FieldChange  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        action = d.pop("action")

        resource_type = d.pop("resource_type")

        resource_id = UUID(d.pop("resource_id"))

        principal = d.pop("principal")

        def _parse_user_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                user_id_type_0 = UUID(data)

                return user_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        user_id = _parse_user_id(d.pop("user_id"))

        def _parse_request_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        request_id = _parse_request_id(d.pop("request_id"))

        def _parse_remote_address(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        remote_address = _parse_remote_address(d.pop("remote_address"))

        changes = []
        _changes = d.pop("changes")
        for changes_item_data in _changes:
            changes_item = FieldChange.from_dict(changes_item_data)

            changes.append(changes_item)

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        audit_entry = cls(
            id=id,
            action=action,
            resource_type=resource_type,
            resource_id=resource_id,
            principal=principal,
            user_id=user_id,
            request_id=request_id,
            remote_address=remote_address,
            changes=changes,
            created_at=created_at,
        )

        audit_entry.additional_properties = d
        return audit_entry

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

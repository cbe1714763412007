from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.order_action import OrderAction, check_order_action
from ..models.order_status import OrderStatus, check_order_status

if TYPE_CHECKING:
    from ..models.customer_snapshot import CustomerSnapshot
    from ..models.fulfilment import Fulfilment
    from ..models.order_line import OrderLine


T = TypeVar("T", bound="Order")


@_attrs_define
class Order:
    """What one customer bought, and where it stands."""

    id: UUID
    """ A UUIDv7: ids are in the order in which resources were created. """
    number: str
    """ What people call the order; it does not tell how many orders there are. """
    status: OrderStatus
    """ Where an order stands, from waiting for payment to its last parcel. """
    allowed_actions: list[OrderAction]
    """ What can be done with the order next. """
    currency: str
    """ ISO 4217 code of every amount of the order. """
    customer: CustomerSnapshot
    """ Who bought, as said when the order was placed. """
    channel: None | str
    """ Sales channel that the order came from; null: nobody said. """
    external_ref: None | str
    """ The channel's own number of the order; null: it gave none. """
    lines: list[OrderLine]
    """ What was bought, in the order of the request. """
    fulfilments: list[Fulfilment]
    """ Parcels that left, oldest first. """
    subtotal_minor: int
    """ Sum of the lines before tax, in minor units. """
    tax_minor: int
    """ Sum of the lines' tax, in minor units. """
    total_minor: int
    """ What the customer pays, in minor units. """
    confirmed_at: datetime.datetime | None
    """ When the order was confirmed, in UTC; null: not yet. """
    shipped_at: datetime.datetime | None
    """ When the first parcel left, in UTC; null: none has. """
    completed_at: datetime.datetime | None
    """ When the last parcel left, in UTC; null: units are left to ship. """
    cancelled_at: datetime.datetime | None
    """ When the order was cancelled, in UTC; null: it was not. """
    version: int
    """ Counts the changes; the ETag is this number in quotes. """
    created_at: datetime.datetime
    """ When it was created, in UTC. """
    updated_at: datetime.datetime
    """ When it last changed, in UTC. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        number = self.number

        status: str = self.status

        allowed_actions = []
        for allowed_actions_item_data in self.allowed_actions:
            allowed_actions_item: str = allowed_actions_item_data
            allowed_actions.append(allowed_actions_item)

        currency = self.currency

        customer = self.customer.to_dict()

        channel: None | str
        channel = self.channel

        external_ref: None | str
        external_ref = self.external_ref

        lines = []
        for lines_item_data in self.lines:
            lines_item = lines_item_data.to_dict()
            lines.append(lines_item)

        fulfilments = []
        for fulfilments_item_data in self.fulfilments:
            fulfilments_item = fulfilments_item_data.to_dict()
            fulfilments.append(fulfilments_item)

        subtotal_minor = self.subtotal_minor

        tax_minor = self.tax_minor

        total_minor = self.total_minor

        confirmed_at: None | str
        if isinstance(self.confirmed_at, datetime.datetime):
            confirmed_at = self.confirmed_at.isoformat()
        else:
            confirmed_at = self.confirmed_at

        shipped_at: None | str
        if isinstance(self.shipped_at, datetime.datetime):
            shipped_at = self.shipped_at.isoformat()
        else:
            shipped_at = self.shipped_at

        completed_at: None | str
        if isinstance(self.completed_at, datetime.datetime):
            completed_at = self.completed_at.isoformat()
        else:
            completed_at = self.completed_at

        cancelled_at: None | str
        if isinstance(self.cancelled_at, datetime.datetime):
            cancelled_at = self.cancelled_at.isoformat()
        else:
            cancelled_at = self.cancelled_at

        version = self.version

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "number": number,
                "status": status,
                "allowed_actions": allowed_actions,
                "currency": currency,
                "customer": customer,
                "channel": channel,
                "external_ref": external_ref,
                "lines": lines,
                "fulfilments": fulfilments,
                "subtotal_minor": subtotal_minor,
                "tax_minor": tax_minor,
                "total_minor": total_minor,
                "confirmed_at": confirmed_at,
                "shipped_at": shipped_at,
                "completed_at": completed_at,
                "cancelled_at": cancelled_at,
                "version": version,
                "created_at": created_at,
                "updated_at": updated_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.customer_snapshot import CustomerSnapshot  # noqa: PLC0415
        from ..models.fulfilment import Fulfilment  # noqa: PLC0415
        from ..models.order_line import OrderLine  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        number = d.pop("number")

        status = check_order_status(d.pop("status"))

        allowed_actions = []
        _allowed_actions = d.pop("allowed_actions")
        for allowed_actions_item_data in _allowed_actions:
            allowed_actions_item = check_order_action(allowed_actions_item_data)

            allowed_actions.append(allowed_actions_item)

        currency = d.pop("currency")

        customer = CustomerSnapshot.from_dict(d.pop("customer"))

        def _parse_channel(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        channel = _parse_channel(d.pop("channel"))

        def _parse_external_ref(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        external_ref = _parse_external_ref(d.pop("external_ref"))

        lines = []
        _lines = d.pop("lines")
        for lines_item_data in _lines:
            lines_item = OrderLine.from_dict(lines_item_data)

            lines.append(lines_item)

        fulfilments = []
        _fulfilments = d.pop("fulfilments")
        for fulfilments_item_data in _fulfilments:
            fulfilments_item = Fulfilment.from_dict(fulfilments_item_data)

            fulfilments.append(fulfilments_item)

        subtotal_minor = d.pop("subtotal_minor")

        tax_minor = d.pop("tax_minor")

        total_minor = d.pop("total_minor")

        def _parse_confirmed_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                confirmed_at_type_0 = datetime.datetime.fromisoformat(data)

                return confirmed_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        confirmed_at = _parse_confirmed_at(d.pop("confirmed_at"))

        def _parse_shipped_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                shipped_at_type_0 = datetime.datetime.fromisoformat(data)

                return shipped_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        shipped_at = _parse_shipped_at(d.pop("shipped_at"))

        def _parse_completed_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                completed_at_type_0 = datetime.datetime.fromisoformat(data)

                return completed_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        completed_at = _parse_completed_at(d.pop("completed_at"))

        def _parse_cancelled_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                cancelled_at_type_0 = datetime.datetime.fromisoformat(data)

                return cancelled_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        cancelled_at = _parse_cancelled_at(d.pop("cancelled_at"))

        version = d.pop("version")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        order = cls(
            id=id,
            number=number,
            status=status,
            allowed_actions=allowed_actions,
            currency=currency,
            customer=customer,
            channel=channel,
            external_ref=external_ref,
            lines=lines,
            fulfilments=fulfilments,
            subtotal_minor=subtotal_minor,
            tax_minor=tax_minor,
            total_minor=total_minor,
            confirmed_at=confirmed_at,
            shipped_at=shipped_at,
            completed_at=completed_at,
            cancelled_at=cancelled_at,
            version=version,
            created_at=created_at,
            updated_at=updated_at,
        )

        order.additional_properties = d
        return order

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

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.customer_input import CustomerInput
    from ..models.order_line_create import OrderLineCreate


T = TypeVar("T", bound="OrderCreate")


@_attrs_define
class OrderCreate:
    """An order to place: its units are promised at once, all of its lines or none."""

    currency: str
    """ ISO 4217 code; every variant is priced in it. """
    customer: CustomerInput
    """ Who buys, and where they are reached. """
    lines: list[OrderLineCreate]
    """ What is bought; a SKU may come twice. """
    channel: str | Unset = UNSET
    """ Sales channel that the order came from. """
    external_ref: str | Unset = UNSET
    """ The channel's own number of the order; taken once per channel. """

    def to_dict(self) -> dict[str, Any]:
        currency = self.currency

        customer = self.customer.to_dict()

        lines = []
        for lines_item_data in self.lines:
            lines_item = lines_item_data.to_dict()
            lines.append(lines_item)

        channel = self.channel

        external_ref = self.external_ref

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "currency": currency,
                "customer": customer,
                "lines": lines,
            }
        )
        if channel is not UNSET:
            field_dict["channel"] = channel
        if external_ref is not UNSET:
            field_dict["external_ref"] = external_ref

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.customer_input import CustomerInput  # noqa: PLC0415
        from ..models.order_line_create import OrderLineCreate  # noqa: PLC0415

        d = dict(src_dict)
        currency = d.pop("currency")

        customer = CustomerInput.from_dict(d.pop("customer"))

        lines = []
        _lines = d.pop("lines")
        for lines_item_data in _lines:
            lines_item = OrderLineCreate.from_dict(lines_item_data)

            lines.append(lines_item)

        channel = d.pop("channel", UNSET)

        external_ref = d.pop("external_ref", UNSET)

        order_create = cls(
            currency=currency,
            customer=customer,
            lines=lines,
            channel=channel,
            external_ref=external_ref,
        )

        return order_create

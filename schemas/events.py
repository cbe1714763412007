"""Shapes of events: what happened to a resource, and the resource as it was then."""

from functools import cache
from typing import Any, NamedTuple

from schemas import fields
from schemas.base import Output, embedded
from schemas.catalogue import ProductSchema
from schemas.fulfilments import FulfilmentSchema
from schemas.imports import ImportSchema
from schemas.messages import OneOf
from schemas.orders import OrderSchema
from schemas.stock import StockLevelSchema


class Event(NamedTuple):
    """What an event tells: a sentence, and the resource that it carries."""

    said: str
    resource: type[Output]


EVENTS: dict[str, Event] = {
    "product.created": Event("A product was made, with its variants.", ProductSchema),
    "product.updated": Event("A product, or one of its variants, was changed.", ProductSchema),
    "product.deleted": Event("A product was deleted; this is how it last was.", ProductSchema),
    "stock_level.changed": Event("Units came, went or were promised.", StockLevelSchema),
    "order.created": Event("An order was placed and its units promised.", OrderSchema),
    "order.confirmed": Event("An order was confirmed; it may ship.", OrderSchema),
    "order.cancelled": Event("An order was cancelled and its units given back.", OrderSchema),
    "order.completed": Event("The last units of an order left.", OrderSchema),
    "fulfilment.shipped": Event("A parcel left a location.", FulfilmentSchema),
    "import.finished": Event("An import came to its end.", ImportSchema),
}


class EventSchema(Output):
    """What every event says, beside its type and the resource."""

    id = fields.UUID(
        metadata={"description": "Names the event; the same whenever it is sent again."}
    )
    occurred_at = fields.DateTime(metadata={"description": "When it happened, in UTC."})
    resource_version = fields.Integer(
        metadata={
            "description": "Version of the resource: an event with a lower one is older.",
            "example": 1,
        }
    )


@cache
def event_of(name: str) -> type[Output]:
    """Give the schema of an event, e.g. `OrderCreatedEventSchema` of `order.created`."""
    said, resource = EVENTS[name]
    words = name.replace(".", "_").split("_")
    members: dict[str, Any] = {
        "__doc__": said,
        "type": fields.String(
            validate=OneOf([name]),
            metadata={"description": "What happened, for programs to branch on.", "example": name},
        ),
        "data": embedded(resource, metadata={"description": "The resource, as it was just after."}),
    }
    return type("".join(map(str.title, words)) + "EventSchema", (EventSchema,), members)

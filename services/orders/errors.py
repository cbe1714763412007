"""What may be refused about orders."""

from services.errors import Conflict, Invalid, NotFound


class OrderNotFound(NotFound):
    """There is no such order."""


class FulfilmentNotFound(NotFound):
    """There is no such fulfilment."""


class InsufficientStock(Conflict):
    """Fewer units are available than were ordered.

    `details.lines` names every short SKU with what was requested and what is available.
    Order less, or wait for stock.
    """


class ExternalRefExists(Conflict):
    """The channel's order is here already.

    `details.order_id` is the order; nothing was done twice.
    """


class InvalidTransition(Conflict):
    """The order cannot do this in its present state.

    `details.allowed_actions` lists what it can do.
    """


class NotSellable(Conflict):
    """Something ordered is not on sale.

    `details.lines` names each SKU and why: archived, draft, without a price, or priced in
    another currency.
    """


class OrderedSkuUnknown(Invalid):
    """No variant of the account has this SKU.

    SKUs must match exactly; `GET /v1/variants?q=` searches.
    """


class OrderLocationUnknown(Invalid):
    """The account has no location of this id.

    `GET /v1/locations` lists them.
    """


class OrderTotalTooLarge(Invalid):
    """The order's total is larger than JSON readers keep exact.

    Split the order; `details.limit_minor` is the most that one may come to.
    """


class OrderLineUnknown(Invalid):
    """The order has no line of this id.

    `GET /v1/orders/{order_id}` shows the lines.
    """


class QuantityTooLarge(Invalid):
    """More units than the line has left to ship.

    Ship at most `details.left` units of the line.
    """

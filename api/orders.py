"""Orders over HTTP."""

from flask.views import MethodView

from api.auth import MissingScope, account_id, caller, has_scope
from api.blueprint import Blueprint
from schemas.fulfilments import ShipmentCreateSchema
from schemas.orders import (
    OrderCreateSchema,
    OrderExpandSchema,
    OrderFilterSchema,
    OrderSchema,
)
from services.orders import errors as refusals
from services.orders import place, progress, read, ship

blp = Blueprint(
    "Orders",
    __name__,
    url_prefix="/v1/orders",
    description="What customers bought, from the promise of stock to the parcel.",
)


@blp.route("")
class Orders(MethodView):
    @blp.operation("listOrders", scopes=["orders:read"])
    @blp.lists(OrderFilterSchema, OrderSchema)
    def get(self, paging, filters):
        """List orders"""
        _check_expand(filters["expand"])
        return read.find(account_id(), paging, **filters)

    @blp.operation(
        "createOrder",
        scopes=["orders:write"],
        idempotency="required",
        etag=True,
        creates="/v1/orders/{id}",
        refuses=[
            refusals.OrderedSkuUnknown,
            refusals.OrderLocationUnknown,
            refusals.OrderTotalTooLarge,
            refusals.NotSellable,
            refusals.ExternalRefExists,
            refusals.InsufficientStock,
        ],
    )
    @blp.arguments(OrderCreateSchema)
    @blp.response(201, OrderSchema)
    def post(self, body):
        """Place an order

        Promises the units at once, all lines or none. A line that names a location takes from
        it alone; the others take by the priority of the locations, split if one is not enough.
        With `channel` and `external_ref` the channel's order is taken once, whatever the
        Idempotency-Key.
        """
        return place.place(account_id(), actor=caller().principal, **body)


@blp.route("/<uuid:order_id>")
class Order(MethodView):
    @blp.operation("getOrder", scopes=["orders:read"], etag=True, refuses=[refusals.OrderNotFound])
    @blp.arguments(OrderExpandSchema, location="query")
    @blp.response(200, OrderSchema)
    def get(self, query, order_id):
        """See one order"""
        _check_expand(query["expand"])
        return read.get(account_id(), order_id, **query)


@blp.route("/<uuid:order_id>/confirm")
class ConfirmOrder(MethodView):
    @blp.operation(
        "confirmOrder",
        scopes=["orders:write"],
        idempotency="accepted",
        etag=True,
        refuses=[refusals.OrderNotFound, refusals.InvalidTransition],
    )
    @blp.response(200, OrderSchema)
    def post(self, order_id):
        """Confirm an order

        Commits its units: from now on it may ship.
        """
        return progress.confirm(account_id(), order_id)


@blp.route("/<uuid:order_id>/cancel")
class CancelOrder(MethodView):
    @blp.operation(
        "cancelOrder",
        scopes=["orders:write"],
        idempotency="accepted",
        etag=True,
        refuses=[refusals.OrderNotFound, refusals.InvalidTransition],
    )
    @blp.response(200, OrderSchema)
    def post(self, order_id):
        """Cancel an order

        Gives its units back. Refused once something of it has shipped.
        """
        return progress.cancel(account_id(), order_id, actor=caller().principal)


@blp.route("/<uuid:order_id>/ship")
class ShipOrder(MethodView):
    @blp.operation(
        "shipOrder",
        scopes=["orders:write"],
        idempotency="accepted",
        etag=True,
        refuses=[
            refusals.OrderNotFound,
            refusals.InvalidTransition,
            refusals.OrderLineUnknown,
            refusals.QuantityTooLarge,
            ship.NotOnHand,
        ],
    )
    @blp.arguments(ShipmentCreateSchema, required=False)
    @blp.response(200, OrderSchema)
    def post(self, body, order_id):
        """Ship an order, or some of its lines

        Makes one fulfilment per location. Without `lines`, ships all that is left; the order
        is completed when nothing is left.
        """
        return ship.ship(account_id(), order_id, actor=caller().principal, **body)


def _check_expand(expand: frozenset[str]) -> None:
    """What belongs to another resource needs that resource's scope too."""
    for scope in {read.EXPANDABLE[path] for path in expand}:
        if not has_scope(scope):
            raise MissingScope(f"To expand this you need the scope {scope}.", required=[scope])

"""Fulfilments over HTTP; `POST /v1/orders/{order_id}/ship` makes them."""

from flask.views import MethodView

from api.auth import account_id, requires
from api.blueprint import Blueprint
from schemas.orders import FulfilmentFilterSchema, FulfilmentSchema
from services.orders import read
from services.orders.errors import FulfilmentNotFound

blp = Blueprint(
    "Fulfilments",
    __name__,
    url_prefix="/v1/fulfilments",
    description="Parcels that left a location.",
)


@blp.route("")
class Fulfilments(MethodView):
    @requires("orders:read")
    @blp.doc(operationId="listFulfilments")
    @blp.lists(FulfilmentFilterSchema, FulfilmentSchema)
    def get(self, paging, filters):
        """List fulfilments"""
        return read.find_fulfilments(account_id(), paging, **filters)


@blp.route("/<uuid:fulfilment_id>")
class Fulfilment(MethodView):
    @requires("orders:read")
    @blp.doc(operationId="getFulfilment")
    @blp.versioned
    @blp.response(200, FulfilmentSchema)
    @blp.refuses(FulfilmentNotFound)
    def get(self, fulfilment_id):
        """See one fulfilment"""
        return read.get_fulfilment(account_id(), fulfilment_id)

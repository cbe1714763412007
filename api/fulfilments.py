"""Fulfilments over HTTP; `POST /v1/orders/{order_id}/ship` makes them."""

from flask.views import MethodView

from api.auth import account_id
from api.blueprint import Blueprint
from schemas.fulfilments import FulfilmentFilterSchema, FulfilmentSchema
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
    @blp.operation("listFulfilments", scopes=["orders:read"])
    @blp.lists(FulfilmentFilterSchema, FulfilmentSchema)
    def get(self, paging, filters):
        """List fulfilments"""
        return read.find_fulfilments(account_id(), paging, **filters)


@blp.route("/<uuid:fulfilment_id>")
class Fulfilment(MethodView):
    @blp.operation("getFulfilment", scopes=["orders:read"], etag=True, refuses=[FulfilmentNotFound])
    @blp.response(200, FulfilmentSchema)
    def get(self, fulfilment_id):
        """See one fulfilment"""
        return read.get_fulfilment(account_id(), fulfilment_id)

"""Stock movements over HTTP."""

from flask.views import MethodView

from api.auth import account_id, caller, requires
from api.blueprint import Blueprint
from api.idempotency import idempotent
from schemas.stock import (
    StockMovementCreateSchema,
    StockMovementFilterSchema,
    StockMovementSchema,
)
from services.stock import movements

blp = Blueprint(
    "Stock movements",
    __name__,
    url_prefix="/v1/stock-movements",
    description="The ledger: why every number is what it is. Append-only.",
)


@blp.route("")
class StockMovements(MethodView):
    @requires("stock:read")
    @blp.doc(operationId="listStockMovements")
    @blp.lists(StockMovementFilterSchema, StockMovementSchema)
    def get(self, paging, filters):
        """List the ledger"""
        return movements.find(account_id(), paging, **filters)

    @requires("stock:write")
    @idempotent(required=True)
    @blp.doc(operationId="createStockMovement")
    @blp.arguments(StockMovementCreateSchema)
    @blp.response(201, StockMovementSchema)
    @blp.refuses(
        movements.UnknownSku,
        movements.UnknownLocation,
        movements.StockChanged,
        movements.StockPromised,
    )
    def post(self, body):
        """Receive or adjust stock

        With `expected_on_hand` nothing moves unless so many units are on hand: two people who
        count the same shelf do not overwrite each other.
        """
        return movements.record(account_id(), actor=caller().principal, **body)


@blp.route("/<uuid:stock_movement_id>")
class StockMovement(MethodView):
    @requires("stock:read")
    @blp.doc(operationId="getStockMovement")
    @blp.response(200, StockMovementSchema)
    @blp.refuses(movements.StockMovementNotFound)
    def get(self, stock_movement_id):
        """See one row of the ledger"""
        return movements.get(account_id(), stock_movement_id)

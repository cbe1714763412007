"""Stock movements over HTTP."""

from flask.views import MethodView

from api.auth import account_id, caller
from api.blueprint import Blueprint
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
    @blp.operation("listStockMovements", scopes=["stock:read"])
    @blp.lists(StockMovementFilterSchema, StockMovementSchema)
    def get(self, paging, filters):
        """List the ledger"""
        return movements.find(account_id(), paging, **filters)

    @blp.operation(
        "createStockMovement",
        scopes=["stock:write"],
        idempotency="required",
        creates="/v1/stock-movements/{id}",
        refuses=[
            movements.UnknownSku,
            movements.UnknownLocation,
            movements.StockChanged,
            movements.StockPromised,
        ],
    )
    @blp.arguments(StockMovementCreateSchema)
    @blp.response(201, StockMovementSchema)
    def post(self, body):
        """Receive or adjust stock

        With `expected_on_hand` nothing moves unless so many units are on hand: two people who
        count the same shelf do not overwrite each other.
        """
        return movements.record(account_id(), actor=caller().principal, **body)


@blp.route("/<uuid:stock_movement_id>")
class StockMovement(MethodView):
    @blp.operation(
        "getStockMovement", scopes=["stock:read"], refuses=[movements.StockMovementNotFound]
    )
    @blp.response(200, StockMovementSchema)
    def get(self, stock_movement_id):
        """See one row of the ledger"""
        return movements.get(account_id(), stock_movement_id)

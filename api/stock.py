"""Stock levels, availability and the proof of the books over HTTP."""

from flask.views import MethodView

from api.auth import account_id, requires
from api.blueprint import Blueprint
from api.transaction import read_only
from schemas.stock import StockLevelFilterSchema, StockLevelPatchSchema, StockLevelSchema
from schemas.stock_answers import (
    AvailabilityCheckSchema,
    AvailabilitySchema,
    StockExplanationSchema,
    VerificationSchema,
)
from services.stock import availability, explain, levels, verify

blp = Blueprint(
    "Stock", __name__, url_prefix="/v1", description="What lies where, and what is promised."
)


@blp.route("/stock-levels")
class StockLevels(MethodView):
    @requires("stock:read")
    @blp.doc(operationId="listStockLevels")
    @blp.lists(StockLevelFilterSchema, StockLevelSchema)
    def get(self, paging, filters):
        """List stock levels"""
        return levels.find(account_id(), paging, **filters)


@blp.route("/stock-levels/<uuid:stock_level_id>")
class StockLevel(MethodView):
    @requires("stock:read")
    @blp.doc(operationId="getStockLevel")
    @blp.versioned
    @blp.response(200, StockLevelSchema)
    @blp.refuses(levels.StockLevelNotFound)
    def get(self, stock_level_id):
        """See one stock level"""
        return levels.get(account_id(), stock_level_id)

    @requires("stock:write")
    @blp.doc(operationId="updateStockLevel")
    @blp.if_match
    @blp.patches(StockLevelPatchSchema)
    @blp.versioned
    @blp.response(200, StockLevelSchema)
    @blp.refuses(levels.StockLevelNotFound, levels.PromisesExceeded)
    def patch(self, body, stock_level_id, version):
        """Change the settings of a stock level

        The numbers change by movements alone. Every movement counts as a new version; send
        `If-Match: *` to change the settings whatever sells meanwhile.
        """
        return levels.change(account_id(), stock_level_id, version=version, **body)


@blp.route("/stock-levels/<uuid:stock_level_id>/explain")
class StockLevelExplanation(MethodView):
    @requires("stock:read")
    @blp.doc(operationId="explainStockLevel")
    @blp.response(200, StockExplanationSchema)
    @blp.refuses(levels.StockLevelNotFound)
    def get(self, stock_level_id):
        """See why a stock level shows these numbers"""
        return explain.explain(account_id(), stock_level_id)


@blp.route("/availability")
class Availability(MethodView):
    @read_only
    @requires("stock:read")
    @blp.doc(operationId="checkAvailability")
    @blp.arguments(AvailabilityCheckSchema)
    @blp.response(200, AvailabilitySchema)
    def post(self, body):
        """See what may be promised of up to 500 SKUs"""
        return availability.check(account_id(), **body)


@blp.route("/stock/verify")
class Verification(MethodView):
    @requires("stock:read")
    @blp.doc(operationId="verifyStock")
    @blp.response(200, VerificationSchema)
    def get(self):
        """Prove that every unit is accounted for

        Checks each level against the sum of its ledger and of its open promises, and the
        ledger against itself: numbered without a gap, each row continuing the last.
        """
        return verify.verify(account_id())

"""Stock levels, availability and the proof of the books over HTTP."""

from flask.views import MethodView

from api.auth import account_id
from api.blueprint import Blueprint
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
    @blp.operation("listStockLevels", scopes=["stock:read"])
    @blp.lists(StockLevelFilterSchema, StockLevelSchema)
    def get(self, paging, filters):
        """List stock levels"""
        return levels.find(account_id(), paging, **filters)


@blp.route("/stock-levels/<uuid:stock_level_id>")
class StockLevel(MethodView):
    @blp.operation(
        "getStockLevel", scopes=["stock:read"], etag=True, refuses=[levels.StockLevelNotFound]
    )
    @blp.response(200, StockLevelSchema)
    def get(self, stock_level_id):
        """See one stock level"""
        return levels.get(account_id(), stock_level_id)

    @blp.operation(
        "updateStockLevel",
        scopes=["stock:write"],
        etag=True,
        refuses=[levels.StockLevelNotFound, levels.PromisesExceeded],
    )
    @blp.patches(StockLevelPatchSchema)
    @blp.response(200, StockLevelSchema)
    def patch(self, body, stock_level_id, version):
        """Change the settings of a stock level

        The numbers change by movements alone. Every movement counts as a new version; send
        `If-Match: *` to change the settings whatever sells meanwhile.
        """
        return levels.change(account_id(), stock_level_id, version=version, **body)


@blp.route("/stock-levels/<uuid:stock_level_id>/explain")
class StockLevelExplanation(MethodView):
    @blp.operation("explainStockLevel", scopes=["stock:read"], refuses=[levels.StockLevelNotFound])
    @blp.response(200, StockExplanationSchema)
    def get(self, stock_level_id):
        """See why a stock level shows these numbers"""
        return explain.explain(account_id(), stock_level_id)


@blp.route("/availability")
class Availability(MethodView):
    @blp.operation("checkAvailability", scopes=["stock:read"], idempotency="none", read_only=True)
    @blp.arguments(AvailabilityCheckSchema)
    @blp.response(200, AvailabilitySchema)
    def post(self, body):
        """See what may be promised of up to 500 SKUs"""
        return availability.check(account_id(), **body)


@blp.route("/stock/verify")
class Verification(MethodView):
    @blp.operation("verifyStock", scopes=["stock:read"], units=50)
    @blp.response(200, VerificationSchema)
    def get(self):
        """Prove that every unit is accounted for

        Checks each level against the sum of its ledger and of its open promises, and the
        ledger against itself: numbered without a gap, each row continuing the last.
        """
        return verify.verify(account_id())

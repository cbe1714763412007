"""The audit log over HTTP."""

from flask.views import MethodView

from api.auth import account_id
from api.blueprint import Blueprint
from schemas.audit import AuditEntrySchema, AuditFilterSchema
from services.access import audit_log

blp = Blueprint(
    "Audit log",
    __name__,
    url_prefix="/v1/audit-log",
    description="Who changed what, when and from where; nobody can change it.",
)


@blp.route("")
class AuditLog(MethodView):
    @blp.operation("listAuditLog", scopes=["access:read"])
    @blp.lists(AuditFilterSchema, AuditEntrySchema)
    def get(self, paging, filters):
        """List who changed what

        An entry for each change of the account, users, API keys, product kinds, products,
        variants, locations and settings of stock levels, for each import, for each step of an
        order after it was placed, and for sessions that begin and end. A change and its entry
        are kept together or not at all. Who placed an order, or moved stock, its movements say.
        """
        return audit_log.find(account_id(), paging, **filters)

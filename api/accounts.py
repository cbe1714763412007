"""The caller and the account over HTTP."""

from flask.views import MethodView

from api.auth import account_id, caller, requires
from api.blueprint import Blueprint
from schemas.access import AccountPatchSchema, AccountSchema, MeSchema
from services.access import accounts, users

blp = Blueprint(
    "Account", __name__, url_prefix="/v1", description="Who you are and for whom you act."
)


@blp.route("/me")
class Me(MethodView):
    @requires()
    @blp.doc(operationId="getMe")
    @blp.response(200, MeSchema)
    def get(self):
        """See who is calling"""
        return {
            "account": accounts.get(account_id()),
            "user": users.get(account_id(), caller().user_id),
            "scopes": sorted(caller().scopes),
        }


@blp.route("/account")
class Account(MethodView):
    @requires("access:read")
    @blp.doc(operationId="getAccount")
    @blp.versioned
    @blp.response(200, AccountSchema)
    def get(self):
        """See the account"""
        return accounts.get(account_id())

    @requires("access:write")
    @blp.doc(operationId="updateAccount")
    @blp.if_match
    @blp.patches(AccountPatchSchema)
    @blp.versioned
    @blp.response(200, AccountSchema)
    def patch(self, body, version):
        """Change the account"""
        return accounts.update(account_id(), version=version, **body)

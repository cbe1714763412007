"""The caller and the account over HTTP."""

from flask.views import MethodView

from api.auth import account_id, caller
from api.blueprint import Blueprint
from schemas.access import AccountPatchSchema, AccountSchema, MeSchema
from services.access import accounts, users

blp = Blueprint(
    "Account", __name__, url_prefix="/v1", description="Who you are and for whom you act."
)


@blp.route("/me")
class Me(MethodView):
    @blp.operation("getMe", scopes=[])
    @blp.response(200, MeSchema)
    def get(self):
        """See who is calling

        The account, the user and the scopes that this token or key stands for.
        """
        return {
            "account": accounts.get(account_id()),
            "user": users.get(account_id(), caller().user_id),
            "scopes": sorted(caller().scopes),
        }


@blp.route("/account")
class Account(MethodView):
    @blp.operation("getAccount", scopes=["access:read"], etag=True)
    @blp.response(200, AccountSchema)
    def get(self):
        """See the account"""
        return accounts.get(account_id())

    @blp.operation("updateAccount", scopes=["access:write"], etag=True)
    @blp.patches(AccountPatchSchema)
    @blp.response(200, AccountSchema)
    def patch(self, body, version):
        """Change the account"""
        return accounts.update(account_id(), version=version, **body)

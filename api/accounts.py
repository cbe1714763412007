"""The caller and the account over HTTP."""

from flask.views import MethodView

from api import limits
from api.auth import account_id, caller
from api.blueprint import Blueprint
from schemas.access import AccountPatchSchema, AccountSchema, MePatchSchema, MeSchema
from services.access import accounts, me
from services.access.password_rules import PasswordTooCommon, PasswordTooGuessable

blp = Blueprint(
    "Account", __name__, url_prefix="/v1", description="Who you are and for whom you act."
)


@blp.route("/me")
class Me(MethodView):
    @blp.operation("getMe", scopes=[], etag=True)
    @blp.response(200, MeSchema)
    def get(self):
        """See who is calling

        The account, the user and the scopes that this token or key stands for.
        """
        return me.read(account_id(), caller())

    @blp.operation(
        "updateMe",
        scopes=[],
        etag=True,
        users_only=True,
        units=limits.HASH_UNITS,
        refuses=[me.WrongPassword, PasswordTooCommon, PasswordTooGuessable],
    )
    @blp.patches(MePatchSchema)
    @blp.response(200, MeSchema)
    def patch(self, body, version):
        """Change your own name or password

        A new password needs the `current_password`, and ends your sessions at once, this one
        too: log in with it next. An API key may not change its maker.
        """
        if "password" not in body:
            return me.change(account_id(), caller(), version=version, **body)
        with limits.log_in_attempt(str(caller().user_id)):
            return me.change(account_id(), caller(), version=version, **body)


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

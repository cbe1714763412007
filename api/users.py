"""Users over HTTP."""

from flask.views import MethodView

from api import limits
from api.auth import account_id, caller
from api.blueprint import Blueprint
from schemas.access import UserCreateSchema, UserFilterSchema, UserPatchSchema, UserSchema
from services.access import users
from services.access.grants import ScopeNotHeld
from services.access.password_rules import PasswordTooCommon, PasswordTooGuessable

blp = Blueprint(
    "Users", __name__, url_prefix="/v1/users", description="People who may act for the account."
)


@blp.route("")
class Users(MethodView):
    @blp.operation("listUsers", scopes=["access:read"])
    @blp.lists(UserFilterSchema, UserSchema)
    def get(self, paging, filters):
        """List users"""
        return users.find(account_id(), paging, **filters)

    @blp.operation(
        "createUser",
        scopes=["access:write"],
        idempotency="accepted",
        etag=True,
        creates="/v1/users/{id}",
        units=limits.HASH_UNITS,
        refuses=[users.EmailTaken, ScopeNotHeld, PasswordTooCommon, PasswordTooGuessable],
    )
    @blp.arguments(UserCreateSchema)
    @blp.response(201, UserSchema)
    def post(self, body):
        """Let another person in

        Whoever does it holds every scope of the role, so that an API key lets in nobody who may
        do more than it may.
        """
        return users.add(account_id(), by=caller(), **body)


@blp.route("/<uuid:user_id>")
class User(MethodView):
    @blp.operation("getUser", scopes=["access:read"], etag=True, refuses=[users.UserNotFound])
    @blp.response(200, UserSchema)
    def get(self, user_id):
        """See one user"""
        return users.get(account_id(), user_id)

    @blp.operation(
        "updateUser",
        scopes=["access:write"],
        etag=True,
        units=limits.HASH_UNITS,
        refuses=[
            users.UserNotFound,
            users.LastOwner,
            users.OwnPassword,
            ScopeNotHeld,
            PasswordTooCommon,
            PasswordTooGuessable,
        ],
    )
    @blp.patches(UserPatchSchema)
    @blp.response(200, UserSchema)
    def patch(self, body, user_id, version):
        """Change a user

        A new password, another role, or `is_active: false` ends the user's sessions. Your own
        password you change with `PATCH /v1/me`. Whoever does it holds every scope that the user
        has, before and after.
        """
        return users.update(account_id(), user_id, by=caller(), version=version, **body)

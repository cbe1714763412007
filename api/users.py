"""Users over HTTP."""

from flask.views import MethodView

from api.auth import account_id, requires
from api.blueprint import Blueprint
from api.idempotency import idempotent
from schemas.access import UserCreateSchema, UserFilterSchema, UserPatchSchema, UserSchema
from services.access import users

blp = Blueprint(
    "Users", __name__, url_prefix="/v1/users", description="People who may act for the account."
)


@blp.route("")
class Users(MethodView):
    @requires("access:read")
    @blp.doc(operationId="listUsers")
    @blp.lists(UserFilterSchema, UserSchema)
    def get(self, paging, filters):
        """List users"""
        return users.find(account_id(), paging, **filters)

    @requires("access:write")
    @idempotent()
    @blp.doc(operationId="createUser")
    @blp.arguments(UserCreateSchema)
    @blp.versioned
    @blp.response(201, UserSchema)
    @blp.refuses(users.EmailTaken)
    def post(self, body):
        """Let another person in"""
        return users.add(account_id(), **body)


@blp.route("/<uuid:user_id>")
class User(MethodView):
    @requires("access:read")
    @blp.doc(operationId="getUser")
    @blp.versioned
    @blp.response(200, UserSchema)
    @blp.refuses(users.UserNotFound)
    def get(self, user_id):
        """See one user"""
        return users.get(account_id(), user_id)

    @requires("access:write")
    @blp.doc(operationId="updateUser")
    @blp.if_match
    @blp.patches(UserPatchSchema)
    @blp.versioned
    @blp.response(200, UserSchema)
    @blp.refuses(users.UserNotFound, users.LastOwner)
    def patch(self, body, user_id, version):
        """Change a user

        A new password, or `is_active: false`, ends the user's sessions.
        """
        return users.update(account_id(), user_id, version=version, **body)

"""API keys over HTTP."""

from flask.views import MethodView

from api.auth import account_id, caller, requires
from api.blueprint import Blueprint
from api.tokens import api_key_pepper
from schemas.access import (
    ApiKeyCreateSchema,
    ApiKeyPatchSchema,
    ApiKeySchema,
    ApiKeyWithSecretSchema,
)
from schemas.paging import ListFilter
from services.access import api_keys

blp = Blueprint(
    "API keys",
    __name__,
    url_prefix="/v1/api-keys",
    description="A program's way in: scoped, shown once, revocable.",
)


@blp.route("")
class ApiKeys(MethodView):
    @requires("access:read")
    @blp.doc(operationId="listApiKeys")
    @blp.lists(ListFilter, ApiKeySchema)
    def get(self, paging, filters):
        """List API keys"""
        return api_keys.find(account_id(), paging, **filters)

    @requires("access:write")
    @blp.doc(operationId="createApiKey")
    @blp.arguments(ApiKeyCreateSchema)
    @blp.versioned
    @blp.response(201, ApiKeyWithSecretSchema)
    @blp.refuses(api_keys.ScopeNotHeld)
    def post(self, body):
        """Make an API key

        The answer holds the whole key in `secret`; it is never shown again. A key can do no
        more than its maker, now and later.
        """
        return api_keys.issue(account_id(), maker=caller(), pepper=api_key_pepper(), **body)


@blp.route("/<uuid:api_key_id>")
class ApiKey(MethodView):
    @requires("access:read")
    @blp.doc(operationId="getApiKey")
    @blp.versioned
    @blp.response(200, ApiKeySchema)
    @blp.refuses(api_keys.ApiKeyNotFound)
    def get(self, api_key_id):
        """See one API key"""
        return api_keys.get(account_id(), api_key_id)

    @requires("access:write")
    @blp.doc(operationId="updateApiKey")
    @blp.if_match
    @blp.patches(ApiKeyPatchSchema)
    @blp.versioned
    @blp.response(200, ApiKeySchema)
    @blp.refuses(api_keys.ApiKeyNotFound)
    def patch(self, body, api_key_id, version):
        """Rename an API key"""
        return api_keys.rename(account_id(), api_key_id, version=version, **body)


@blp.route("/<uuid:api_key_id>/revoke")
class RevokeApiKey(MethodView):
    @requires("access:write")
    @blp.doc(operationId="revokeApiKey")
    @blp.versioned
    @blp.response(200, ApiKeySchema)
    @blp.refuses(api_keys.ApiKeyNotFound, api_keys.ApiKeyRevoked)
    def post(self, api_key_id):
        """Revoke an API key"""
        return api_keys.revoke(account_id(), api_key_id)

"""API keys over HTTP."""

from flask.views import MethodView

from api.auth import account_id, caller
from api.blueprint import Blueprint
from api.tokens import api_key_peppers
from schemas.api_keys import (
    ApiKeyCreateSchema,
    ApiKeyPatchSchema,
    ApiKeyRotationSchema,
    ApiKeySchema,
    ApiKeyWithSecretSchema,
)
from schemas.paging import ListFilter
from services.access import api_keys
from services.access.grants import ScopeNotHeld

blp = Blueprint(
    "API keys",
    __name__,
    url_prefix="/v1/api-keys",
    description="A program's way in: scoped, shown once, revocable.",
)


@blp.route("")
class ApiKeys(MethodView):
    @blp.operation("listApiKeys", scopes=["access:read"])
    @blp.lists(ListFilter, ApiKeySchema)
    def get(self, paging, filters):
        """List API keys"""
        return api_keys.find(account_id(), paging, **filters)

    @blp.operation(
        "createApiKey",
        scopes=["access:write"],
        idempotency="none",
        etag=True,
        creates="/v1/api-keys/{id}",
        refuses=[ScopeNotHeld, api_keys.ExpiryPassed],
    )
    @blp.arguments(ApiKeyCreateSchema)
    @blp.response(201, ApiKeyWithSecretSchema)
    def post(self, body):
        """Make an API key

        The answer holds the whole key in `secret`; it is never shown again. A key can do no
        more than its maker, now and later.
        """
        return api_keys.issue(account_id(), maker=caller(), pepper=api_key_peppers()[0], **body)


@blp.route("/<uuid:api_key_id>")
class ApiKey(MethodView):
    @blp.operation(
        "getApiKey", scopes=["access:read"], etag=True, refuses=[api_keys.ApiKeyNotFound]
    )
    @blp.response(200, ApiKeySchema)
    def get(self, api_key_id):
        """See one API key"""
        return api_keys.get(account_id(), api_key_id)

    @blp.operation(
        "updateApiKey", scopes=["access:write"], etag=True, refuses=[api_keys.ApiKeyNotFound]
    )
    @blp.patches(ApiKeyPatchSchema)
    @blp.response(200, ApiKeySchema)
    def patch(self, body, api_key_id, version):
        """Rename an API key"""
        return api_keys.rename(account_id(), api_key_id, version=version, **body)


@blp.route("/<uuid:api_key_id>/rotate")
class RotateApiKey(MethodView):
    @blp.operation(
        "rotateApiKey",
        scopes=["access:write"],
        idempotency="none",
        etag=True,
        refuses=[api_keys.ApiKeyNotFound, api_keys.ApiKeyRevoked, ScopeNotHeld],
    )
    @blp.arguments(ApiKeyRotationSchema, required=False)
    @blp.response(200, ApiKeyWithSecretSchema)
    def post(self, body, api_key_id):
        """Replace the secret of an API key

        The answer holds the whole key with its new secret; it is never shown again. The secret
        until now stops working at once, or after `grace_seconds`; one before that at once. You
        need every scope of the key.
        """
        new = {"by": caller(), "pepper": api_key_peppers()[0], **body}
        return api_keys.rotate(account_id(), api_key_id, **new)


@blp.route("/<uuid:api_key_id>/revoke")
class RevokeApiKey(MethodView):
    @blp.operation(
        "revokeApiKey",
        scopes=["access:write"],
        idempotency="none",
        etag=True,
        refuses=[api_keys.ApiKeyNotFound, api_keys.ApiKeyRevoked],
    )
    @blp.response(200, ApiKeySchema)
    def post(self, api_key_id):
        """Revoke an API key"""
        return api_keys.revoke(account_id(), api_key_id)

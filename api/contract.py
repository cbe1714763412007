"""The account's own contract: the document with its product kinds typed."""

from flask import current_app
from flask.views import MethodView

from api import openapi
from api.auth import account_id
from api.blueprint import Blueprint
from services.catalogue import kinds

blp = Blueprint(
    "Contract",
    __name__,
    url_prefix="/v1",
    description="This document, made for your account.",
)
DOCUMENT = {"$ref": "#/components/schemas/OpenApiDocument"}


@blp.route("/openapi.json")
class Contract(MethodView):
    @blp.operation("getContract", scopes=["catalogue:read"], units=50)
    @blp.response(200, DOCUMENT)
    def get(self):
        """See this document with the product kinds of your account

        The same document as at `/openapi.json`, except that `attributes` are typed by the
        kinds of your account: generate a client from it, and your own kinds are types of it.
        It changes whenever a kind does.
        """
        own = kinds.all_of(account_id())
        return current_app.json.response(openapi.document_of_kinds(current_app, own))

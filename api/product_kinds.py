"""Product kinds over HTTP."""

from flask.views import MethodView

from api.auth import account_id
from api.blueprint import Blueprint
from schemas.catalogue import (
    ProductKindCreateSchema,
    ProductKindFilterSchema,
    ProductKindPatchSchema,
    ProductKindSchema,
)
from services.catalogue import kinds
from services.catalogue.attributes import SchemaUnusable

blp = Blueprint(
    "Product kinds",
    __name__,
    url_prefix="/v1/product-kinds",
    description="What attributes products of a kind have, as JSON Schema.",
)


@blp.route("")
class ProductKinds(MethodView):
    @blp.operation("listProductKinds", scopes=["catalogue:read"])
    @blp.lists(ProductKindFilterSchema, ProductKindSchema)
    def get(self, paging, filters):
        """List product kinds"""
        return kinds.find(account_id(), paging, **filters)

    @blp.operation(
        "createProductKind",
        scopes=["catalogue:write"],
        idempotency="accepted",
        etag=True,
        creates="/v1/product-kinds/{id}",
        refuses=[SchemaUnusable, kinds.KindCodeTaken],
    )
    @blp.arguments(ProductKindCreateSchema)
    @blp.response(201, ProductKindSchema)
    def post(self, body):
        """Make a product kind"""
        return kinds.add(account_id(), **body)


@blp.route("/<uuid:product_kind_id>")
class ProductKind(MethodView):
    @blp.operation(
        "getProductKind", scopes=["catalogue:read"], etag=True, refuses=[kinds.ProductKindNotFound]
    )
    @blp.response(200, ProductKindSchema)
    def get(self, product_kind_id):
        """See one product kind"""
        return kinds.get(account_id(), product_kind_id)

    @blp.operation(
        "updateProductKind",
        scopes=["catalogue:write"],
        etag=True,
        refuses=[kinds.ProductKindNotFound, kinds.KindIsBuiltIn, kinds.KindInUse, SchemaUnusable],
    )
    @blp.patches(ProductKindPatchSchema)
    @blp.response(200, ProductKindSchema)
    def patch(self, body, product_kind_id, version):
        """Change a product kind

        A new schema must fit every product of the kind; `kind-in-use` names those it does not.
        """
        return kinds.update(account_id(), product_kind_id, version=version, **body)

    @blp.operation(
        "deleteProductKind",
        scopes=["catalogue:write"],
        etag=True,
        refuses=[kinds.ProductKindNotFound, kinds.KindIsBuiltIn, kinds.KindInUse],
    )
    @blp.response(204)
    def delete(self, product_kind_id, version):
        """Delete a product kind that no product has"""
        kinds.remove(account_id(), product_kind_id, version=version)

"""Product kinds over HTTP."""

from flask.views import MethodView

from api.auth import account_id, requires
from api.blueprint import Blueprint
from api.idempotency import idempotent
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
    @requires("catalogue:read")
    @blp.doc(operationId="listProductKinds")
    @blp.lists(ProductKindFilterSchema, ProductKindSchema)
    def get(self, paging, filters):
        """List product kinds"""
        return kinds.find(account_id(), paging, **filters)

    @requires("catalogue:write")
    @idempotent()
    @blp.doc(operationId="createProductKind")
    @blp.arguments(ProductKindCreateSchema)
    @blp.versioned
    @blp.response(201, ProductKindSchema)
    @blp.refuses(SchemaUnusable, kinds.KindCodeTaken)
    def post(self, body):
        """Make a product kind"""
        return kinds.add(account_id(), **body)


@blp.route("/<uuid:product_kind_id>")
class ProductKind(MethodView):
    @requires("catalogue:read")
    @blp.doc(operationId="getProductKind")
    @blp.versioned
    @blp.response(200, ProductKindSchema)
    @blp.refuses(kinds.ProductKindNotFound)
    def get(self, product_kind_id):
        """See one product kind"""
        return kinds.get(account_id(), product_kind_id)

    @requires("catalogue:write")
    @blp.doc(operationId="updateProductKind")
    @blp.if_match
    @blp.patches(ProductKindPatchSchema)
    @blp.versioned
    @blp.response(200, ProductKindSchema)
    @blp.refuses(kinds.ProductKindNotFound, kinds.KindIsBuiltIn, kinds.KindInUse, SchemaUnusable)
    def patch(self, body, product_kind_id, version):
        """Change a product kind

        A new schema must fit every product of the kind; `kind-in-use` names those it does not.
        """
        return kinds.update(account_id(), product_kind_id, version=version, **body)

    @requires("catalogue:write")
    @blp.doc(operationId="deleteProductKind")
    @blp.if_match
    @blp.response(204)
    @blp.refuses(kinds.ProductKindNotFound, kinds.KindIsBuiltIn, kinds.KindInUse)
    def delete(self, product_kind_id, version):
        """Delete a product kind that no product has"""
        kinds.remove(account_id(), product_kind_id, version=version)

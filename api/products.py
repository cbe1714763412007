"""Products over HTTP."""

from flask.views import MethodView

from api.auth import account_id
from api.blueprint import Blueprint
from schemas.catalogue import (
    ProductCreateSchema,
    ProductFilterSchema,
    ProductPatchSchema,
    ProductSchema,
    VariantCreateSchema,
    VariantSchema,
)
from services.catalogue import products, variants
from services.catalogue.attributes import AttributesInvalid
from services.catalogue.kinds import UnknownKind
from services.catalogue.variants import GtinTaken, ProductNotFound, SkuTaken

blp = Blueprint("Products", __name__, url_prefix="/v1/products", description="What a shopper sees.")


@blp.route("")
class Products(MethodView):
    @blp.operation("listProducts", scopes=["catalogue:read"])
    @blp.lists(ProductFilterSchema, ProductSchema)
    def get(self, paging, filters):
        """List products with their variants"""
        return products.find(account_id(), paging, **filters)

    @blp.operation(
        "createProduct",
        scopes=["catalogue:write"],
        idempotency="accepted",
        etag=True,
        creates="/v1/products/{id}",
        refuses=[UnknownKind, AttributesInvalid, products.ExternalRefTaken, SkuTaken, GtinTaken],
    )
    @blp.arguments(ProductCreateSchema)
    @blp.response(201, ProductSchema)
    def post(self, body):
        """Make a product with its variants"""
        return products.add(account_id(), **body)


@blp.route("/<uuid:product_id>")
class Product(MethodView):
    @blp.operation("getProduct", scopes=["catalogue:read"], etag=True, refuses=[ProductNotFound])
    @blp.response(200, ProductSchema)
    def get(self, product_id):
        """See one product with its variants"""
        return products.get(account_id(), product_id)

    @blp.operation(
        "updateProduct",
        scopes=["catalogue:write"],
        etag=True,
        refuses=[ProductNotFound, UnknownKind, AttributesInvalid, products.ExternalRefTaken],
    )
    @blp.patches(ProductPatchSchema)
    @blp.response(200, ProductSchema)
    def patch(self, body, product_id, version):
        """Change a product

        Absent fields stay, null clears. `attributes` are replaced as a whole.
        """
        return products.change(account_id(), product_id, version=version, **body)

    @blp.operation(
        "deleteProduct",
        scopes=["catalogue:write"],
        etag=True,
        refuses=[ProductNotFound, products.ProductInUse],
    )
    @blp.response(204)
    def delete(self, product_id, version):
        """Delete a product that was never stocked or sold"""
        products.remove(account_id(), product_id, version=version)


@blp.route("/<uuid:product_id>/variants")
class ProductVariants(MethodView):
    @blp.operation(
        "createVariant",
        scopes=["catalogue:write"],
        idempotency="accepted",
        etag=True,
        creates="/v1/variants/{id}",
        refuses=[ProductNotFound, SkuTaken, GtinTaken],
    )
    @blp.arguments(VariantCreateSchema)
    @blp.response(201, VariantSchema)
    def post(self, body, product_id):
        """Add a variant to a product"""
        return variants.add(account_id(), product_id, **body)

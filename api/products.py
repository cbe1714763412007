"""Products over HTTP."""

from flask.views import MethodView

from api.auth import account_id, requires
from api.blueprint import Blueprint
from api.idempotency import idempotent
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
    @requires("catalogue:read")
    @blp.doc(operationId="listProducts")
    @blp.lists(ProductFilterSchema, ProductSchema)
    def get(self, paging, filters):
        """List products with their variants"""
        return products.find(account_id(), paging, **filters)

    @requires("catalogue:write")
    @idempotent()
    @blp.doc(operationId="createProduct")
    @blp.arguments(ProductCreateSchema)
    @blp.versioned
    @blp.response(201, ProductSchema)
    @blp.refuses(UnknownKind, AttributesInvalid, products.ExternalRefTaken, SkuTaken, GtinTaken)
    def post(self, body):
        """Make a product with its variants"""
        return products.add(account_id(), **body)


@blp.route("/<uuid:product_id>")
class Product(MethodView):
    @requires("catalogue:read")
    @blp.doc(operationId="getProduct")
    @blp.versioned
    @blp.response(200, ProductSchema)
    @blp.refuses(ProductNotFound)
    def get(self, product_id):
        """See one product with its variants"""
        return products.get(account_id(), product_id)

    @requires("catalogue:write")
    @blp.doc(operationId="updateProduct")
    @blp.if_match
    @blp.patches(ProductPatchSchema)
    @blp.versioned
    @blp.response(200, ProductSchema)
    @blp.refuses(ProductNotFound, UnknownKind, AttributesInvalid, products.ExternalRefTaken)
    def patch(self, body, product_id, version):
        """Change a product

        Absent fields stay, null clears. `attributes` are replaced as a whole.
        """
        return products.change(account_id(), product_id, version=version, **body)

    @requires("catalogue:write")
    @blp.doc(operationId="deleteProduct")
    @blp.if_match
    @blp.response(204)
    @blp.refuses(ProductNotFound, products.ProductInUse)
    def delete(self, product_id, version):
        """Delete a product that was never stocked or sold"""
        products.remove(account_id(), product_id, version=version)


@blp.route("/<uuid:product_id>/variants")
class ProductVariants(MethodView):
    @requires("catalogue:write")
    @idempotent()
    @blp.doc(operationId="createVariant")
    @blp.arguments(VariantCreateSchema)
    @blp.versioned
    @blp.response(201, VariantSchema)
    @blp.refuses(ProductNotFound, SkuTaken, GtinTaken)
    def post(self, body, product_id):
        """Add a variant to a product"""
        return variants.add(account_id(), product_id, **body)

"""Variants over HTTP."""

from flask.views import MethodView

from api.auth import account_id, requires
from api.blueprint import Blueprint
from schemas.catalogue import VariantFilterSchema, VariantPatchSchema, VariantSchema
from services.catalogue import variants
from services.catalogue.variants import GtinTaken, SkuTaken, VariantNotFound

blp = Blueprint(
    "Variants",
    __name__,
    url_prefix="/v1/variants",
    description="What is sold: one SKU, perhaps one GTIN.",
)


@blp.route("")
class Variants(MethodView):
    @requires("catalogue:read")
    @blp.doc(operationId="listVariants")
    @blp.lists(VariantFilterSchema, VariantSchema)
    def get(self, paging, filters):
        """List variants of all products"""
        return variants.find(account_id(), paging, **filters)


@blp.route("/by-code/<path:code>")
class VariantByCode(MethodView):
    @requires("catalogue:read")
    @blp.doc(operationId="getVariantByCode")
    @blp.response(200, VariantSchema)
    @blp.refuses(variants.CodeNotFound)
    def get(self, code):
        """Find a variant by any code it bears

        Takes a SKU, a GTIN-8, -12, -13 or -14, an ISBN-10 or -13; hyphens and spaces are
        ignored in the latter. A SKU is matched first.
        """
        return variants.by_code(account_id(), code)


@blp.route("/<uuid:variant_id>")
class Variant(MethodView):
    @requires("catalogue:read")
    @blp.doc(operationId="getVariant")
    @blp.versioned
    @blp.response(200, VariantSchema)
    @blp.refuses(VariantNotFound)
    def get(self, variant_id):
        """See one variant"""
        return variants.get(account_id(), variant_id)

    @requires("catalogue:write")
    @blp.doc(operationId="updateVariant")
    @blp.if_match
    @blp.patches(VariantPatchSchema)
    @blp.versioned
    @blp.response(200, VariantSchema)
    @blp.refuses(VariantNotFound, SkuTaken, GtinTaken)
    def patch(self, body, variant_id, version):
        """Change a variant

        Orders keep the SKU, title and price they were placed with.
        """
        return variants.change(account_id(), variant_id, version=version, **body)

    @requires("catalogue:write")
    @blp.doc(operationId="deleteVariant")
    @blp.if_match
    @blp.response(204)
    @blp.refuses(VariantNotFound, variants.VariantInUse)
    def delete(self, variant_id, version):
        """Delete a variant that was never stocked or sold"""
        variants.remove(account_id(), variant_id, version=version)

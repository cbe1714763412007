"""Variants over HTTP."""

from flask.views import MethodView

from api.auth import account_id
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
    @blp.operation("listVariants", scopes=["catalogue:read"])
    @blp.lists(VariantFilterSchema, VariantSchema)
    def get(self, paging, filters):
        """List variants of all products"""
        return variants.find(account_id(), paging, **filters)


@blp.route("/by-code/<path:code>")
class VariantByCode(MethodView):
    @blp.operation(
        "getVariantByCode", scopes=["catalogue:read"], etag=True, refuses=[variants.CodeNotFound]
    )
    @blp.response(200, VariantSchema)
    def get(self, code):
        """Find a variant by any code it bears

        Takes a SKU, a GTIN-8, -12, -13 or -14, an ISBN-10 or -13; hyphens and spaces are
        ignored in the latter. A SKU is matched first.
        """
        return variants.by_code(account_id(), code)


@blp.route("/<uuid:variant_id>")
class Variant(MethodView):
    @blp.operation("getVariant", scopes=["catalogue:read"], etag=True, refuses=[VariantNotFound])
    @blp.response(200, VariantSchema)
    def get(self, variant_id):
        """See one variant"""
        return variants.get(account_id(), variant_id)

    @blp.operation(
        "updateVariant",
        scopes=["catalogue:write"],
        etag=True,
        refuses=[VariantNotFound, SkuTaken, GtinTaken],
    )
    @blp.patches(VariantPatchSchema)
    @blp.response(200, VariantSchema)
    def patch(self, body, variant_id, version):
        """Change a variant

        Orders keep the SKU, title and price they were placed with.
        """
        return variants.change(account_id(), variant_id, version=version, **body)

    @blp.operation(
        "deleteVariant",
        scopes=["catalogue:write"],
        etag=True,
        refuses=[VariantNotFound, variants.VariantInUse],
    )
    @blp.response(204)
    def delete(self, variant_id, version):
        """Delete a variant that was never stocked or sold"""
        variants.remove(account_id(), variant_id, version=version)

"""Shapes of product kinds, products and variants."""

from marshmallow_sqlalchemy import auto_field

from models import Product, ProductKind, ProductStatus, Variant, VariantStatus
from models.catalogue import MAX_PRICE_MINOR
from schemas import fields
from schemas.base import Input, Output, embedded
from schemas.messages import Length, Range
from schemas.paging import ListFilter, sort_by

BOOK = {"authors": ["Jane Austen"], "publisher": "Penguin Classics", "publication_year": 1813}
JSON_SCHEMA = {
    "type": "object",
    "properties": {"colour": {"type": "string"}},
    "required": ["colour"],
}
GTIN = {
    "description": "GTIN-8, -12, -13, -14 or ISBN-10, -13; an ISBN-10 becomes its ISBN-13.",
    "example": "9780141439518",
}
SKU = {
    "description": "The merchant's stock keeping unit; upper and lower case differ.",
    "example": "BK-0001",
}


def price() -> fields.Integer:
    """Give a price field: minor units, bounded, null where nothing is priced yet."""
    return fields.Integer(
        allow_none=True,
        validate=Range(0, MAX_PRICE_MINOR),
        metadata={
            "description": "Price of one unit in minor units, e.g. cents; null: not for sale yet.",
            "example": 999,
        },
    )


def weight() -> fields.Integer:
    """Give a weight field."""
    return fields.Integer(
        allow_none=True,
        validate=Range(0, 100_000_000),
        metadata={
            "description": "Weight of one unit in grams; null: nobody has said.",
            "example": 320,
        },
    )


class ProductKindSchema(Output):
    """A JSON Schema that the attributes of its products satisfy."""

    class Meta(Output.Meta):
        """The table behind it."""

        model = ProductKind

    id = auto_field()
    code = auto_field(metadata={"example": "book"})
    title = auto_field(metadata={"example": "Book"})
    json_schema = auto_field(metadata={"example": JSON_SCHEMA})
    is_built_in = auto_field()
    version = auto_field(metadata={"example": 1})
    created_at = auto_field()
    updated_at = auto_field()


class ProductKindCreateSchema(Input):
    """A product kind of the account's own."""

    class Meta(Input.Meta):
        """The table behind it."""

        model = ProductKind

    code = fields.Code(
        required=True, metadata={"description": "How products name the kind.", "example": "poster"}
    )
    title = auto_field(metadata={"example": "Poster"})
    json_schema = auto_field(metadata={"example": JSON_SCHEMA})


class ProductKindPatchSchema(Input):
    """What of a product kind may change."""

    class Meta(Input.Meta):
        """The table behind it."""

        model = ProductKind

    title = auto_field(required=False, metadata={"example": "Poster"})
    json_schema = auto_field(required=False, metadata={"example": JSON_SCHEMA})


class ProductKindFilterSchema(ListFilter):
    """Which product kinds to list."""

    code = fields.Code(metadata={"description": "The kind of this code.", "example": "book"})


class VariantSchema(Output):
    """What is sold: one SKU, perhaps one GTIN."""

    class Meta(Output.Meta):
        """The table behind it."""

        model = Variant

    id = auto_field()
    product_id = auto_field()
    sku = auto_field(metadata={"example": "BK-0001"})
    title = auto_field(metadata={"example": "Paperback"})
    gtin = auto_field(metadata={"example": "9780141439518"})
    price_minor = auto_field(metadata={"example": 999})
    currency = auto_field(metadata={"example": "EUR"})
    weight_grams = auto_field(metadata={"example": 320})
    status = fields.Enum(
        VariantStatus,
        metadata={"description": "Whether the variant is on sale.", "example": "active"},
    )
    version = auto_field(metadata={"example": 1})
    created_at = auto_field()
    updated_at = auto_field()


class VariantCreateSchema(Input):
    """A variant of a product, to stock and to sell."""

    class Meta(Input.Meta):
        """The table behind it."""

        model = Variant

    sku = fields.Sku(required=True, metadata=SKU)
    title = auto_field(metadata={"example": "Paperback"})
    gtin = fields.Gtin(allow_none=True, metadata=GTIN)
    price_minor = price()
    currency = fields.Currency(
        metadata={
            "description": "ISO 4217 code of the price; absent: the account's.",
            "example": "EUR",
        }
    )
    weight_grams = weight()


class VariantPatchSchema(Input):
    """What of a variant may change."""

    class Meta(Input.Meta):
        """The table behind it."""

        model = Variant

    sku = fields.Sku(metadata=SKU)
    title = auto_field(metadata={"example": "Paperback"})
    gtin = fields.Gtin(allow_none=True, metadata=GTIN)
    price_minor = price()
    currency = fields.Currency(
        metadata={"description": "ISO 4217 code of the price.", "example": "EUR"}
    )
    weight_grams = weight()
    status = fields.Enum(
        VariantStatus,
        metadata={"description": "Whether the variant is on sale.", "example": "archived"},
    )


class VariantFilterSchema(ListFilter):
    """Which variants to list."""

    sort = sort_by("created_at", "sku", default="created_at")
    q = fields.String(
        validate=Length(1, 100),
        metadata={"description": "Part of the SKU or a title, in either case.", "example": "pride"},
    )
    sku = fields.Sku(metadata={"description": "The variant of this SKU.", "example": "BK-0001"})
    gtin = fields.Gtin(
        metadata={"description": "The variant of this GTIN or ISBN.", "example": "9780141439518"}
    )
    product_id = fields.UUID(metadata={"description": "Only variants of this product."})
    status = fields.Enum(
        VariantStatus,
        metadata={"description": "Only variants of this status.", "example": "active"},
    )


class ProductSchema(Output):
    """What a shopper sees, with the variants that are sold of it."""

    class Meta(Output.Meta):
        """The table behind it."""

        model = Product

    id = auto_field()
    kind = auto_field(metadata={"example": "book"})
    title = auto_field(metadata={"example": "Pride and Prejudice"})
    description = auto_field(metadata={"example": "A novel of manners."})
    status = fields.Enum(
        ProductStatus,
        metadata={"description": "Whether the product is on sale.", "example": "active"},
    )
    external_ref = auto_field(metadata={"example": "erp-4711"})
    attributes = auto_field(metadata={"example": BOOK})
    variants = fields.List(
        embedded(VariantSchema),
        at_most=100,
        metadata={"description": "What is sold of the product."},
    )
    version = auto_field(metadata={"example": 1})
    created_at = auto_field()
    updated_at = auto_field()


class ProductCreateSchema(Input):
    """A product to show, with the variants to sell."""

    class Meta(Input.Meta):
        """The table behind it."""

        model = Product

    kind = fields.Code(
        required=True, metadata={"description": "Code of the product kind.", "example": "book"}
    )
    title = auto_field(metadata={"example": "Pride and Prejudice"})
    description = fields.String(
        allow_none=True,
        validate=Length(max=20_000),
        metadata={
            "description": "What a shopper reads next; null: there is no description.",
            "example": "A novel of manners.",
        },
    )
    status = fields.Enum(
        ProductStatus,
        metadata={"description": "Whether the product is on sale.", "example": "active"},
    )
    external_ref = auto_field(metadata={"example": "erp-4711"})
    attributes = auto_field(metadata={"example": BOOK})
    variants = fields.List(
        embedded(VariantCreateSchema),
        at_most=100,
        metadata={"description": "What is sold of the product; more can be added later."},
    )


class ProductPatchSchema(Input):
    """What of a product may change."""

    class Meta(Input.Meta):
        """The table behind it."""

        model = Product

    kind = fields.Code(metadata={"description": "Code of the product kind.", "example": "book"})
    title = auto_field(required=False, metadata={"example": "Emma"})
    description = fields.String(
        allow_none=True,
        validate=Length(max=20_000),
        metadata={
            "description": "What a shopper reads next; null: there is no description.",
            "example": "A comedy of manners.",
        },
    )
    status = fields.Enum(
        ProductStatus,
        metadata={"description": "Whether the product is on sale.", "example": "archived"},
    )
    external_ref = auto_field(metadata={"example": "erp-4711"})
    attributes = auto_field(
        metadata={"description": "All attributes; they replace those there are.", "example": BOOK}
    )


class ProductFilterSchema(ListFilter):
    """Which products to list."""

    sort = sort_by("created_at", "updated_at", "title", default="created_at")
    q = fields.String(
        validate=Length(1, 100),
        metadata={"description": "Part of the title, in either case.", "example": "pride"},
    )
    kind = fields.Code(metadata={"description": "Only products of this kind.", "example": "book"})
    status = fields.Enum(
        ProductStatus,
        metadata={"description": "Only products of this status.", "example": "active"},
    )
    sku = fields.Sku(metadata={"description": "The product with this SKU.", "example": "BK-0001"})
    external_ref = fields.String(
        validate=Length(1, 120),
        metadata={"description": "The product of this reference.", "example": "erp-4711"},
    )

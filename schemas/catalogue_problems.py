"""Facts of errors about product kinds, products and variants."""

from schemas import fields
from schemas.base import Output


def place(example: str) -> fields.String:
    """Give the field that points at what is wrong in the request's body."""
    return fields.String(
        metadata={
            "description": "Where it stands in the request's body, as a JSON Pointer.",
            "example": example,
        }
    )


class CodeNotFoundDetailsSchema(Output):
    """The code that no variant bears."""

    code = fields.String(
        metadata={
            "description": "The code that was looked up, its first 64 characters.",
            "example": "9780141439518",
        }
    )


class SkuTakenDetailsSchema(Output):
    """The SKU that another variant has, and where the request says it."""

    sku = fields.String(
        metadata={"description": "SKU that is taken already.", "example": "BK-0001"}
    )
    pointer = place("/sku")


class GtinTakenDetailsSchema(Output):
    """The GTIN that another active variant has, and where the request says it."""

    gtin = fields.String(
        metadata={
            "description": "GTIN that is taken, digits only; of an ISBN-10 its ISBN-13.",
            "example": "9780141439518",
        }
    )
    pointer = place("/gtin")


class ExternalRefTakenDetailsSchema(Output):
    """The reference that another product has."""

    external_ref = fields.String(
        metadata={"description": "Reference that is taken.", "example": "erp-4711"}
    )


class UnknownKindDetailsSchema(Output):
    """The product kind that the account does not have."""

    kind = fields.String(
        metadata={"description": "Code that no product kind has.", "example": "poster"}
    )


class KindCodeTakenDetailsSchema(Output):
    """The code that another product kind has."""

    code = fields.String(
        metadata={"description": "Code of a product kind that is taken.", "example": "poster"}
    )


class KindInUseDetailsSchema(Output):
    """Products that stand in the way."""

    products = fields.List(
        fields.UUID(),
        at_most=10,
        metadata={
            "description": "Ids of up to ten such products; none if they came just now.",
            "example": ["0199a2b4-7c1e-7a87-9921-57cb4f27fb94"],
        },
    )

"""Facts of errors about locations, stock levels and movements."""

from schemas import fields
from schemas.base import Output

ON_HAND = {"description": "Units on the shelf now, promised ones included.", "example": 40}


class LocationCodeTakenDetailsSchema(Output):
    """The code that another location has."""

    code = fields.String(
        metadata={"description": "Code of a location that is taken.", "example": "warehouse"}
    )


class PromisesExceededDetailsSchema(Output):
    """What is there and what is promised; a backorder limit has to cover the difference."""

    on_hand = fields.Integer(metadata=ON_HAND)
    reserved = fields.Integer(
        metadata={"description": "Units promised to orders and not shipped yet.", "example": 43}
    )


class UnknownSkuDetailsSchema(Output):
    """The SKU that is not in the catalogue."""

    sku = fields.String(metadata={"description": "SKU that no variant has.", "example": "BK-9999"})


class UnknownLocationDetailsSchema(Output):
    """The location that is not the account's."""

    location_id = fields.UUID(metadata={"description": "Id that no location has."})


class StockChangedDetailsSchema(Output):
    """What is there, and what the request expected to be there."""

    on_hand = fields.Integer(metadata=ON_HAND)
    expected_on_hand = fields.Integer(
        metadata={"description": "Units that the request expected there.", "example": 12}
    )


class StockPromisedDetailsSchema(Output):
    """What is there, and what may be taken away."""

    on_hand = fields.Integer(metadata=ON_HAND)
    removable = fields.Integer(
        metadata={
            "description": "Units that may be taken away; the others are promised to orders.",
            "example": 39,
        }
    )

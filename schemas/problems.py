"""Shapes of the facts that errors carry in `details`, by the code of the error.

An error that is not here carries none. Named after the refusal: `InsufficientStock` has
`InsufficientStockDetailsSchema`.
"""

import re

from models import (
    Account,
    ApiKey,
    Fulfilment,
    Job,
    Location,
    Order,
    Product,
    ProductKind,
    StockLevel,
    StockMovement,
    User,
    Variant,
)
from models.base import Base
from models.scopes import Scope
from schemas import catalogue_problems as catalogue
from schemas import fields
from schemas import import_problems as imports
from schemas import order_problems as orders
from schemas import stock_problems as stock
from schemas.base import Output


class StaleVersionDetailsSchema(Output):
    """The version that the resource has now."""

    current_version = fields.Integer(
        metadata={
            "description": "Version there is now; absent if the ETag is none of ours.",
            "example": 2,
            "optional": True,
        }
    )


class MissingScopeDetailsSchema(Output):
    """What the operation needs."""

    required = fields.List(
        fields.Enum(Scope),
        at_most=len(Scope),
        metadata={
            "description": "Every scope that the operation needs.",
            "example": ["orders:write"],
        },
    )


class ScopeNotHeldDetailsSchema(Output):
    """What the caller may not do, and so not let others do."""

    scopes = fields.List(
        fields.Enum(Scope),
        at_most=len(Scope),
        metadata={
            "description": "Scopes asked for that the caller lacks.",
            "example": ["access:write"],
        },
    )


class BodyTooLargeDetailsSchema(Output):
    """How large a body may be."""

    limit_bytes = fields.Integer(
        metadata={"description": "Most bytes that the operation takes.", "example": 1_048_576}
    )


class UriTooLongDetailsSchema(Output):
    """How long an address may be."""

    limit_bytes = fields.Integer(
        metadata={"description": "Most bytes of method, address and query.", "example": 8_190}
    )


class HeadersTooLargeDetailsSchema(Output):
    """How long a header may be."""

    limit_bytes = fields.Integer(
        metadata={"description": "Most bytes of a header.", "example": 8_190}
    )


class NotReadyDetailsSchema(Output):
    """Why a process cannot serve."""

    checks = fields.JsonObject(
        metadata={
            "description": "What is the matter, by what was looked at.",
            "example": {"database": "does not answer"},
        }
    )


class RateLimitedDetailsSchema(Output):
    """Which limit is reached, and when it opens again."""

    policy = fields.String(
        metadata={"description": "Name of the limit, as in RateLimit-Policy.", "example": "key"}
    )
    limit = fields.Integer(
        metadata={"description": "Units that there are in a window.", "example": 30_000}
    )
    window_seconds = fields.Integer(
        metadata={"description": "Seconds that a window lasts.", "example": 60}
    )
    retry_after_seconds = fields.Integer(
        metadata={"description": "Seconds until the window has ended.", "example": 42}
    )


class UnsupportedMediaTypeDetailsSchema(Output):
    """What media type a body may be of."""

    supported = fields.List(
        fields.String(),
        at_most=10,
        metadata={
            "description": "Media types that the operation reads.",
            "example": ["application/json", "application/merge-patch+json"],
        },
    )


class JsonTooDeepDetailsSchema(Output):
    """How deep a body may be nested."""

    limit = fields.Integer(
        metadata={"description": "Most levels of objects and lists.", "example": 64}
    )


class JsonNumberTooLongDetailsSchema(Output):
    """How long a number may be written."""

    limit = fields.Integer(
        metadata={"description": "Most characters that a number may have.", "example": 300}
    )


def not_found(name: str, model: type[Base]) -> type[Output]:
    """Give the facts of an error that says that there is no row of this id."""
    noun = " ".join(re.findall("[A-Z][a-z]*", name)).lower().replace("api", "API")
    said = f"Id that no {noun} of the account has."
    members = {
        "__doc__": f"The {noun} that there is not.",
        "Meta": type("Meta", (Output.Meta,), {"model": model}),
        "id": fields.UUID(metadata={"description": said}),
    }
    return type(f"{name}NotFoundDetailsSchema", (Output,), members)


SCHEMAS: tuple[type[Output], ...] = (
    not_found("Account", Account),
    not_found("User", User),
    not_found("ApiKey", ApiKey),
    not_found("ProductKind", ProductKind),
    not_found("Product", Product),
    not_found("Variant", Variant),
    not_found("Location", Location),
    not_found("StockLevel", StockLevel),
    not_found("StockMovement", StockMovement),
    not_found("Order", Order),
    not_found("Fulfilment", Fulfilment),
    not_found("Import", Job),
    StaleVersionDetailsSchema,
    MissingScopeDetailsSchema,
    ScopeNotHeldDetailsSchema,
    BodyTooLargeDetailsSchema,
    UriTooLongDetailsSchema,
    HeadersTooLargeDetailsSchema,
    NotReadyDetailsSchema,
    RateLimitedDetailsSchema,
    UnsupportedMediaTypeDetailsSchema,
    JsonTooDeepDetailsSchema,
    JsonNumberTooLongDetailsSchema,
    catalogue.CodeNotFoundDetailsSchema,
    catalogue.SkuTakenDetailsSchema,
    catalogue.GtinTakenDetailsSchema,
    catalogue.ExternalRefTakenDetailsSchema,
    catalogue.UnknownKindDetailsSchema,
    catalogue.KindCodeTakenDetailsSchema,
    catalogue.KindInUseDetailsSchema,
    stock.LocationCodeTakenDetailsSchema,
    stock.PromisesExceededDetailsSchema,
    stock.UnknownSkuDetailsSchema,
    stock.UnknownLocationDetailsSchema,
    stock.StockChangedDetailsSchema,
    stock.StockPromisedDetailsSchema,
    orders.InsufficientStockDetailsSchema,
    orders.ExternalRefExistsDetailsSchema,
    orders.InvalidTransitionDetailsSchema,
    orders.NotSellableDetailsSchema,
    orders.OrderedSkuUnknownDetailsSchema,
    orders.OrderLocationUnknownDetailsSchema,
    orders.OrderTotalTooLargeDetailsSchema,
    orders.OrderLineUnknownDetailsSchema,
    orders.QuantityTooLargeDetailsSchema,
    orders.NotOnHandDetailsSchema,
    imports.UnknownTargetDetailsSchema,
    imports.UnknownColumnDetailsSchema,
    imports.NothingToMatchDetailsSchema,
    imports.UnknownImportLocationDetailsSchema,
    imports.TooManyRowsDetailsSchema,
)


def code_of(schema: type[Output]) -> str:
    """Give the code of the error whose facts a schema describes."""
    name = schema.__name__.removesuffix("DetailsSchema")
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).lower()


DETAILS: dict[str, type[Output]] = {code_of(schema): schema for schema in SCHEMAS}

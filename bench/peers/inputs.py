"""What callers may send, in Pydantic: as strict as Backstock's schemas, for both FastAPIs."""

import re
from typing import Annotated, Literal
from uuid import UUID

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from bench.peers.common import CURRENCIES, invalid

CONTROL = r"\x00-\x1f\x7f-\x9f"
SPACE = r" \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
SKU = rf"^[^{CONTROL}{SPACE}](?:[^{CONTROL}]*[^{CONTROL}{SPACE}])?$"
UUID_FORM = r"^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"
ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}"
LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
EMAIL = rf"^{ATOM}(?:\.{ATOM})*@{LABEL}(?:\.{LABEL})+$"
STORABLE = r"^[^\x00]*$"


def short_local_part(email: str) -> str:
    """Refuse an e-mail address with more than 64 characters before the @."""
    if email.index("@") > 64:
        raise ValueError("Not a valid e-mail address.")
    return email


def whole(value: object) -> object:
    """Read `2.0` as the whole number that it is in JSON."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def decimal(value: object) -> object:
    """Read digits of a query; whatever else Pydantic would take for a number is none."""
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,16}", value, re.ASCII):
        return int(value)
    return value


Sku = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=SKU)]
Code = Annotated[str, StringConstraints(max_length=40, pattern=r"^[a-z][a-z0-9_-]*$")]
Email = Annotated[
    str,
    StringConstraints(max_length=254, to_lower=True, pattern=EMAIL),
    AfterValidator(short_local_part),
]
CanonicalUUID = Annotated[str, StringConstraints(pattern=UUID_FORM), AfterValidator(UUID)]


class Strict(BaseModel):
    """Closed and strict: no unknown fields, no guessing of types."""

    model_config = ConfigDict(extra="forbid", strict=True)


class ListQuery(Strict):
    """The query of a list."""

    limit: Annotated[int, BeforeValidator(decimal), Field(ge=1, le=200)] = 50
    cursor: str | None = Field(None, min_length=1, max_length=2000, pattern=r"^[A-Za-z0-9_.-]+$")


class NoQuery(Strict):
    """The query of an operation that takes none."""


class AvailabilityCheck(Strict):
    """SKUs to ask the availability of."""

    skus: list[Sku] = Field(min_length=1, max_length=500)


class Customer(Strict):
    """Who buys."""

    email: Email
    name: str | None = Field(None, min_length=1, max_length=200, pattern=STORABLE)


class LineCreate(Strict):
    """Units of one SKU to buy."""

    sku: Sku
    quantity: Annotated[int, BeforeValidator(whole), Field(ge=1, le=1_000_000)]
    location_id: CanonicalUUID = None  # absent, but never null


class OrderCreate(Strict):
    """An order to place."""

    currency: Literal[*CURRENCIES]
    customer: Customer
    lines: list[LineCreate] = Field(min_length=1, max_length=2000)
    channel: Code = None  # absent, but never null
    external_ref: Annotated[
        str, StringConstraints(min_length=1, max_length=120, pattern=STORABLE)
    ] = None

    @model_validator(mode="after")
    def check_channel(self) -> "OrderCreate":
        """A number means nothing without the channel that gave it."""
        if self.external_ref is not None and self.channel is None:
            place = {"in": "body", "pointer": "/channel", "code": "required"}
            raise invalid([{**place, "detail": "Required with external_ref."}])
        return self

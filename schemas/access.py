"""Shapes of accounts, users and sessions."""

from enum import StrEnum

from marshmallow import ValidationError, validates_schema
from marshmallow_sqlalchemy import auto_field

from models import Account, Role, User
from models.scopes import Scope
from schemas import fields
from schemas.base import Input, Output, embedded
from schemas.credentials import EMAIL, new_password
from schemas.messages import Length, Message
from schemas.paging import ListFilter

AN_ACCESS = "eyJhbGciOiJFZERTQSJ9.eyJ0eXAiOiJhY2Nlc3MifQ.kTJ9V0sU6dWbWm6nQ3lq0g"
A_REFRESH = "eyJhbGciOiJFZERTQSJ9.eyJ0eXAiOiJyZWZyZXNoIn0.b7aYp1dX2c5JtR8mZ4vLQw"
A_ROLE = {"description": "The named set of scopes that the user has.", "example": "staff"}


class TokenType(StrEnum):
    """How an access token is sent: `Bearer` in the Authorization header (RFC 6750)."""

    BEARER = "Bearer"


class RegistrationCreateSchema(Input):
    """What a merchant says to open an account."""

    account_name = fields.String(
        required=True,
        validate=Length(1, 120),
        metadata={
            "description": "The merchant's name, as customers know it.",
            "example": "Corner Books",
        },
    )
    currency = fields.Currency(
        load_default="EUR",
        metadata={"description": "ISO 4217 code of prices that name none.", "example": "EUR"},
    )
    email = fields.Email(required=True, metadata=EMAIL)
    name = fields.String(
        required=True,
        validate=Length(1, 120),
        metadata={"description": "Name of the account's first owner.", "example": "Ada Lovelace"},
    )
    password = new_password(required=True)


class RefreshCreateSchema(Input):
    """What a client says to get the next pair of tokens."""

    refresh_token = fields.String(
        required=True,
        validate=Length(1, 4_000),
        metadata={
            "description": "The newest refresh token; it works once.",
            "example": A_REFRESH,
        },
    )


class TokensSchema(Output):
    """A pair of tokens: one to call with, one to get the next pair."""

    access_token = fields.String(
        metadata={"description": "Send it as `Authorization: Bearer`.", "example": AN_ACCESS}
    )
    refresh_token = fields.String(
        metadata={"description": "Exchange it once for the next pair.", "example": A_REFRESH}
    )
    token_type = fields.Enum(
        TokenType, metadata={"description": "How the access token is sent.", "example": "Bearer"}
    )
    expires_in = fields.Integer(
        metadata={"description": "Life of the access token in seconds.", "example": 900}
    )


class AccountSchema(Output):
    """One merchant, to whom everything else belongs."""

    class Meta(Output.Meta):
        """The table behind it."""

        model = Account

    id = auto_field()
    name = auto_field(metadata={"example": "Corner Books"})
    currency = auto_field(metadata={"example": "EUR"})
    version = auto_field(metadata={"example": 1})
    created_at = auto_field()
    updated_at = auto_field()


class AccountPatchSchema(Input):
    """What of an account may change."""

    class Meta(Input.Meta):
        """The table behind it."""

        model = Account

    name = auto_field(required=False, metadata={"example": "Corner Books & Café"})
    currency = fields.Currency(
        metadata={"description": "ISO 4217 code of prices that name none.", "example": "EUR"}
    )


class UserSchema(Output):
    """A person who may act for an account."""

    class Meta(Output.Meta):
        """The table behind it."""

        model = User

    id = auto_field()
    email = auto_field(metadata={"example": "ada@example.com"})
    name = auto_field(metadata={"example": "Ada Lovelace"})
    role = fields.Enum(Role, metadata=A_ROLE)
    is_active = auto_field()
    version = auto_field(metadata={"example": 1})
    created_at = auto_field()
    updated_at = auto_field()


class UserCreateSchema(Input):
    """What is said to let another person in."""

    class Meta(Input.Meta):
        """The table behind it."""

        model = User

    email = fields.Email(required=True, metadata=EMAIL)
    name = auto_field(metadata={"example": "Grace Hopper"})
    role = fields.Enum(Role, required=True, metadata=A_ROLE)
    password = new_password(required=True)


class UserPatchSchema(Input):
    """What of a user may change."""

    class Meta(Input.Meta):
        """The table behind it."""

        model = User

    name = auto_field(required=False, metadata={"example": "Grace Hopper"})
    role = fields.Enum(Role, metadata=A_ROLE)
    is_active = auto_field(metadata={"example": False})
    password = new_password()


class UserFilterSchema(ListFilter):
    """Which users of the account to list."""

    role = fields.Enum(
        Role, metadata={"description": "Only users of this role.", "example": "staff"}
    )
    email = fields.Email(
        metadata={"description": "The user of this e-mail address.", "example": "ada@example.com"}
    )


class MeSchema(Output):
    """Who is calling, and what they may do."""

    account = embedded(AccountSchema, metadata={"description": "The account acted for."})
    user = embedded(UserSchema, metadata={"description": "The user, or the maker of the API key."})
    scopes = fields.List(
        fields.Enum(Scope),
        at_most=100,
        metadata={"description": "What this caller may do now.", "example": ["orders:read"]},
    )
    version = fields.Integer(
        metadata={
            "description": "Grows with every change of the account or the user; the ETag is this "
            "number in quotes.",
            "example": 2,
        }
    )


class MePatchSchema(Input):
    """What users may change of themselves."""

    class Meta(Input.Meta):
        """The table behind it, and the rules between members."""

        model = User
        rules = {
            "dependentRequired": {
                "password": ["current_password"],
                "current_password": ["password"],
            }
        }

    name = auto_field(required=False, metadata={"example": "Ada King"})
    password = new_password()
    current_password = fields.Password(
        shortest=1,
        metadata={
            "description": "The password that the user logs in with now; needed for a new one.",
            "example": "my-first-long-password",
        },
    )

    @validates_schema
    def check_pair(self, data: dict[str, object], **_: object) -> None:
        """Whoever found a session open shall not lock its user out."""
        pair = ("password", "current_password")
        for name, other in (pair, pair[::-1]):
            if name in data and other not in data:
                raise ValidationError({other: [Message(f"Required with {name}.", "required")]})

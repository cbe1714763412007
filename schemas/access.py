"""Shapes of accounts, users, sessions and API keys."""

from enum import StrEnum

from marshmallow import ValidationError, validates_schema
from marshmallow_sqlalchemy import auto_field

from models import Account, ApiKey, Role, User
from models.scopes import Scope
from schemas import fields
from schemas.base import Input, Output, embedded
from schemas.credentials import EMAIL, new_password
from schemas.messages import Length, Message, Range
from schemas.paging import ListFilter

MAX_GRACE_SECONDS = 86_400
AN_ACCESS = "eyJhbGciOiJFZERTQSJ9.eyJ0eXAiOiJhY2Nlc3MifQ.kTJ9V0sU6dWbWm6nQ3lq0g"
A_REFRESH = "eyJhbGciOiJFZERTQSJ9.eyJ0eXAiOiJyZWZyZXNoIn0.b7aYp1dX2c5JtR8mZ4vLQw"
A_KEYS_SCOPES = ["catalogue:read", "orders:write"]
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


class ApiKeySchema(Output):
    """An API key, without its secret."""

    class Meta(Output.Meta):
        """The table behind it."""

        model = ApiKey

    id = auto_field()
    name = auto_field(metadata={"example": "Web shop"})
    prefix = fields.String(
        metadata={
            "description": "How the key begins; enough to recognise it.",
            "example": "bsk_5f0c9e0b7a1d2c3e",
        }
    )
    scopes = fields.List(
        fields.Enum(Scope),
        at_most=100,
        metadata={
            "description": "What the key may do, as far as its maker still may.",
            "example": A_KEYS_SCOPES,
        },
    )
    created_by = auto_field()
    expires_at = auto_field()
    revoked_at = auto_field()
    rotated_at = auto_field()
    former_until = auto_field()
    version = auto_field(metadata={"example": 1})
    created_at = auto_field()
    updated_at = auto_field()


class ApiKeyWithSecretSchema(ApiKeySchema):
    """An API key with its new secret, which is never shown again."""

    secret = fields.String(
        metadata={
            "description": "The whole key: send it as `X-API-Key`. It is shown this once.",
            "example": "bsk_5f0c9e0b7a1d2c3e_dGhpcyBpcyBub3QgYSByZWFsIHNlY3JldCBrZXkuLi4",
        }
    )


class ApiKeyCreateSchema(Input):
    """What is said to make a key."""

    class Meta(Input.Meta):
        """The table behind it."""

        model = ApiKey

    name = auto_field(metadata={"example": "Web shop"})
    scopes = fields.List(
        fields.Enum(Scope),
        at_least=1,
        at_most=len(Scope),
        required=True,
        metadata={
            "description": "What the key may do; no more than its maker.",
            "example": A_KEYS_SCOPES,
        },
    )
    expires_at = auto_field(metadata={"example": "2030-01-01T00:00:00Z"})


class ApiKeyRotationSchema(Input):
    """What is said to replace the secret of a key."""

    grace_seconds = fields.Integer(
        load_default=0,
        validate=Range(0, MAX_GRACE_SECONDS),
        metadata={
            "description": "For how long the secret until now works as well; 0: no longer.",
            "example": 3_600,
        },
    )


class ApiKeyPatchSchema(Input):
    """What of a key may change."""

    class Meta(Input.Meta):
        """The table behind it."""

        model = ApiKey

    name = auto_field(required=False, metadata={"example": "Old web shop"})

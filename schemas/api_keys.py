"""Shapes of API keys."""

from marshmallow_sqlalchemy import auto_field

from models import ApiKey
from models.scopes import Scope
from schemas import fields
from schemas.base import Input, Output
from schemas.messages import Range

MAX_GRACE_SECONDS = 86_400
A_KEYS_SCOPES = ["catalogue:read", "orders:write"]


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

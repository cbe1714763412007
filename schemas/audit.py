"""Shapes of the audit log."""

from marshmallow_sqlalchemy import auto_field

from models import AuditEntry
from schemas import fields
from schemas.base import Output, embedded
from schemas.messages import Length
from schemas.paging import ListFilter

A_PRINCIPAL = "user:0199a2b4-7c1e-704f-9899-6da763b7a969"
AN_ACTION = "location.updated"


class FieldChangeSchema(Output):
    """One field that was changed."""

    field = fields.String(
        metadata={"description": "Name of the field that differs.", "example": "name"}
    )
    before = fields.Anything(
        metadata={"description": "What was there before; null: nothing.", "example": "Shop"}
    )
    after = fields.Anything(
        metadata={
            "description": (
                "What is there since; null: nothing. Of a secret, and of what is longer than "
                "2,000 bytes, both are left out: `before` is null and this is `changed`."
            ),
            "example": "Shop & Café",
        }
    )


class AuditEntrySchema(Output):
    """One change that somebody made; entries never change."""

    class Meta(Output.Meta):
        """The table behind it."""

        model = AuditEntry

    id = auto_field()
    action = auto_field(metadata={"example": AN_ACTION})
    resource_type = auto_field(metadata={"example": "location"})
    resource_id = auto_field()
    principal = auto_field(metadata={"example": A_PRINCIPAL})
    user_id = auto_field()
    request_id = auto_field(metadata={"example": "0199a2b4-7c1e-7f00-9d00-5c6b7a8f9e01"})
    remote_address = auto_field(metadata={"example": "203.0.113.7"})
    changes = fields.List(
        embedded(FieldChangeSchema),
        at_most=1_000,
        metadata={"description": "Fields that differ; none where the action says it all."},
    )
    created_at = auto_field(metadata={"description": "When it was done, in UTC."})


class AuditFilterSchema(ListFilter):
    """Which entries of the audit log to list."""

    action = fields.String(
        validate=Length(1, 60),
        metadata={"description": "Only what was done so.", "example": AN_ACTION},
    )
    resource_type = fields.String(
        validate=Length(1, 40),
        metadata={
            "description": "Only what was done to resources of this type.",
            "example": "location",
        },
    )
    resource_id = fields.UUID(metadata={"description": "Only what was done to this resource."})
    principal = fields.String(
        validate=Length(1, 60),
        metadata={"description": "Only what this caller did.", "example": A_PRINCIPAL},
    )

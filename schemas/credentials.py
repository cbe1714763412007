"""Shapes of what a person logs in with: an e-mail address and a password, old or new."""

from schemas import fields
from schemas.base import Input, Output
from schemas.messages import Length

EMAIL = {"description": "E-mail address; case is ignored.", "example": "ada@example.com"}
A_PASSWORD = {
    "description": (
        "The password: 12 to 256 characters of any kind, counted in Unicode's form NFC. What "
        "leaked often is refused, and what is little more than a name of the user or the account."
    ),
    "example": "correct-horse-battery",
}


def new_password(*, required: bool = False) -> fields.Password:
    """A password being set; the rest of its rules need to know whose it is."""
    return fields.Password(shortest=12, required=required, metadata=A_PASSWORD)


class LoginCreateSchema(Input):
    """What a user says to get a pair of tokens."""

    email = fields.Email(required=True, metadata=EMAIL)
    password = fields.Password(
        shortest=1,
        required=True,
        metadata={"description": "The user's password.", "example": "correct-horse-battery"},
    )


class PasswordResetCreateSchema(Input):
    """Who has forgotten their password."""

    email = fields.Email(required=True, metadata=EMAIL)


class PasswordResetSchema(Output):
    """What is said to everybody who asks, whether there is such a user or not."""

    expires_in = fields.Integer(
        metadata={
            "description": "Life of the token in seconds; it is in the mail, if there is a user.",
            "example": 1800,
        }
    )


class PasswordResetConfirmSchema(Input):
    """A new password, and the token that allows it."""

    token = fields.String(
        required=True,
        validate=Length(1, 200),
        metadata={
            "description": "The token of the newest mail; it works once.",
            "example": "dGhpcyBpcyBub3QgYSByZWFsIHJlc2V0IHRva2VuLi4",
        },
    )
    password = new_password(required=True)

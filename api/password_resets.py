"""A forgotten password over HTTP."""

from flask import current_app
from flask.views import MethodView

from api import limits, mail
from api.blueprint import PUBLIC, Blueprint
from schemas.credentials import (
    PasswordResetConfirmSchema,
    PasswordResetCreateSchema,
    PasswordResetSchema,
)
from services.access import resets
from services.access.password_rules import PasswordTooCommon, PasswordTooGuessable

blp = Blueprint(
    "Password resets",
    __name__,
    url_prefix="/v1/auth/password-reset",
    description="Set a new password without the old one, by a token that comes as mail.",
)


@blp.route("")
class PasswordReset(MethodView):
    @blp.operation("requestPasswordReset", scopes=PUBLIC, idempotency="none")
    @blp.arguments(PasswordResetCreateSchema)
    @blp.response(202, PasswordResetSchema)
    def post(self, body):
        """Ask for a new password

        Sends a mail with a token to the user of this address, if there is one who may log in.
        The answer is the same in any case. An earlier token stops working.
        """
        limits.count_reset(body["email"])
        settings = current_app.config["SETTINGS"]
        ttl_seconds, page = settings.password_reset_ttl_seconds, settings.password_reset_url
        resets.ask(**body, ttl_seconds=ttl_seconds, page=page, send=mail.outbox().send)
        return {"expires_in": ttl_seconds}


@blp.route("/confirm")
class PasswordResetConfirmation(MethodView):
    @blp.operation(
        "confirmPasswordReset",
        scopes=PUBLIC,
        idempotency="none",
        refuses=[resets.InvalidResetToken, PasswordTooCommon, PasswordTooGuessable],
    )
    @blp.arguments(PasswordResetConfirmSchema)
    @blp.response(204)
    def post(self, body):
        """Set a new password

        By the token of the newest mail, which works once. Ends every session of the user. A
        password that is refused does not use the token up.
        """
        resets.confirm(**body)

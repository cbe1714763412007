"""Registration, log-in and log-out over HTTP."""

from uuid import UUID

from flask import current_app
from flask.views import MethodView

from api import limits, tokens
from api.blueprint import PUBLIC, Blueprint
from schemas.access import (
    RefreshCreateSchema,
    RegistrationCreateSchema,
    TokensSchema,
    UserSchema,
)
from schemas.credentials import LoginCreateSchema
from services.access import accounts, sessions
from services.access.password_rules import PasswordTooCommon, PasswordTooGuessable

blp = Blueprint(
    "Sessions",
    __name__,
    url_prefix="/v1/auth",
    description="Open an account, log in, stay logged in, log out.",
)


def _lifetimes() -> dict[str, int]:
    """Say how long a refresh token lives, and the whole session at most."""
    settings = current_app.config["SETTINGS"]
    longest = settings.session_ttl_seconds
    ttl_seconds = min(settings.refresh_token_ttl_seconds, longest)
    return {"ttl_seconds": ttl_seconds, "session_ttl_seconds": longest}


@blp.route("/register")
class Register(MethodView):
    @blp.operation(
        "register",
        scopes=PUBLIC,
        idempotency="none",
        etag=True,
        creates="/v1/users/{id}",
        units=30,
        refuses=[
            accounts.EmailTaken,
            accounts.RegistrationClosed,
            PasswordTooCommon,
            PasswordTooGuessable,
        ],
    )
    @blp.arguments(RegistrationCreateSchema)
    @blp.response(201, UserSchema)
    def post(self, body):
        """Open an account

        Makes an account with you as its owner and the built-in product kinds. Log in next.
        """
        if not current_app.config["SETTINGS"].registration_enabled:
            raise accounts.RegistrationClosed()
        return accounts.register(**body)


@blp.route("/login")
class Login(MethodView):
    @blp.operation(
        "login", scopes=PUBLIC, idempotency="none", refuses=[sessions.InvalidCredentials]
    )
    @blp.arguments(LoginCreateSchema)
    @blp.response(200, TokensSchema)
    def post(self, body):
        """Log in

        Gives an access token for `Authorization: Bearer` and a refresh token for the next pair.
        """
        with limits.log_in_attempt(body["email"]):
            return tokens.issue(sessions.log_in(**body, ttl_seconds=_lifetimes()["ttl_seconds"]))


@blp.route("/refresh")
class Refresh(MethodView):
    @blp.operation(
        "refreshTokens",
        scopes=PUBLIC,
        idempotency="none",
        units=1,
        refuses=[sessions.InvalidToken, sessions.RefreshTokenReused],
    )
    @blp.arguments(RefreshCreateSchema)
    @blp.response(200, TokensSchema)
    def post(self, body):
        """Exchange a refresh token for the next pair

        A refresh token works once, for 7 days. If one is sent twice, somebody else may hold it:
        the whole session ends. It ends 30 days after the log-in in any case.
        """
        claims = tokens.read(body["refresh_token"], "refresh")
        this = {"token_id": UUID(claims["jti"]), "family_id": UUID(claims["sid"])}
        return tokens.issue(sessions.refresh(**this, **_lifetimes()))


@blp.route("/logout")
class Logout(MethodView):
    @blp.operation(
        "logout", scopes=PUBLIC, idempotency="none", units=1, refuses=[sessions.InvalidToken]
    )
    @blp.arguments(RefreshCreateSchema)
    @blp.response(204)
    def post(self, body):
        """Log out

        Ends the session: its access tokens and refresh tokens stop working at once.
        """
        sessions.end(UUID(tokens.read(body["refresh_token"], "refresh")["sid"]))

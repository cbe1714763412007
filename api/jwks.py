"""The public keys of access tokens, for whoever checks one without asking us (RFC 7517)."""

from flask import Blueprint, Response, current_app

from api.tokens import signing_keys

blp = Blueprint("jwks", __name__, url_prefix="/.well-known")
MAX_AGE_SECONDS = 300


@blp.get("/jwks.json")
def keys() -> Response:
    """Give the public key of every secret that counts; ask again at an unknown `kid`."""
    answer = current_app.json.response(signing_keys().jwks())
    answer.mimetype = "application/jwk-set+json"
    answer.headers["Cache-Control"] = f"public, max-age={MAX_AGE_SECONDS}"
    return answer

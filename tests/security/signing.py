"""Tokens as the server signs them, and as somebody else would like to."""

import json
import time
import uuid

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.utils import base64url_encode

from api import tokens
from tests.client import Client

ATTACKERS = Ed25519PrivateKey.from_private_bytes(b"an attacker's key of 32 bytes...")
NEVER = str(uuid.UUID(int=0))


def keys_of(app):
    """Give the key pairs of an app."""
    return app.extensions[tokens.KEYS]


def claims_of(token):
    """Give what a token says, whoever signed it."""
    return jwt.decode(token, options={"verify_signature": False})


def signed(app, claims, *, key=None, headers=None):
    """Sign claims as the server does; headers are added, or taken out by None."""
    pair = keys_of(app).current
    header = {"alg": "EdDSA", "typ": "JWT", "kid": pair.kid, **(headers or {})}
    shown = {name: value for name, value in header.items() if value is not None}
    return assembled(shown, claims, (key or pair.private).sign)


def assembled(header, claims, sign):
    """Put a token together from its parts; text stands for itself."""
    parts = [
        part if isinstance(part, bytes) else json.dumps(part).encode() for part in (header, claims)
    ]
    message = b".".join(map(base64url_encode, parts))
    return (message + b"." + base64url_encode(sign(message))).decode()


def hmac_signed(app, claims, key, name="HS256"):
    """Sign with HMAC, and what the attacker knows for its key."""
    algorithm = jwt.get_algorithm_by_name(name)
    header = {"alg": name, "typ": "JWT", "kid": keys_of(app).current.kid}
    raw = key.encode() if isinstance(key, str) else key
    return assembled(header, claims, lambda message: algorithm.sign(message, raw))


def public_forms(app):
    """Give the ways to write down the public key, which everybody knows."""
    pair = keys_of(app).current
    info = PublicFormat.SubjectPublicKeyInfo
    return {
        "pem": pair.public.public_bytes(Encoding.PEM, info),
        "der": pair.public.public_bytes(Encoding.DER, info),
        "raw": pair.public.public_bytes_raw(),
        "base64": pair.jwk["x"],
        "jwk": json.dumps(pair.jwk),
        "jwk without spaces": json.dumps(pair.jwk, separators=(",", ":")),
    }


def soon(seconds):
    """Tell the second that is so far away."""
    return int(time.time()) + seconds


def call(app, token, path="/v1/me"):
    """Call with a token."""
    return Client(app, {"Authorization": f"Bearer {token}"}).get(path)


def refused(answer):
    """Whether this is the one way to refuse a token."""
    document = {**answer.json, "request_id": "", "instance": ""}
    return (answer.headers["WWW-Authenticate"], answer.mimetype, document) == (
        'Bearer realm="backstock"',
        "application/problem+json",
        {
            "type": "/errors/invalid-token",
            "title": "The token is malformed, expired, revoked, or not meant for this use.",
            "status": 401,
            "detail": "The token is malformed, expired, revoked, or not meant for this use.",
            "instance": "",
            "code": "invalid-token",
            "request_id": "",
            "details": {},
        },
    )

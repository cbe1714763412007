"""Whatever is wrong with a credential is a 401, and the same problem document."""

import itertools
import json
import uuid

import jwt
import pytest

from models import Location
from tests.api.bodies import refusal
from tests.client import Client

CLAIMS = ("exp", "iat", "jti", "type", "iss", "aud", "sub", "sid")
OTHER_KEY = "another key of more than sixty-four bytes, as HS512 would like it to be"
DEEP = 100_000


@pytest.fixture
def claims(client):
    """Give what a good access token says."""
    token = client.tokens["access_token"]
    return jwt.decode(token, options={"verify_signature": False})


@pytest.fixture
def sign(app):
    """Sign claims as the server does, unless told otherwise."""

    def signed(claims, key=app.config["JWT_SECRET_KEY"], algorithm="HS256"):
        return jwt.encode(claims, key, algorithm=algorithm)

    return signed


def call(app, token):
    return Client(app, {"Authorization": f"Bearer {token}"}).get("/v1/me")


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


def test_claims_signed_as_the_server_does_are_good(app, client, claims, sign):
    answer = call(app, sign(claims))

    assert (answer.status_code, answer.json["user"]["id"]) == (200, str(client.user_id))


def test_every_claim_is_required(app, claims, sign):
    for name in CLAIMS:
        without = {claim: value for claim, value in claims.items() if claim != name}

        assert refused(call(app, sign(without))), name


WRONG_CLAIMS = [
    {"exp": 1_600_000_000},
    {"exp": "soon"},
    {"exp": float("inf")},
    {"exp": None},
    {"iat": 4_000_000_000},
    {"iat": float("-inf")},
    {"nbf": 4_000_000_000},
    {"nbf": float("inf")},
    {"iss": "somebody-else"},
    {"aud": "another-api"},
    {"aud": []},
    {"type": "refresh"},
    {"type": "other"},
    {"type": ["access"]},
    {"sub": "ada"},
    {"sub": "\x00"},
    {"sub": str(uuid.UUID(int=0))},
    {"sid": "ada"},
    {"sid": ["ada"]},
    {"sid": str(uuid.UUID(int=0))},
    {"jti": "ada"},
]


def test_every_claim_must_be_right(app, claims, sign):
    for wrong in WRONG_CLAIMS:
        assert refused(call(app, sign({**claims, **wrong}))), wrong


def test_an_id_that_is_no_text_is_refused(app, claims):
    for claim, value in itertools.product(("sub", "sid", "jti"), (7, None, {"a": 1}, True)):
        # PyJWT would not write such a token; somebody who holds the key could.
        payload = jwt.utils.base64url_encode(json.dumps({**claims, claim: value}).encode())

        assert refused(call(app, signed_payload(app, payload))), (claim, value)


def signed_payload(app, payload, header=b'{"alg":"HS256","typ":"JWT"}'):
    message = jwt.utils.base64url_encode(header) + b"." + payload
    algorithm = jwt.get_algorithm_by_name("HS256")
    key = algorithm.prepare_key(app.config["JWT_SECRET_KEY"])
    signature = jwt.utils.base64url_encode(algorithm.sign(message, key))
    return (message + b"." + signature).decode()


def test_a_signature_must_be_ours(app, claims, sign):
    forged = sign(claims, key=OTHER_KEY)
    unsigned = sign(claims, key=None, algorithm="none")
    other_algorithm = sign(claims, algorithm="HS512")
    cut = sign(claims).rpartition(".")[0] + "."

    for token in (forged, unsigned, other_algorithm, cut):
        assert refused(call(app, token))


def test_a_refresh_token_opens_no_door(app, client):
    assert refused(call(app, client.tokens["refresh_token"]))


def test_an_access_token_buys_no_pair(anonymous, client):
    body = {"refresh_token": client.tokens["access_token"]}

    assert refused(anonymous.post("/v1/auth/refresh", body))
    assert client.get("/v1/me").status_code == 200


def test_garbage_is_refused(app):
    for token in ("garbage", "a.b.c", "...", "eyJ9.eyJ9.eyJ9", "%00", "\u00e9", "a b", "bsk_1_2"):
        assert refused(call(app, token)), token


def test_a_token_may_hold_any_json(app):
    for nested in (b"[" * DEEP, b'{"a":' * DEEP, b"[]", b'"text"', b"\xff"):
        encoded = jwt.utils.base64url_encode(nested)

        assert refused(call(app, signed_payload(app, encoded))), nested[:9]
        assert refused(call(app, signed_payload(app, encoded, header=nested))), nested[:9]


def test_another_scheme_names_no_caller(app, shop):
    schemes = {
        "": "not-authenticated",
        "Basic YWRhOnBhc3N3b3Jk": "not-authenticated",
        "Token x": "not-authenticated",
        "Bearer,x": "not-authenticated",
        "Bearer": "invalid-token",
    }
    for authorization, code in schemes.items():
        answer = Client(app, {"Authorization": authorization}).post("/v1/locations", {})

        assert refusal(answer) == (401, code), authorization
        assert answer.headers["WWW-Authenticate"] == 'Bearer realm="backstock"'
    assert shop.count(Location) == 0


def test_two_credentials_are_one_too_many(client, shop):
    key = client.post("/v1/api-keys", {"name": "Till", "scopes": ["stock:write"]}).json["secret"]

    both = client.post("/v1/locations", {}, headers={"X-API-Key": key})
    none = Client(client.app).post("/v1/locations", {})

    assert refusal(both) == refusal(none) == (401, "not-authenticated")
    assert shop.count(Location) == 0


def test_the_scheme_is_read_in_any_case(app, client):
    token = client.tokens["access_token"]

    answer = Client(app, {"Authorization": f"bearer {token}"}).get("/v1/me")

    assert answer.status_code == 200

"""Whatever is wrong with a token is a 401, and the same problem document."""

import json
from types import SimpleNamespace

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed448 import Ed448PrivateKey
from jwt.utils import base64url_decode, base64url_encode

from api import tokens
from models import Location
from tests.api.bodies import refusal
from tests.client import Client
from tests.security.signing import (
    ATTACKERS,
    NEVER,
    assembled,
    call,
    claims_of,
    hmac_signed,
    keys_of,
    public_forms,
    refused,
    signed,
    soon,
)

DEEP = 100_000
LEEWAY_SECONDS = 10


@pytest.fixture
def claims(client):
    """Give what a good access token says."""
    return claims_of(client.tokens["access_token"])


@pytest.fixture
def is_refused(app, claims):
    """Give a function that sends claims with something else in them, signed as the server does."""
    return lambda **wrong: refused(call(app, signed(app, {**claims, **wrong})))


def test_claims_signed_as_the_server_does_are_good(app, client, claims):
    answer = call(app, signed(app, claims))

    assert (answer.status_code, answer.json["user"]["id"]) == (200, str(client.user_id))


def test_a_token_says_who_signed_it_and_for_whom(app, client, claims):
    header = jwt.get_unverified_header(client.tokens["access_token"])

    assert header == {"alg": "EdDSA", "typ": "JWT", "kid": keys_of(app).current.kid}
    assert (claims["iss"], claims["aud"], claims["type"]) == (
        *("backstock", "backstock-api", "access"),
    )
    assert claims["exp"] - claims["iat"] == 900


def test_a_request_without_a_token_is_refused(anonymous, shop):
    answer = anonymous.post("/v1/locations", {})

    assert refusal(answer) == (401, "not-authenticated")
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="backstock"'
    assert answer.mimetype == "application/problem+json"
    assert shop.count(Location) == 0


def test_a_token_of_garbage_is_refused(app):
    for token in ("garbage", "a.b.c", "...", "eyJ9.eyJ9.eyJ9", "%00", "\u00e9", "a b", "bsk_1_2"):
        assert refused(call(app, token)), token


def test_an_empty_token_is_refused(app):
    for header in ("Bearer", "Bearer ", "Bearer \t"):
        assert refused(Client(app, {"Authorization": header}).get("/v1/me")), header


def test_basic_and_other_schemes_are_refused(app, shop):
    for header in ("", "Basic YWRhOnBhc3N3b3Jk", "Token x", "Bearer,x", "Digest a", "bsk_1_2"):
        answer = Client(app, {"Authorization": header}).post("/v1/locations", {})

        assert refusal(answer) == (401, "not-authenticated"), header
        assert answer.headers["WWW-Authenticate"] == 'Bearer realm="backstock"'
    assert shop.count(Location) == 0


@pytest.mark.parametrize("spelling", ["none", "None", "nOnE", "NONE", "", " none", "none\u0000"])
def test_a_token_with_alg_none_is_refused(app, claims, spelling):
    header = {"alg": spelling, "typ": "JWT", "kid": keys_of(app).current.kid}
    token = assembled(header, claims, lambda _: b"")
    sealed = assembled(header, claims, keys_of(app).current.private.sign)

    for one in (token, token.rstrip("."), sealed):
        assert refused(call(app, one))


def test_a_token_without_alg_or_with_another_type_of_it_is_refused(app, claims):
    for algorithm in (None, 7, ["EdDSA"], {"EdDSA": 1}, True, "eddsa", "EdDSA ", "RS256", "ES256"):
        assert refused(call(app, signed(app, claims, headers={"alg": algorithm}))), algorithm


def test_a_token_signed_by_hmac_with_the_public_key_is_refused(app, claims):
    for form, key in public_forms(app).items():
        for name in ("HS256", "HS384", "HS512"):
            assert refused(call(app, hmac_signed(app, claims, key, name))), (form, name)


def test_a_token_of_the_former_algorithm_is_refused(app, claims):
    key = app.config["SETTINGS"].key_for("jwt").hex()

    assert refused(call(app, jwt.encode(claims, key, "HS256")))


def test_a_tampered_payload_is_refused(app, client, claims):
    header, _, signature = client.tokens["access_token"].split(".")
    other = base64url_encode(json.dumps({**claims, "exp": claims["exp"] + 1}).encode()).decode()

    assert refused(call(app, f"{header}.{other}.{signature}"))
    assert client.get("/v1/me").status_code == 200


def test_a_tampered_header_is_refused(app, client):
    header, payload, signature = client.tokens["access_token"].split(".")
    shown = {**json.loads(base64url_decode(header)), "typ": "at+jwt"}
    other = base64url_encode(json.dumps(shown).encode()).decode()

    assert refused(call(app, f"{other}.{payload}.{signature}"))


def test_a_tampered_signature_is_refused(app, client):
    message, _, signature = client.tokens["access_token"].rpartition(".")
    raw = base64url_decode(signature)
    for at in (0, 31, 32, 63):
        other = raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]

        assert refused(call(app, f"{message}.{base64url_encode(other).decode()}")), at


def test_a_truncated_signature_is_refused(app, client):
    token = client.tokens["access_token"]
    message, _, signature = token.rpartition(".")
    for kept in (0, 1, 43, len(signature) - 1):
        assert refused(call(app, f"{message}.{signature[:kept]}")), kept
    for cut in (message, message.rpartition(".")[0], f"{token}.", f".{token}", token + signature):
        assert refused(call(app, cut))


def test_a_token_that_is_written_in_another_way_is_refused(app, client):
    token = client.tokens["access_token"]
    last = {"A": "B", "Q": "R", "g": "h", "w": "x"}[token[-1]]  # decodes to the same bytes
    for other in (
        *(token[:-1] + last, f"{token}=", f"{token}==", token.replace(".", ".!", 1)),
        *(
            token.replace(".", "..", 1),
            f"{token} x",
            f"{token}\u00e9",
            token.replace("_", "/")[:-1],
        ),
    ):
        assert refused(call(app, other)), other
    assert call(app, token).status_code == 200


def test_a_signature_of_zeros_is_refused(app, claims):
    assert refused(call(app, signed(app, claims, key=Nobody())))


class Nobody:
    """Signs with nothing."""

    def sign(self, _message):
        return bytes(64)


def test_a_token_that_brings_its_own_key_is_refused(app, claims):
    x = base64url_encode(ATTACKERS.public_key().public_bytes_raw()).decode()
    jwk = {"kty": "OKP", "crv": "Ed25519", "x": x, "use": "sig", "alg": "EdDSA"}
    elsewhere = "https://attacker.example/keys"
    for headers in (
        {"jwk": jwk},
        {"jwk": jwk, "kid": None},
        {"jku": elsewhere},
        {"x5u": elsewhere},
        {"x5c": [x]},
        {"jwk": jwk, "jku": elsewhere, "x5u": elsewhere, "kid": elsewhere},
    ):
        assert refused(call(app, signed(app, claims, key=ATTACKERS, headers=headers))), headers


def test_a_key_beside_a_good_signature_changes_nothing(app, claims):
    extra = {"jku": "https://attacker.example/keys", "x5u": "https://attacker.example/cert"}

    assert call(app, signed(app, claims, headers=extra)).status_code == 200


def test_a_token_with_an_unknown_kid_is_refused(app, claims):
    for kid in (
        "",
        "unknown",
        "../../dev/null",
        "' OR 1=1 --",
        "\u0000",
        keys_of(app).current.kid + " ",
    ):
        assert refused(call(app, signed(app, claims, headers={"kid": kid}))), kid


def test_a_token_with_a_kid_of_the_wrong_type_is_refused(app, claims):
    for kid in (None, 7, 0, True, [], [keys_of(app).current.kid], {"kid": 1}, 1.5):
        assert refused(call(app, signed(app, claims, headers={"kid": kid}))), kid


def test_a_token_with_a_critical_extension_is_refused(app, claims):
    for headers in ({"crit": ["exp"], "exp": 1}, {"crit": ["b64"], "b64": False}, {"b64": False}):
        assert refused(call(app, signed(app, claims, headers=headers))), headers


def test_a_token_of_another_curve_is_refused(app, claims):
    other = Ed448PrivateKey.generate()

    assert refused(call(app, signed(app, claims, key=other)))


def test_a_token_for_another_audience_is_refused(is_refused):
    for audience in ("another-api", "", [], ["another-api"], ["backstock-api"], None, 7, {"a": 1}):
        assert is_refused(aud=audience), audience


def test_a_token_of_another_issuer_is_refused(is_refused):
    for issuer in ("somebody-else", "", "backstock/", ["backstock"], None, 7, {"iss": 1}):
        assert is_refused(iss=issuer), issuer


@pytest.mark.parametrize("claim", ["exp", "iat", "nbf", "jti", "type", "iss", "aud", "sub", "sid"])
def test_a_token_without_a_required_claim_is_refused(app, claims, claim):
    without = {name: value for name, value in claims.items() if name != claim}

    assert refused(call(app, signed(app, without)))


def test_an_expired_token_is_refused_to_the_second(app, is_refused, claims):
    for instant in (soon(0), soon(-1), 1_600_000_000, 0, -1):
        assert is_refused(exp=instant), instant
    for no_instant in ("soon", float("inf"), float("nan"), None, [], {"exp": 1}):
        assert is_refused(exp=no_instant), no_instant
    assert call(app, signed(app, {**claims, "exp": soon(30)})).status_code == 200


@pytest.mark.parametrize("claim", ["nbf", "iat"])
def test_a_token_that_is_not_yet_valid_is_refused(app, claims, is_refused, claim):
    ahead = {claim: soon(LEEWAY_SECONDS - 1)}

    assert is_refused(**{claim: soon(LEEWAY_SECONDS + 20)})
    for no_instant in (float("inf"), float("-inf"), "soon", None, [], 4_000_000_000):
        assert is_refused(**{claim: no_instant}), no_instant
    assert call(app, signed(app, {**claims, **ahead})).status_code == 200
    assert tokens.CLOCK_SKEW_SECONDS == LEEWAY_SECONDS


def test_a_token_that_names_nobody_is_refused(is_refused):
    for claim in ("sub", "sid"):
        for value in ("ada", "", "\x00", NEVER, 7, None, ["ada"], {"a": 1}, True):
            assert is_refused(**{claim: value}), (claim, value)
    for value in ("ada", "", 7, None, ["ada"], {"a": 1}, True):
        assert is_refused(jti=value), value


def test_a_token_of_no_type_we_know_is_refused(is_refused):
    for type_ in ("refresh", "other", "Access", "", ["access"], None, 7, True):
        assert is_refused(type=type_), type_


def test_a_user_of_another_session_is_refused(app, claims, stranger):
    theirs = claims_of(stranger.tokens["access_token"])

    for mixed in ({**claims, "sid": theirs["sid"]}, {**claims, "sub": theirs["sub"]}):
        assert refused(call(app, signed(app, mixed)))


def test_a_token_may_hold_any_json(app, claims):
    sign = keys_of(app).current.private.sign
    for nested in (b"[" * DEEP, b'{"a":' * DEEP, b"[]", b'"text"', b"\xff", b"null", b""):
        header = json.dumps({"alg": "EdDSA", "kid": keys_of(app).current.kid}).encode()

        assert refused(call(app, assembled(header, nested, sign))), nested[:9]
        assert refused(call(app, assembled(nested, nested, sign))), nested[:9]


def test_a_token_that_was_known_expires_all_the_same(app, claims, monkeypatch):
    then = soon(60)
    token = signed(app, {**claims, "exp": then})
    known = call(app, token)

    monkeypatch.setattr("api.tokens.time", SimpleNamespace(time=lambda: then))

    assert known.status_code == 200
    assert refused(call(app, token))

"""The secret is changed, nobody is logged out, and what the world may know of it is public."""

import json
from base64 import urlsafe_b64decode

import jwt
import pytest

from config import Settings
from config.signing import SigningKeys
from models import Location
from tests.api import conftest as of_api
from tests.api.bodies import refusal
from tests.client import Client
from tests.conftest import SECRET
from tests.security.signing import call, keys_of, refused, signed

another_app = of_api.another_app
NEW = "the secret that comes after the one of all the other tests"
OLDER = "a secret that was in use long before all the other tests"
PRIVATE_MEMBERS = {"d", "p", "q", "dp", "dq", "qi", "oth", "k"}
OF_RFC_8037 = {
    "d": "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
    "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
    "kid": "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k",
}


@pytest.fixture
def app_of(another_app):
    """Build apps on the same database under other secrets."""
    return lambda secret, *former: another_app(secret_key=secret, secret_key_fallbacks=former)


@pytest.fixture
def rotated(app_of):
    """The same installation after its secret was changed."""
    return app_of(NEW, SECRET, OLDER)


def kid_of(token):
    return jwt.get_unverified_header(token)["kid"]


def refresh(app, token):
    return Client(app).post("/v1/auth/refresh", {"refresh_token": token})


def test_a_session_goes_on_under_a_new_secret(client, app, rotated):
    answer = Client(rotated, client.headers).get("/v1/me")
    pair = refresh(rotated, client.tokens["refresh_token"])

    assert (answer.status_code, pair.status_code) == (200, 200)
    for token in (pair.json["access_token"], pair.json["refresh_token"]):
        assert kid_of(token) == keys_of(rotated).current.kid != keys_of(app).current.kid
    assert call(rotated, pair.json["access_token"]).json == answer.json


def test_an_older_secret_counts_as_well(client, app_of, rotated):
    oldest = app_of(OLDER)
    token = signed(
        oldest, jwt.decode(client.tokens["access_token"], options={"verify_signature": False})
    )

    assert call(rotated, token).status_code == 200
    assert refused(call(app_of(NEW, SECRET), token))


def test_a_secret_that_was_taken_back_counts_for_nothing(client, app_of):
    anew = app_of(NEW)
    key = client.post("/v1/api-keys", {"name": "Till", "scopes": ["stock:read"]}).json["secret"]
    for _ in range(2):
        client.shop.location()
    cursor = client.get("/v1/locations?limit=1").json["next_cursor"]

    assert refused(call(anew, client.tokens["access_token"]))
    assert refused(refresh(anew, client.tokens["refresh_token"]))
    by_key = Client(anew, {"X-API-Key": key}).get("/v1/locations")
    assert refusal(by_key) == (401, "invalid-api-key")
    newcomer = call(anew, signed(anew, claims_of_session(client)), "/v1/locations?cursor=" + cursor)
    assert refusal(newcomer) == (422, "invalid-cursor")


def claims_of_session(client):
    return jwt.decode(client.tokens["access_token"], options={"verify_signature": False})


def test_a_secret_may_be_known_before_it_is_used(client, app_of):
    ahead, after = app_of(SECRET, NEW), app_of(NEW, SECRET)

    pair = refresh(after, client.tokens["refresh_token"]).json

    assert call(ahead, pair["access_token"]).status_code == 200
    assert keys_of(ahead).current.kid != kid_of(pair["access_token"])


def test_an_api_key_opens_under_a_new_secret_and_new_ones_are_made_under_it(
    client, rotated, app_of
):
    body = {"name": "Till", "scopes": ["stock:read"]}
    old = client.post("/v1/api-keys", body).json["secret"]
    new = Client(rotated, client.headers).post("/v1/api-keys", body).json["secret"]

    for key in (old, new):
        assert Client(rotated, {"X-API-Key": key}).get("/v1/locations").status_code == 200
    without_former = Client(app_of(NEW), {"X-API-Key": new})
    assert without_former.get("/v1/locations").status_code == 200
    wrong = Client(rotated, {"X-API-Key": old[:-1] + ("A" if old[-1] != "A" else "B")})
    assert refusal(wrong.get("/v1/locations")) == (401, "invalid-api-key")


def test_a_list_is_walked_on_under_a_new_secret(client, shop, rotated):
    codes = [shop.location()["code"] for _ in range(3)]
    first = client.get("/v1/locations?limit=1").json
    later = Client(rotated, client.headers)

    second = later.get(f"/v1/locations?limit=1&cursor={first['next_cursor']}").json
    third = later.get(f"/v1/locations?limit=1&cursor={second['next_cursor']}").json

    assert [page["data"][0]["code"] for page in (first, second, third)] == codes


def test_a_request_repeated_under_a_new_secret_is_replayed(client, shop, rotated):
    body, later = {"code": "a", "name": "A"}, Client(rotated, client.headers)
    first = client.post("/v1/locations", body, key="same")

    again = later.post("/v1/locations", body, key="same")
    other = later.post("/v1/locations", {**body, "name": "B"}, key="same")

    assert (again.status_code, again.json) == (201, first.json)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert refusal(other) == (422, "idempotency-key-reused")
    assert shop.count(Location) == 1


def test_the_public_keys_of_all_secrets_are_shown(rotated, app):
    answer = rotated.test_client().get("/.well-known/jwks.json")

    assert (answer.status_code, answer.mimetype) == (200, "application/jwk-set+json")
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    first, second, third = answer.json["keys"]
    assert first["kid"] == keys_of(rotated).current.kid
    assert second == app.test_client().get("/.well-known/jwks.json").json["keys"][0]
    for one in (first, second, third):
        assert one.keys() == {"kty", "crv", "x", "kid", "use", "alg"}
        assert {**one, "x": "", "kid": ""} == {
            "kty": "OKP",
            "crv": "Ed25519",
            "x": "",
            "kid": "",
            "use": "sig",
            "alg": "EdDSA",
        }


def test_no_private_member_is_shown(rotated):
    answer = rotated.test_client().get("/.well-known/jwks.json")

    members = {name for one in answer.json["keys"] for name in one}
    assert members & PRIVATE_MEMBERS == set()
    for secret in (NEW, SECRET, OLDER):
        seed = Settings("development", "", secret).key_for("jwt")
        assert jwt.utils.base64url_encode(seed).decode() not in answer.text
        assert seed.hex() not in answer.text


def test_a_token_is_verified_by_what_is_shown_alone(client, app):
    token = client.tokens["access_token"]
    shown = app.test_client().get("/.well-known/jwks.json").json

    key = jwt.PyJWKSet.from_dict(shown)[kid_of(token)]
    claims = jwt.decode(token, key, algorithms=["EdDSA"], audience="backstock-api")

    assert claims["sub"] == str(client.user_id)


def test_a_key_is_named_by_its_thumbprint():
    seed = urlsafe_b64decode(OF_RFC_8037["d"] + "=")

    pair = SigningKeys([seed]).current

    assert (pair.jwk["x"], pair.kid) == (OF_RFC_8037["x"], OF_RFC_8037["kid"])
    assert json.dumps(pair.jwk).count(OF_RFC_8037["d"]) == 0


def test_a_secret_named_twice_is_one_key(app_of):
    twice = app_of(NEW, SECRET, SECRET, NEW)

    shown = twice.test_client().get("/.well-known/jwks.json").json["keys"]

    assert [one["kid"] for one in shown] == [
        keys_of(app_of(one)).current.kid for one in (NEW, SECRET)
    ]

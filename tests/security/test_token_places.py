"""A good token counts where it belongs, and for what it is: nowhere else, and for nothing else."""

import pytest

from models import Location
from tests.api.bodies import refusal
from tests.client import Client
from tests.security.signing import (
    ATTACKERS,
    call,
    claims_of,
    hmac_signed,
    public_forms,
    refused,
    signed,
    soon,
)


def test_a_refresh_token_opens_no_door(app, client):
    assert refused(call(app, client.tokens["refresh_token"]))


def test_an_access_token_buys_no_pair(anonymous, client):
    body = {"refresh_token": client.tokens["access_token"]}

    assert refused(anonymous.post("/v1/auth/refresh", body))
    assert refused(anonymous.post("/v1/auth/logout", body))
    assert client.get("/v1/me").status_code == 200


def test_a_refresh_token_that_was_tampered_with_buys_no_pair(anonymous, app, client):
    claims = claims_of(client.tokens["refresh_token"])
    forged = signed(app, {**claims, "exp": soon(10**6)}, key=ATTACKERS)

    for token in (forged, hmac_signed(app, claims, public_forms(app)["pem"])):
        assert refused(anonymous.post("/v1/auth/refresh", {"refresh_token": token}))
    body = {"refresh_token": client.tokens["refresh_token"]}
    assert anonymous.post("/v1/auth/refresh", body).status_code == 200


@pytest.mark.parametrize("name", ["access_token", "token", "authorization", "api_key"])
def test_a_token_in_the_query_is_none(anonymous, client, name):
    token = client.tokens["access_token"]

    answer = anonymous.get(f"/v1/locations?{name}={token}")

    assert refusal(answer) == (401, "not-authenticated")
    assert token not in answer.text


def test_a_token_in_a_cookie_or_the_body_is_none(app, client):
    token = client.tokens["access_token"]
    cookie = {"Cookie": f"access_token_cookie={token}; access_token={token}"}

    answers = [
        Client(app, cookie).get("/v1/me"),
        Client(app).post("/v1/locations", {"access_token": token}),
    ]

    assert [refusal(answer) for answer in answers] == [(401, "not-authenticated")] * 2


def test_two_credentials_are_one_too_many(client, shop):
    key = client.post("/v1/api-keys", {"name": "Till", "scopes": ["stock:write"]}).json["secret"]

    both = client.post("/v1/locations", {}, headers={"X-API-Key": key})

    assert refusal(both) == (401, "not-authenticated")
    assert shop.count(Location) == 0


def test_the_scheme_is_read_in_any_case(app, client):
    token = client.tokens["access_token"]

    answer = Client(app, {"Authorization": f"bearer {token}"}).get("/v1/me")

    assert answer.status_code == 200

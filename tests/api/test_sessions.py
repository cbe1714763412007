"""Register, log in, stay logged in, log out."""

import uuid

import pytest
from sqlalchemy import func, select

from models import Account, RefreshToken, User
from models.work import execute
from tests.api.bodies import places, refusal
from tests.client import Client

PASSWORD = "correct-horse-battery"


def registration(**facts):
    email = f"{uuid.uuid4().hex}@example.com"
    person = {"account_name": "Corner Books", "email": email, "name": "Ada", "password": PASSWORD}
    return {**person, **facts}


def log_in(caller, email, password=PASSWORD):
    return caller.post("/v1/auth/login", {"email": email, "password": password})


def refresh(caller, token):
    return caller.post("/v1/auth/refresh", {"refresh_token": token})


def with_token(app, token):
    return Client(app, {"Authorization": f"Bearer {token}"})


def accounts(shop):
    return shop.run(lambda: execute(select(func.count()).select_from(Account)).scalar())


def test_registration_opens_an_account_with_its_owner(anonymous, app):
    person = registration(currency="GBP")

    answer = anonymous.post("/v1/auth/register", person)
    tokens = log_in(anonymous, person["email"]).json
    me = with_token(app, tokens["access_token"]).get("/v1/me").json

    assert (answer.status_code, answer.json["role"]) == (201, "owner")
    assert (tokens["token_type"], tokens["expires_in"]) == ("Bearer", 900)
    assert me["user"] == answer.json
    assert (me["account"]["name"], me["account"]["currency"]) == ("Corner Books", "GBP")
    kinds = with_token(app, tokens["access_token"]).get("/v1/product-kinds").json["data"]
    assert [kind["code"] for kind in kinds] == ["general", "book"]


def test_an_address_is_registered_once_whatever_its_case(anonymous, shop):
    person = registration()
    anonymous.post("/v1/auth/register", person)
    before = accounts(shop)

    answer = anonymous.post(
        "/v1/auth/register", registration(email=person["email"].upper(), password=PASSWORD + "!")
    )

    assert refusal(answer) == (409, "email-taken")
    assert accounts(shop) == before
    assert log_in(anonymous, person["email"]).status_code == 200


def test_registration_can_be_switched_off(another_app, shop):
    closed = Client(another_app(registration_enabled=False))
    before = accounts(shop)

    answer = closed.post("/v1/auth/register", registration())

    assert refusal(answer) == (403, "registration-closed")
    assert accounts(shop) == before


@pytest.mark.parametrize("password", ["", "eleven char", "x" * 257])
def test_a_weak_password_opens_nothing(anonymous, shop, password):
    before = accounts(shop)

    answer = anonymous.post("/v1/auth/register", registration(password=password))

    assert (answer.status_code, places(answer)) == (422, ["/password"])
    assert answer.json["errors"][0]["code"] == "length"
    assert accounts(shop) == before


def test_a_wrong_password_and_an_unknown_user_sound_the_same(anonymous, stranger):
    person = registration()
    anonymous.post("/v1/auth/register", person)

    wrong = log_in(anonymous, person["email"], "wrong-horse-battery")
    unknown = log_in(anonymous, registration()["email"])
    without_one = log_in(anonymous, stranger.shop.rows(User)[0]["email"])

    assert refusal(wrong) == (401, "invalid-credentials")
    assert said(wrong) == said(unknown) == said(without_one)
    assert wrong.headers["WWW-Authenticate"] == 'Bearer realm="backstock"'


def said(answer):
    ids = ("request_id", "instance")
    return {name: value for name, value in answer.json.items() if name not in ids}


def test_a_refresh_token_buys_the_next_pair(client, anonymous, app):
    second = refresh(anonymous, client.tokens["refresh_token"])
    third = refresh(anonymous, second.json["refresh_token"])

    assert (second.status_code, third.status_code) == (200, 200)
    assert len({second.json["refresh_token"], third.json["refresh_token"]}) == 2
    for token in (second.json["access_token"], third.json["access_token"]):
        assert with_token(app, token).get("/v1/me").json["user"]["id"] == str(client.user_id)
    assert client.get("/v1/me").status_code == 200


def test_a_refresh_token_used_twice_ends_its_session(client, anonymous, app, shop):
    newest = refresh(anonymous, client.tokens["refresh_token"]).json
    elsewhere = shop.client()

    reused = refresh(anonymous, client.tokens["refresh_token"])

    assert refusal(reused) == (401, "refresh-token-reused")
    for ended in (client, with_token(app, newest["access_token"])):
        assert refusal(ended.get("/v1/me")) == (401, "invalid-token")
    assert refusal(refresh(anonymous, newest["refresh_token"])) == (401, "invalid-token")
    assert refusal(refresh(anonymous, client.tokens["refresh_token"])) == (401, "invalid-token")
    assert elsewhere.get("/v1/me").status_code == 200


def test_logging_out_ends_the_session_at_once(client, anonymous, shop):
    elsewhere = shop.client()
    token = {"refresh_token": client.tokens["refresh_token"]}

    answer = anonymous.post("/v1/auth/logout", token)

    assert (answer.status_code, answer.data) == (204, b"")
    assert refusal(client.get("/v1/me")) == (401, "invalid-token")
    assert refusal(refresh(anonymous, client.tokens["refresh_token"])) == (401, "invalid-token")
    assert elsewhere.get("/v1/me").status_code == 200
    assert anonymous.post("/v1/auth/logout", token).status_code == 204


@pytest.mark.parametrize("action", ["refresh", "logout"])
@pytest.mark.parametrize("token", ["garbage", "an access token"])
def test_nothing_but_a_refresh_token_moves_a_session(client, anonymous, shop, action, token):
    if token != "garbage":
        token = client.tokens["access_token"]
    before = shop.rows(RefreshToken)

    answer = anonymous.post(f"/v1/auth/{action}", {"refresh_token": token})

    assert refusal(answer) == (401, "invalid-token")
    assert shop.rows(RefreshToken) == before


def test_an_inactive_user_stays_outside(client, anonymous, app):
    person = registration(role="staff")
    del person["account_name"]
    user = client.post("/v1/users", person).json
    tokens = log_in(anonymous, person["email"]).json

    client.patch(f"/v1/users/{user['id']}", {"is_active": False})

    answer = with_token(app, tokens["access_token"]).get("/v1/me")
    assert refusal(answer) == (401, "invalid-token")
    assert refusal(refresh(anonymous, tokens["refresh_token"])) == (401, "invalid-token")
    assert refusal(log_in(anonymous, person["email"])) == (401, "invalid-credentials")


def test_a_user_switched_off_behind_the_sessions_back_gets_no_pair(client, anonymous, shop):
    shop.alter(User, is_active=False)

    answer = refresh(anonymous, client.tokens["refresh_token"])

    assert refusal(answer) == (401, "invalid-token")
    assert refusal(client.get("/v1/me")) == (401, "invalid-token")
    assert shop.count(RefreshToken) == 1

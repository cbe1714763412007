"""Who is calling, and the account they act for."""

import pytest

from tests.api.bodies import places, refusal


def test_a_caller_learns_who_they_are(client, shop):
    viewer = shop.client("viewer")

    mine, theirs = client.get("/v1/me").json, viewer.get("/v1/me").json

    assert mine["account"] == theirs["account"] == client.get("/v1/account").json
    assert mine["account"]["id"] == str(shop.account_id)
    assert (mine["user"]["id"], mine["user"]["role"]) == (str(client.user_id), "owner")
    assert (theirs["user"]["id"], theirs["user"]["role"]) == (str(viewer.user_id), "viewer")
    assert theirs["scopes"] == ["catalogue:read", "data:read", "orders:read", "stock:read"]


def test_the_account_is_changed(client):
    before = client.get("/v1/account")

    answer = client.patch(
        "/v1/account", {"name": "Corner Books & Café"}, match=before.headers["ETag"]
    )

    changed = {"name": "Corner Books & Café", "version": 2}
    assert (answer.status_code, answer.headers["ETag"]) == (200, '"2"')
    assert answer.json == {
        **before.json,
        **changed,
        "updated_at": answer.json["updated_at"],
    }
    assert answer.json["updated_at"] > before.json["updated_at"]
    assert client.get("/v1/account").json == answer.json


def test_a_new_currency_is_that_of_variants_that_name_none(client, shop):
    old = shop.variant()

    client.patch("/v1/account", {"currency": "JPY"})

    assert shop.variant()["currency"] == "JPY"
    assert client.get(f"/v1/variants/{old['id']}").json["currency"] == "EUR"


WRONG_PATCHES = [
    ({"currency": "EURO"}, "/currency", "currency"),
    ({"currency": "eur"}, "/currency", "currency"),
    ({"currency": None}, "/currency", "null"),
    ({"name": ""}, "/name", "length"),
    ({"name": None}, "/name", "null"),
    ({"id": "x"}, "/id", "unknown-field"),
    ({"version": 7}, "/version", "unknown-field"),
]


def test_a_wrong_field_is_named(client):
    before = shop_itself(client)

    for patch, pointer, code in WRONG_PATCHES:
        answer = client.patch("/v1/account", {"name": "New", **patch})

        assert (answer.status_code, places(answer)) == (422, [pointer]), patch
        assert answer.json["errors"][0]["code"] == code, patch
    assert shop_itself(client) == before


def shop_itself(client):
    return client.get("/v1/account").json


@pytest.mark.parametrize(("role", "reads"), [("manager", 200), ("staff", 403), ("viewer", 403)])
def test_only_owners_change_the_account(client, shop, role, reads):
    caller = shop.client(role)
    before = shop_itself(client)

    answer = caller.patch("/v1/account", {"name": 7})

    assert refusal(answer) == (403, "missing-scope")
    assert caller.get("/v1/account").status_code == reads
    assert shop_itself(client) == before


def test_a_stranger_has_an_account_of_their_own(client, stranger):
    before = shop_itself(client)

    stranger.patch("/v1/account", {"name": "Mine"})

    assert shop_itself(stranger)["name"] == "Mine"
    assert shop_itself(client) == before


def test_nobody_is_nobody(anonymous):
    for path in ("/v1/me", "/v1/account"):
        assert refusal(anonymous.get(path)) == (401, "not-authenticated")

"""API keys: made once, scoped, revocable, as narrow as their maker."""

import pytest

from models import ApiKey, IdempotencyKey, Location
from tests.api.bodies import places, refusal, titles
from tests.client import Client

BEARER = "Authorization"
READING = ["catalogue:read", "orders:read"]


def make(caller, *scopes, **facts):
    body = {"name": "Web shop", "scopes": list(scopes), **facts}
    return caller.post("/v1/api-keys", body)


def holder(app, made):
    """Give a client that sends the key."""
    return Client(app, {"X-API-Key": made.json["secret"]})


def test_a_key_is_shown_once(client, shop):
    made = make(client, "orders:write", "catalogue:read", "orders:write")
    shown = {name: value for name, value in made.json.items() if name != "secret"}
    bsk, public_id, secret = made.json["secret"].split("_", 2)
    address = f"/v1/api-keys/{made.json['id']}"

    assert (made.status_code, made.headers["ETag"]) == (201, '"1"')
    assert made.json["scopes"] == ["catalogue:read", "orders:write"]
    assert (bsk, len(public_id), len(secret)) == ("bsk", 16, 43)
    assert made.json["prefix"] == f"bsk_{public_id}"
    assert client.get(address).json == shown
    assert client.get("/v1/api-keys").json["data"] == [shown]
    assert client.patch(address, {"name": "Web shop"}).json.keys() == shown.keys()
    assert secret not in str(shop.rows(ApiKey))


def test_no_answer_with_a_secret_is_kept_for_repeats(client, shop):
    first, second = (
        client.post("/v1/api-keys", {"name": "Till", "scopes": READING}, key="same")
        for _ in range(2)
    )

    assert first.json["secret"] != second.json["secret"]
    assert (shop.count(ApiKey), shop.count(IdempotencyKey)) == (2, 0)


def test_a_key_opens_what_it_is_scoped_for(client, app):
    made = make(client, "catalogue:read")
    key = holder(app, made)

    allowed = key.get("/v1/products")
    refused = key.post("/v1/products", {})
    me = key.get("/v1/me")

    assert allowed.status_code == 200
    assert refusal(refused) == (403, "missing-scope")
    assert refused.json["details"] == {"required": ["catalogue:write"]}
    assert me.json["scopes"] == ["catalogue:read"]
    assert me.json["user"]["id"] == made.json["created_by"] == str(client.user_id)


def test_a_key_makes_no_wider_key(client, app, shop):
    narrow = holder(app, make(client, "access:write", "orders:read"))

    wider = make(narrow, "orders:read", "stock:write", "catalogue:read")
    as_narrow = make(narrow, "orders:read")

    assert refusal(wider) == (403, "scope-not-held")
    assert wider.json["details"] == {"scopes": ["catalogue:read", "stock:write"]}
    assert as_narrow.status_code == 201
    assert as_narrow.json["created_by"] == str(client.user_id)
    assert shop.count(ApiKey) == 2


@pytest.mark.parametrize("role", ["manager", "staff", "viewer"])
def test_only_owners_make_keys(shop, role):
    answer = make(shop.client(role), "catalogue:read")

    assert refusal(answer) == (403, "missing-scope")
    assert shop.count(ApiKey) == 0


def test_a_demoted_maker_narrows_the_key(client, app, shop):
    made = make(client, "catalogue:read", "stock:write")
    key = holder(app, made)
    boss = shop.client("manager")
    client.patch(f"/v1/users/{boss.user_id}", {"role": "owner"})
    boss = shop.client("manager")  # logged in anew

    boss.patch(f"/v1/users/{client.user_id}", {"role": "viewer"})

    assert key.get("/v1/me").json["scopes"] == ["catalogue:read"]
    assert refusal(key.post("/v1/locations", {"code": "a", "name": "A"})) == (403, "missing-scope")
    assert shop.count(Location) == 0
    assert boss.get(f"/v1/api-keys/{made.json['id']}").json["scopes"] == made.json["scopes"]


def test_a_revoked_key_stays_revoked(client, app):
    made = make(client, "catalogue:read")
    address = f"/v1/api-keys/{made.json['id']}"

    revoked = client.post(f"{address}/revoke")
    again = client.post(f"{address}/revoke")

    assert (revoked.status_code, revoked.headers["ETag"]) == (200, '"2"')
    assert revoked.json["revoked_at"] > made.json["created_at"]
    assert client.get(address).json == revoked.json
    assert refusal(again) == (409, "api-key-revoked")
    assert refusal(holder(app, made).get("/v1/products")) == (401, "invalid-api-key")


def test_a_key_is_no_bearer_token(client, app):
    good = make(client, "catalogue:read").json["secret"]

    answer = Client(app, {BEARER: f"Bearer {good}"}).get("/v1/products")

    assert refusal(answer) == (401, "invalid-token")


WRONG_FIELDS = [
    ({"scopes": []}, "/scopes", "length"),
    ({"scopes": ["orders:all"]}, "/scopes/0", "not-one-of"),
    ({"scopes": "orders:read"}, "/scopes", "type"),
    ({"name": ""}, "/name", "length"),
    ({"expires_at": "tomorrow"}, "/expires_at", "type"),
    ({"expires_at": "2030-01-01T00:00:00"}, "/expires_at", "type"),
    ({"secret": "mine"}, "/secret", "unknown-field"),
]


def test_a_wrong_field_is_named(client, shop):
    for facts, pointer, code in WRONG_FIELDS:
        answer = make(client, "orders:read", **facts)

        assert (answer.status_code, places(answer)) == (422, [pointer]), facts
        assert answer.json["errors"][0]["code"] == code, facts
    assert shop.count(ApiKey) == 0


def test_keys_are_listed_and_renamed(client):
    first, second = (make(client, "orders:read", name=name).json for name in ("A", "B"))
    address = f"/v1/api-keys/{first['id']}"

    renamed = client.patch(address, {"name": "C"}, match='"1"')
    wider = client.patch(address, {"scopes": ["orders:write"]})

    assert (renamed.status_code, renamed.json["name"], renamed.json["version"]) == (200, "C", 2)
    assert (wider.status_code, places(wider)) == (422, ["/scopes"])
    assert titles(client.get("/v1/api-keys?sort=-created_at"), "name") == ["B", "C"]
    assert client.get(f"/v1/api-keys/{second['id']}").json["name"] == "B"


def test_is_a_404_for_a_stranger(client, stranger, app):
    made = make(client, "orders:read")
    address = f"/v1/api-keys/{made.json['id']}"
    answers = [
        stranger.get(address),
        stranger.patch(address, {"name": "Mine"}),
        stranger.post(f"{address}/revoke"),
    ]

    assert [refusal(answer) for answer in answers] == [(404, "api-key-not-found")] * 3
    assert stranger.get("/v1/api-keys").json["data"] == []
    assert client.get(address).json["version"] == 1
    assert holder(app, made).get("/v1/orders").status_code == 200

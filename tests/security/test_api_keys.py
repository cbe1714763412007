"""A key opens what it was made for, as far as its maker may, until it is taken back."""

import hmac
from datetime import timedelta
from types import SimpleNamespace

import pytest

from models import ApiKey, AuditEntry, Location, User, utcnow
from models.scopes import OF_ROLE, Scope
from services.access import callers
from tests.api import conftest as of_api
from tests.api.bodies import places, refusal
from tests.client import Client

another_app = of_api.another_app
PLACE = {"code": "attic", "name": "Attic"}
A_DAY = 86_400


def make(caller, *scopes, **facts):
    return caller.post("/v1/api-keys", {"name": "Till", "scopes": list(scopes), **facts})


def rotate(caller, key, **body):
    return caller.post(f"/v1/api-keys/{key['id']}/rotate", body)


def holder(app, secret):
    return Client(app, {"X-API-Key": secret})


@pytest.fixture
def key(client):
    """Give a key that may see locations."""
    return make(client, "stock:read").json


@pytest.fixture(params=["known", "unknown"])
def opens(request, app, another_app, key):
    """Give a function that tries a secret: of a key that the app has seen, or another app's."""
    known = app if request.param == "known" else another_app()
    if request.param == "known":
        assert holder(app, key["secret"]).get("/v1/locations").status_code == 200

    def tried(secret):
        answer = holder(known, secret).get("/v1/locations")
        if answer.status_code != 200:
            assert refusal(answer) == (401, "invalid-api-key")
            assert answer.headers["WWW-Authenticate"] == 'Bearer realm="backstock"'
            assert answer.mimetype == "application/problem+json"
        return answer.status_code == 200

    return tried


def other(secret):
    """Give the same secret with another last character."""
    return secret[:-1] + ("A" if secret[-1] != "A" else "B")


def test_a_key_opens_until_something_is_wrong_with_it(opens, key):
    assert opens(key["secret"])


def test_a_key_with_a_wrong_secret_is_refused(opens, key):
    bsk, public_id, secret = key["secret"].split("_", 2)
    unknown = f"{bsk}_{'0' * 16}_{secret}"

    for wrong in (other(key["secret"]), unknown, f"{bsk}_{public_id}_{'A' * 43}"):
        assert not opens(wrong), wrong


def test_what_is_no_key_is_refused(opens, client, key):
    good, token = key["secret"], client.headers["Authorization"]
    cut = ("", " ", "bsk_", good[:-1], good + "A", good.upper())

    for wrong in (*cut, f"Bearer {good}", token, "\u00e9"):
        assert not opens(wrong), wrong


def test_a_revoked_key_is_refused(opens, client, key):
    client.post(f"/v1/api-keys/{key['id']}/revoke")

    assert not opens(key["secret"])


def test_an_expired_key_is_refused(opens, shop, key):
    shop.alter(ApiKey, expires_at=utcnow())

    assert not opens(key["secret"])


def test_a_key_falls_with_its_maker(opens, shop, key):
    shop.alter(User, is_active=False)

    assert not opens(key["secret"])


def test_a_key_is_not_taken_from_the_query_or_a_cookie(app, key):
    anywhere = Client(app, {"Cookie": f"x_api_key={key['secret']}"})

    answer = anywhere.get(f"/v1/locations?api_key={key['secret']}")

    assert refusal(answer) == (401, "not-authenticated")
    assert key["secret"] not in answer.text


def test_no_key_is_made_wider_than_its_maker(app, client, shop):
    narrow = holder(app, make(client, "access:write", "orders:read").json["secret"])
    before = shop.rows(ApiKey)

    for scope in sorted(set(Scope) - {"access:write", "orders:read"}):
        answer = make(narrow, "orders:read", scope)

        assert refusal(answer) == (403, "scope-not-held"), scope
        assert answer.json["details"] == {"scopes": [scope]}
    assert shop.rows(ApiKey) == before


@pytest.mark.parametrize("role", ["manager", "staff", "viewer"])
def test_a_key_falls_with_the_role_of_its_maker(app, client, shop, role):
    key = holder(app, make(client, *Scope).json["secret"])
    assert key.post("/v1/locations", PLACE).status_code == 201

    shop.alter(User, role=role)

    assert key.get("/v1/me").json["scopes"] == sorted(OF_ROLE[role])
    assert refusal(key.patch("/v1/account", {"name": "Mine"})) == (403, "missing-scope")


@pytest.fixture
def compared(monkeypatch):
    """Give the pairs that are compared in constant time."""
    pairs = []

    def compare(one, another):
        pairs.append((one, another))
        return hmac.compare_digest(one, another)

    watched = SimpleNamespace(compare_digest=compare, new=hmac.new)
    monkeypatch.setattr(callers, "hmac", watched)
    return pairs


@pytest.mark.parametrize("kind", ["right", "wrong", "unknown"])
def test_secrets_are_compared_in_constant_time_also_for_an_unknown_key(
    app, key, compared, shop, kind
):
    secrets = {
        "right": key["secret"],
        "wrong": other(key["secret"]),
        "unknown": f"bsk_{'0' * 16}_{'A' * 43}",
    }

    answer = holder(app, secrets[kind]).get("/v1/locations")

    ((kept, presented),) = compared
    assert (len(kept), len(presented)) == (64, 64)
    assert (kept == presented) is (answer.status_code == 200) is (kind == "right")
    (row,) = shop.rows(ApiKey)
    assert (kept == row["secret_hash"]) is (kind != "unknown")


@pytest.mark.parametrize("ago", [0, 1, 10**6])
def test_a_key_that_has_expired_already_is_not_made(client, shop, ago):
    instant = (utcnow() - timedelta(seconds=ago)).isoformat()

    answer = make(client, "stock:read", expires_at=instant)

    assert refusal(answer) == (422, "expiry-passed")
    assert places(answer) == ["/expires_at"]
    assert shop.count(ApiKey) == 0


def test_a_key_may_expire_in_the_next_minute(client):
    soon = (utcnow() + timedelta(minutes=1)).isoformat()

    assert make(client, "stock:read", expires_at=soon).status_code == 201


def test_a_rotated_key_has_a_new_secret_at_once(opens, client, key, shop):
    answer = rotate(client, key)

    assert (answer.status_code, answer.headers["ETag"]) == (200, '"2"')
    assert answer.json["secret"] != key["secret"]
    assert answer.json["prefix"] == key["prefix"]
    assert answer.json["rotated_at"] > key["created_at"]
    assert answer.json["former_until"] is None
    assert (opens(key["secret"]), opens(answer.json["secret"])) == (False, True)
    shown = client.get(f"/v1/api-keys/{key['id']}")
    assert "secret" not in shown.json
    assert answer.json["secret"].split("_", 2)[2] not in str(shop.rows(ApiKey))


def test_a_rotation_without_a_body_leaves_no_grace(opens, client, key):
    answer = client.post(f"/v1/api-keys/{key['id']}/rotate")

    assert answer.status_code == 200
    assert not opens(key["secret"])


def test_the_secret_until_now_works_as_long_as_it_was_told_to(opens, client, key, shop):
    new = rotate(client, key, grace_seconds=A_DAY).json

    assert (opens(key["secret"]), opens(new["secret"])) == (True, True)
    assert not opens(other(key["secret"]))
    assert new["former_until"] > new["rotated_at"]
    shop.alter(ApiKey, former_until=utcnow())
    assert (opens(key["secret"]), opens(new["secret"])) == (False, True)


def test_of_two_rotations_the_first_secret_is_gone(opens, client, key):
    second = rotate(client, key, grace_seconds=A_DAY).json

    third = rotate(client, key, grace_seconds=A_DAY).json

    works = [opens(one["secret"]) for one in (key, second, third)]
    assert works == [False, True, True]


def test_a_rotation_at_once_takes_a_grace_back(opens, client, key):
    second = rotate(client, key, grace_seconds=A_DAY).json

    third = rotate(client, key).json

    assert [opens(one["secret"]) for one in (key, second, third)] == [False, False, True]


def test_a_revoked_key_is_refused_with_either_secret(opens, client, key):
    new = rotate(client, key, grace_seconds=A_DAY).json

    client.post(f"/v1/api-keys/{key['id']}/revoke")

    assert (opens(key["secret"]), opens(new["secret"])) == (False, False)
    assert refusal(rotate(client, key)) == (409, "api-key-revoked")
    assert (opens(key["secret"]), opens(new["secret"])) == (False, False)


@pytest.mark.parametrize("seconds", [-1, A_DAY + 1, "60", 1.5, True, None, 2**63])
def test_a_grace_of_more_than_a_day_is_refused(opens, client, key, shop, seconds):
    before = shop.rows(ApiKey)

    answer = rotate(client, key, grace_seconds=seconds)

    assert (answer.status_code, places(answer)) == (422, ["/grace_seconds"])
    assert shop.rows(ApiKey) == before
    assert opens(key["secret"])


def test_nobody_sees_the_secret_of_a_wider_key(app, client, shop):
    wide = make(client, "access:write", "orders:write", "stock:write").json
    narrow = holder(app, make(client, "access:write", "orders:write").json["secret"])
    before = shop.rows(ApiKey)

    answer = rotate(narrow, wide)

    assert refusal(answer) == (403, "scope-not-held")
    assert answer.json["details"] == {"scopes": ["stock:write"]}
    assert shop.rows(ApiKey) == before
    assert holder(app, wide["secret"]).post("/v1/locations", PLACE).status_code == 201
    assert shop.count(Location) == 1


@pytest.mark.parametrize("role", ["manager", "staff", "viewer"])
def test_only_owners_rotate_keys(shop, key, role):
    before = shop.rows(ApiKey)

    assert refusal(rotate(shop.client(role), key)) == (403, "missing-scope")
    assert shop.rows(ApiKey) == before


def test_a_stranger_rotates_nothing(opens, stranger, key, shop):
    before = shop.rows(ApiKey)

    assert refusal(rotate(stranger, key)) == (404, "api-key-not-found")
    assert shop.rows(ApiKey) == before
    assert opens(key["secret"])


def test_a_rotation_is_written_down_without_its_secrets(client, key, shop):
    new = rotate(client, key, grace_seconds=60).json

    entry = shop.rows(AuditEntry)[-1]
    fields = {one["field"]: one["after"] for one in entry["changes"]}
    assert (entry["action"], str(entry["resource_id"])) == ("api_key.rotated", key["id"])
    assert fields.keys() == {"secret", "rotated_at", "former_until"}
    assert fields["secret"] == "changed"
    told = str(shop.rows(AuditEntry))
    assert not any(one["secret"].split("_", 2)[2] in told for one in (key, new))
    assert not any(row["secret_hash"] in told for row in shop.rows(ApiKey))


def test_a_rotation_sent_twice_is_done_twice(client, key):
    address = f"/v1/api-keys/{key['id']}/rotate"

    first, second = [client.post(address, {}, key="same") for _ in range(2)]

    assert first.json["secret"] != second.json["secret"]
    assert "Idempotent-Replayed" not in second.headers

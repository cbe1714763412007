"""Users, their roles, and what a role may do."""

import uuid

import pytest

from models import Location, Order, Product, User
from tests.api.bodies import places, refusal, titles
from tests.client import Client

PASSWORD = "correct-horse-battery"
ASKED = {
    "access:read": ("GET", "/v1/users?nope=1"),
    "access:write": ("POST", "/v1/users"),
    "catalogue:read": ("GET", "/v1/products?nope=1"),
    "catalogue:write": ("POST", "/v1/products"),
    "data:read": ("GET", "/v1/imports?nope=1"),
    "data:write": ("POST", "/v1/imports"),
    "orders:read": ("GET", "/v1/orders?nope=1"),
    "orders:write": ("POST", "/v1/orders"),
    "stock:read": ("GET", "/v1/locations?nope=1"),
    "stock:write": ("POST", "/v1/locations"),
}
READING = {"catalogue:read", "data:read", "orders:read", "stock:read"}
ALLOWED = {
    "owner": set(ASKED),
    "manager": set(ASKED) - {"access:write"},
    "staff": READING | {"orders:write", "stock:write"},
    "viewer": READING,
}


def person(**facts):
    email = f"{uuid.uuid4().hex}@example.com"
    return {"email": email, "name": "Grace", "role": "staff", "password": PASSWORD, **facts}


def log_in(app, user, password=PASSWORD):
    body = {"email": user["email"], "password": password}
    return Client(app).post("/v1/auth/login", body)


@pytest.mark.parametrize("role", ALLOWED)
def test_a_role_is_checked_before_the_request_is_read(shop, role):
    caller = shop.client(role)

    refused = set()
    for scope, (method, path) in ASKED.items():
        answer = caller.send(method, path, json={}, headers={"Idempotency-Key": scope})
        if answer.status_code == 403:
            assert answer.json["code"] == "missing-scope"
            refused.add(answer.json["details"]["required"][0])
        else:  # the import takes a form, not JSON
            assert answer.status_code == (415 if scope == "data:write" else 422)

    assert refused == set(ASKED) - ALLOWED[role]
    assert caller.get("/v1/me").json["scopes"] == sorted(ALLOWED[role])
    assert [shop.count(model) for model in (User, Product, Order, Location)] == [1, 0, 0, 0]


def test_a_user_is_let_in(client, app, shop):
    sent = person(role="viewer")

    made = client.post("/v1/users", sent)

    assert (made.status_code, made.headers["ETag"]) == (201, '"1"')
    assert {name: made.json[name] for name in ("email", "name", "role", "is_active")} == {
        "email": sent["email"],
        "name": "Grace",
        "role": "viewer",
        "is_active": True,
    }
    assert "password" not in str(made.json)
    assert client.get(f"/v1/users/{made.json['id']}").json == made.json
    assert log_in(app, sent).status_code == 200
    stored = shop.rows(User)[-1]["password_hash"]
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_an_address_belongs_to_one_user_of_all_accounts(client, stranger, shop):
    sent = person()
    client.post("/v1/users", sent)

    again = client.post("/v1/users", {**sent, "email": sent["email"].upper()})
    elsewhere = stranger.post("/v1/users", sent)

    assert refusal(again) == refusal(elsewhere) == (409, "email-taken")
    assert (shop.count(User), stranger.shop.count(User)) == (2, 1)


WRONG_FIELDS = [
    ({"email": "ada"}, "/email", "pattern"),
    ({"email": "ada@example.com\n"}, "/email", "pattern"),
    ({"role": "admin"}, "/role", "not-one-of"),
    ({"role": None}, "/role", "null"),
    ({"password": "eleven char"}, "/password", "length"),
    ({"name": ""}, "/name", "length"),
    ({"name": "x" * 121}, "/name", "length"),
    ({"password_hash": "-"}, "/password_hash", "unknown-field"),
    ({"account_id": str(uuid.uuid4())}, "/account_id", "unknown-field"),
]


def test_a_wrong_field_is_named(client, shop):
    for facts, pointer, code in WRONG_FIELDS:
        answer = client.post("/v1/users", person(**facts))

        assert (answer.status_code, places(answer)) == (422, [pointer]), facts
        assert answer.json["errors"][0]["code"] == code, facts
    assert shop.count(User) == 1


def test_users_are_filtered(client, shop):
    staff, viewer = shop.client("staff"), shop.client("viewer")
    address = shop.rows(User)[-1]["email"]

    assert ids(client.get("/v1/users")) == [client.user_id, staff.user_id, viewer.user_id]
    assert ids(client.get("/v1/users?role=staff")) == [staff.user_id]
    assert ids(client.get(f"/v1/users?email={address.upper()}")) == [viewer.user_id]
    assert ids(client.get(f"/v1/users?email={address}&role=staff")) == []


def ids(answer):
    return [uuid.UUID(value) for value in titles(answer, "id")]


def test_a_new_role_counts_from_the_next_request_on(client, shop):
    staff = shop.client("staff")
    address = f"/v1/users/{staff.user_id}"

    answer = client.patch(address, {"role": "viewer", "name": "New"}, match='"1"')

    assert (answer.json["role"], answer.json["name"], answer.json["version"]) == (
        "viewer",
        "New",
        2,
    )
    assert refusal(staff.get("/v1/locations")) == (401, "invalid-token")
    staff = shop.client("staff")  # logged in anew
    assert refusal(staff.post("/v1/locations", {})) == (403, "missing-scope")
    assert staff.get("/v1/locations").status_code == 200


def test_nobody_raises_their_own_role(shop):
    manager = shop.client("manager")

    answer = manager.patch(f"/v1/users/{manager.user_id}", {"role": "owner"})

    assert refusal(answer) == (403, "missing-scope")
    assert manager.get("/v1/me").json["user"]["role"] == "manager"


@pytest.mark.parametrize("change", [{"role": "manager"}, {"is_active": False}])
def test_the_last_owner_stays(client, shop, change):
    address = f"/v1/users/{client.user_id}"
    sleeping = client.post("/v1/users", person(role="owner")).json
    client.patch(f"/v1/users/{sleeping['id']}", {"is_active": False})
    before = shop.rows(User)

    answer = client.patch(address, {**change, "name": "New"})

    assert refusal(answer) == (409, "last-owner")
    assert shop.rows(User) == before
    assert client.get("/v1/me").status_code == 200


def test_nobody_sets_their_own_password_without_the_old_one(client, app, shop):
    made = client.post("/v1/api-keys", {"name": "till", "scopes": ["access:write"]})
    till = Client(app, {"X-API-Key": made.json["secret"]})
    address = f"/v1/users/{client.user_id}"
    before = shop.rows(User)

    for caller in (client, till):
        answer = caller.patch(address, {"name": "New", "password": "a-new-password"})

        assert refusal(answer) == (403, "own-password")
    assert shop.rows(User) == before
    assert client.get("/v1/me").status_code == 200


def test_an_owner_steps_down_once_there_is_another(client, shop):
    heir = client.post("/v1/users", person(role="owner")).json

    answer = client.patch(f"/v1/users/{client.user_id}", {"role": "viewer"})

    assert (answer.status_code, answer.json["role"]) == (200, "viewer")
    assert refusal(client.get("/v1/me")) == (401, "invalid-token")
    again = shop.client("owner")
    assert refusal(again.get(f"/v1/users/{heir['id']}")) == (403, "missing-scope")


def test_a_new_password_ends_the_sessions_of_its_user(client, app):
    user = client.post("/v1/users", person(role="viewer")).json
    token = log_in(app, user).json["access_token"]
    session = Client(app, {"Authorization": f"Bearer {token}"})
    assert session.get("/v1/products").status_code == 200

    client.patch(f"/v1/users/{user['id']}", {"password": "a-new-password"})

    assert refusal(session.get("/v1/products")) == (401, "invalid-token")
    assert refusal(log_in(app, user)) == (401, "invalid-credentials")
    assert log_in(app, user, "a-new-password").status_code == 200
    assert client.get("/v1/me").status_code == 200


def test_a_new_name_ends_no_session(client, shop):
    viewer = shop.client("viewer")

    client.patch(f"/v1/users/{viewer.user_id}", {"name": "New"})

    assert viewer.get("/v1/me").json["user"]["name"] == "New"


def test_a_user_switched_on_again_logs_in_anew(client, shop):
    viewer = shop.client("viewer")
    address = f"/v1/users/{viewer.user_id}"

    client.patch(address, {"is_active": False})
    client.patch(address, {"is_active": True})

    assert refusal(viewer.get("/v1/me")) == (401, "invalid-token")


def test_is_a_404_for_a_stranger(client, stranger, shop):
    address = f"/v1/users/{client.user_id}"
    before = shop.rows(User)

    answers = [stranger.get(address), stranger.patch(address, {"role": "viewer"})]

    assert [refusal(answer) for answer in answers] == [(404, "user-not-found")] * 2
    assert ids(stranger.get("/v1/users")) == [stranger.user_id]
    assert shop.rows(User) == before


@pytest.fixture
def manager_of_access(app, client):
    """Give a program that manages users, and may do nothing else."""
    made = client.post("/v1/api-keys", {"name": "door", "scopes": ["access:read", "access:write"]})
    return Client(app, {"X-API-Key": made.json["secret"]})


@pytest.mark.parametrize("role", ["owner", "manager", "staff", "viewer"])
def test_a_key_lets_nobody_in_who_may_do_more(manager_of_access, shop, role):
    before = shop.rows(User)

    answer = manager_of_access.post("/v1/users", person(role=role))

    assert refusal(answer) == (403, "scope-not-held")
    assert "catalogue:read" in answer.json["details"]["scopes"]
    assert shop.rows(User) == before


@pytest.mark.parametrize(
    "change",
    [{"role": "owner"}, {"password": "a-new-way-to-come-in"}, {"is_active": False}],
    ids=["role", "password", "off"],
)
def test_a_key_changes_nobody_who_may_do_more(manager_of_access, client, shop, change):
    colleague = client.post("/v1/users", person(role="manager")).json
    before = shop.rows(User)

    answer = manager_of_access.patch(f"/v1/users/{colleague['id']}", change)

    assert refusal(answer) == (403, "scope-not-held")
    assert shop.rows(User) == before

"""A caller who was known a moment ago is taken for the same, and confirmed before any answer.

What the database is asked of them goes along with the first thing that the request reads.
"""

from io import BytesIO
from types import SimpleNamespace

import pytest

from models import IdempotencyKey, Location, Order, User
from services.access import passwords
from tests.api.bodies import order_of, refusal
from tests.client import Client

ID = "018f0000-0000-7000-8000-000000000000"
UNASKED = [
    ("GET", "/v1/products?limit=many", {}),
    ("GET", f"/v1/products/{ID}", {}),
    ("GET", "/v1/products?cursor=forged", {}),
    ("POST", "/v1/locations", {"json": {}}),
    ("POST", "/v1/locations", {"json": {"code": "a", "name": "A"}}),
    ("POST", "/v1/orders", {"data": "{", "content_type": "application/json"}),
    ("PATCH", f"/v1/locations/{ID}", {"json": {"name": "B"}}),
    ("DELETE", f"/v1/locations/{ID}", {"headers": {"If-Match": "x"}}),
    ("POST", "/v1/availability", {"json": {"skus": []}}),
]
"""Requests that would be refused, or do something, if their caller were one."""


class Body(BytesIO):
    """A body that knows whether anybody read of it."""

    was_read = False

    def read(self, *size):
        self.was_read = True
        return super().read(*size)

    def readinto(self, buffer):
        self.was_read = True
        return super().readinto(buffer)


@pytest.fixture
def known(shop):
    """Give a client whose every request so far was answered."""
    client = shop.client()
    assert client.get("/v1/me").status_code == 200
    return client


def key_of(client, scopes):
    """Give a client with an API key of `client`, known too, and the key's address."""
    made = client.post("/v1/api-keys", {"name": "till", "scopes": scopes}).json
    till = Client(client.app, {"X-API-Key": made["secret"]})
    assert till.get("/v1/locations").status_code == 200
    return till, f"/v1/api-keys/{made['id']}"


@pytest.mark.parametrize(("method", "path", "sent"), UNASKED)
def test_whose_session_ended_hears_so_whatever_was_asked(known, shop, method, path, sent):
    known.post("/v1/auth/logout", {"refresh_token": known.tokens["refresh_token"]})
    before = shop.everything()

    answer = known.send(method, path, **sent)

    assert refusal(answer) == (401, "invalid-token")
    assert shop.everything() == before


@pytest.mark.parametrize(("method", "path", "sent"), UNASKED)
def test_whose_key_was_revoked_hears_so_whatever_was_asked(known, shop, method, path, sent):
    till, address = key_of(known, ["catalogue:read", "stock:read"])
    assert known.post(f"{address}/revoke").status_code == 200
    before = shop.everything()

    answer = till.send(method, path, **sent)

    assert refusal(answer) == (401, "invalid-api-key")
    assert shop.everything() == before


def test_whose_session_ended_places_no_order(known, shop):
    sku = shop.level(on_hand=5)["sku"]
    known.post("/v1/auth/logout", {"refresh_token": known.tokens["refresh_token"]})

    answer = known.post("/v1/orders", order_of((sku, 1)))

    assert refusal(answer) == (401, "invalid-token")
    assert (shop.count(Order), shop.count(IdempotencyKey)) == (0, 0)


def test_whose_session_ended_gets_no_kept_answer(known, shop):
    body = {"code": "attic", "name": "Attic"}
    assert known.post("/v1/locations", body, key="once").status_code == 201
    known.post("/v1/auth/logout", {"refresh_token": known.tokens["refresh_token"]})

    answer = known.post("/v1/locations", body, key="once")

    assert refusal(answer) == (401, "invalid-token")
    assert shop.count(Location) == 1


def test_no_password_is_hashed_for_whose_session_ended(known, monkeypatch):
    known.post("/v1/auth/logout", {"refresh_token": known.tokens["refresh_token"]})
    hashed = []
    monkeypatch.setattr(passwords, "HASHER", SimpleNamespace(hash=hashed.append))
    person = {"email": "grace@example.com", "name": "Grace", "role": "staff"}

    made = known.post("/v1/users", {**person, "password": "correct-horse-battery"})
    changed = known.patch(f"/v1/users/{ID}", {"password": "correct-horse-battery"})

    assert refusal(made) == refusal(changed) == (401, "invalid-token")
    assert hashed == []


def test_no_file_is_read_of_whose_session_ended(known):
    known.post("/v1/auth/logout", {"refresh_token": known.tokens["refresh_token"]})
    file = Body(b"--b--")

    answer = known.http.post(
        "/v1/imports",
        headers=known.headers,
        input_stream=file,
        content_type="multipart/form-data; boundary=b",
        content_length=1_000,
    )

    assert (refusal(answer), file.was_read) == ((401, "invalid-token"), False)


def test_a_user_switched_off_is_out_at_once(known, shop):
    clerk = shop.client("staff")
    assert clerk.get("/v1/locations").status_code == 200
    known.patch(f"/v1/users/{clerk.user_id}", {"is_active": False})

    assert refusal(clerk.get("/v1/locations")) == (401, "invalid-token")


def test_a_lower_role_may_less_at_once(known, shop):
    clerk = shop.client("manager")
    assert clerk.post("/v1/locations", {"code": "a", "name": "A"}).status_code == 201
    shop.alter(User, role="viewer")  # behind the session's back: by us it would have ended

    answer = clerk.post("/v1/locations", {"code": "b", "name": "B"})

    assert refusal(answer) == (403, "missing-scope")
    assert shop.count(Location) == 1


def test_a_higher_role_may_more_at_once(known, shop):
    clerk = shop.client("viewer")
    body = {"code": "a", "name": "A"}
    assert refusal(clerk.post("/v1/locations", body)) == (403, "missing-scope")
    shop.alter(User, role="manager")

    assert clerk.post("/v1/locations", body).status_code == 201


def test_another_role_ends_the_session_at_once(known, shop):
    clerk = shop.client("viewer")
    assert clerk.get("/v1/locations").status_code == 200
    known.patch(f"/v1/users/{clerk.user_id}", {"role": "manager"})

    answer = clerk.post("/v1/locations", {"code": "a", "name": "A"})

    assert refusal(answer) == (401, "invalid-token")
    assert shop.count(Location) == 0


def test_a_key_falls_with_the_role_of_its_maker_at_once(known, shop):
    shop.users["owner"] = shop.colleague("owner")
    clerk = shop.client("owner")
    till, _ = key_of(clerk, ["catalogue:write", "stock:read"])
    known.patch(f"/v1/users/{clerk.user_id}", {"role": "viewer"})

    answer = till.post("/v1/products", {"kind": "general", "title": "Thing"})

    assert refusal(answer) == (403, "missing-scope")


def test_a_key_with_another_secret_is_not_the_one_that_is_known(known):
    till, _ = key_of(known, ["stock:read"])
    secret = till.headers["X-API-Key"]
    forged = Client(till.app, {"X-API-Key": secret[:-1] + ("A" if secret[-1] != "A" else "B")})

    assert refusal(forged.get("/v1/locations")) == (401, "invalid-api-key")
    assert till.get("/v1/locations").status_code == 200


def test_a_caller_stays_who_they_are_when_others_are_known(known, stranger, shop):
    for _ in range(2):
        assert known.get("/v1/me").json["user"]["id"] == str(known.user_id)
        assert stranger.get("/v1/me").json["user"]["id"] == str(stranger.user_id)
    assert len(shop.rows(User)) == 1

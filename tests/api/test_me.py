"""What users change of themselves: their name, and their password if they know the old one."""

from uuid import UUID

import pytest

from models import PasswordReset, User
from services import records
from services.access import passwords, users
from services.access.passwords import Turns
from tests.api.bodies import places, refusal
from tests.client import Client
from tests.letters import caught, token_in
from tests.security.people import OTHER, PASSWORD, colleague, log_in, session

ME = "/v1/me"
NEW = {"password": OTHER, "current_password": PASSWORD}


@pytest.fixture
def user(client):
    return colleague(client)


@pytest.fixture
def mine(app, user):
    """Give the session of `user`."""
    return session(app, user)


def program(app, mine, owner):
    """Give a client with an API key that the owner made."""
    made = owner.post("/v1/api-keys", {"name": "till", "scopes": ["orders:read"]})
    return Client(app, {"X-API-Key": made.json["secret"]})


def test_a_user_changes_their_name(mine, client, user):
    before = mine.get(ME)

    answer = mine.patch(ME, {"name": "Grace Hopper"}, match=before.headers["ETag"])

    assert (answer.status_code, answer.headers["ETag"]) == (200, '"3"')
    assert answer.json["user"]["name"] == "Grace Hopper"
    assert (before.json["version"], answer.json["version"]) == (2, 3)
    assert answer.json == mine.get(ME).json
    assert answer.json["user"] == client.get(f"/v1/users/{user['id']}").json
    assert answer.json["account"] == before.json["account"]


def test_a_new_name_ends_no_session_and_needs_no_password(app, mine, user):
    elsewhere = session(app, user)

    assert mine.patch(ME, {"name": "New"}).status_code == 200

    assert elsewhere.get(ME).json["user"]["name"] == "New"
    assert log_in(elsewhere, user).status_code == 200


def test_a_new_password_ends_every_session_at_once(app, anonymous, mine, user):
    others = [mine, *(session(app, user) for _ in range(2))]
    assert [other.get(ME).status_code for other in others] == [200, 200, 200]

    answer = mine.patch(ME, NEW)

    assert answer.status_code == 200
    for other in others:
        assert refusal(other.get(ME)) == (401, "invalid-token")
        pair = {"refresh_token": other.tokens["refresh_token"]}
        assert refusal(anonymous.post("/v1/auth/refresh", pair)) == (401, "invalid-token")
    assert refusal(log_in(anonymous, user)) == (401, "invalid-credentials")
    assert log_in(anonymous, user, OTHER).status_code == 200


def test_a_new_password_leaves_colleagues_alone(app, client, mine):
    colleagues = session(app, colleague(client))

    assert mine.patch(ME, NEW).status_code == 200

    assert colleagues.get(ME).status_code == 200
    assert client.get(ME).status_code == 200


def test_a_new_password_takes_a_way_to_reset_it_along(app, anonymous, shop, mine, user):
    with caught(app) as letters:
        anonymous.post("/v1/auth/password-reset", {"email": user["email"]})
    assert mine.patch(ME, NEW).status_code == 200

    body = {"token": token_in(letters[0]), "password": "three owls by the ferry"}
    answer = anonymous.post("/v1/auth/password-reset/confirm", body)

    assert refusal(answer) == (422, "invalid-reset-token")
    assert shop.count(PasswordReset) == 0


def test_a_new_password_needs_the_old_one(app, shop, mine, user):
    elsewhere = session(app, user)
    before = shop.everything()

    answer = mine.patch(ME, {**NEW, "current_password": OTHER})

    assert (refusal(answer), places(answer)) == ((422, "wrong-password"), ["/current_password"])
    assert shop.everything() == before
    assert (mine.get(ME).status_code, elsewhere.get(ME).status_code) == (200, 200)


@pytest.mark.parametrize(
    ("body", "missing"),
    [
        ({"password": OTHER}, "/current_password"),
        ({"current_password": PASSWORD}, "/password"),
        ({"name": "New", "password": OTHER}, "/current_password"),
    ],
    ids=["new alone", "old alone", "with a name"],
)
def test_the_new_and_the_old_password_come_together(shop, mine, body, missing):
    before = shop.everything()

    answer = mine.patch(ME, body)

    assert (answer.status_code, places(answer)) == (422, [missing])
    assert answer.json["errors"][0]["code"] == "required"
    assert shop.everything() == before


REFUSED = {
    "password1234": "password-too-common",
    "grace-grace-2026": "password-too-guessable",
}


@pytest.mark.parametrize("password", REFUSED)
def test_a_password_that_others_try_is_refused(shop, mine, password):
    before = shop.everything()

    answer = mine.patch(ME, {**NEW, "password": password})

    assert (refusal(answer), places(answer)) == ((422, REFUSED[password]), ["/password"])
    assert shop.everything() == before


def test_the_new_name_counts_among_the_words(shop, mine):
    answer = mine.patch(ME, {**NEW, "name": "Katherine", "password": "katherine-2026"})

    assert refusal(answer) == (422, "password-too-guessable")
    assert mine.get(ME).json["user"]["name"] == "Grace"


WRONG_FIELDS = [
    ({"name": ""}, "/name", "length"),
    ({"name": None}, "/name", "null"),
    ({"role": "owner"}, "/role", "unknown-field"),
    ({"email": "ada@example.com"}, "/email", "unknown-field"),
    ({"is_active": False}, "/is_active", "unknown-field"),
    ({"id": "x"}, "/id", "unknown-field"),
    ({"account_id": "x"}, "/account_id", "unknown-field"),
    ({"password_hash": "-"}, "/password_hash", "unknown-field"),
    ({"version": 7}, "/version", "unknown-field"),
    ({"user": {"role": "owner"}}, "/user", "unknown-field"),
]


def test_nobody_changes_anything_else_of_themselves(shop, mine):
    before = shop.everything()

    for body, pointer, code in WRONG_FIELDS:
        answer = mine.patch(ME, {"name": "New", **body})

        assert (answer.status_code, places(answer)) == (422, [pointer]), body
        assert answer.json["errors"][0]["code"] == code, body
    assert shop.everything() == before


@pytest.mark.parametrize("body", [{"name": "Mine"}, NEW, {"nope": 1}], ids=str)
def test_an_api_key_does_not_change_its_maker(app, client, shop, body):
    till = program(app, client, client)
    before = shop.everything()

    unknown = till.patch(ME, body)
    known = till.patch(ME, body)

    assert refusal(unknown) == refusal(known) == (403, "user-required")
    assert till.get(ME).status_code == 200
    assert shop.everything() == before


def test_a_change_of_the_account_is_a_new_version_of_me(client, mine):
    before = mine.get(ME)
    client.patch("/v1/account", {"name": "Corner Books"})

    stale = mine.patch(ME, {"name": "New"}, match=before.headers["ETag"])
    unread = mine.get(ME, headers={"If-None-Match": before.headers["ETag"]})

    assert refusal(stale) == (412, "stale-version")
    assert stale.json["details"] == {"current_version": before.json["version"] + 1}
    assert unread.status_code == 200
    assert mine.get(ME).json["user"]["name"] == "Grace"


def test_a_stale_version_costs_no_hash(mine, monkeypatch):
    monkeypatch.setattr(passwords, "HASHER", None)

    assert refusal(mine.patch(ME, NEW, match='"7"')) == (412, "stale-version")


def test_a_user_changed_while_the_hash_was_made_is_not_overwritten(client, shop, mine, monkeypatch):
    hash_password, changes = passwords.HASHER.hash, iter(["three owls by the ferry"])
    address = f"/v1/users/{mine.get(ME).json['user']['id']}"

    class Overtaken:
        verify = staticmethod(passwords.HASHER.verify)

        @staticmethod
        def hash(password):
            made = hash_password(password)
            for change in changes:  # once
                shop.run(set_password, shop, address, hash_password(change))
            return made

    monkeypatch.setattr(passwords, "HASHER", Overtaken)

    answer = mine.patch(ME, NEW)

    assert refusal(answer) == (422, "wrong-password")


def set_password(shop, address, password_hash):
    user_id = UUID(address.rpartition("/")[2])
    change = {"password_hash": password_hash}
    missing = users.UserNotFound
    records.patch(User, shop.account_id, user_id, change, version=None, missing=missing)


def test_a_busy_process_changes_nothing(shop, mine, monkeypatch):
    turns = Turns(1)
    monkeypatch.setattr(passwords, "_turns", turns)
    before = shop.everything()

    with turns.turn(), turns._waiting:
        answer = mine.patch(ME, NEW)

    assert (refusal(answer), answer.headers["Retry-After"]) == ((503, "service-busy"), "1")
    assert shop.everything() == before
    assert mine.patch(ME, NEW).status_code == 200


def test_an_unknown_session_changes_its_user_too(app, user):
    """The first request of a session changes the password: nobody remembers it yet."""
    first = session(app, user)

    assert first.patch(ME, NEW).status_code == 200
    assert log_in(first, user, OTHER).status_code == 200


def test_whose_session_ended_changes_nothing(mine, anonymous, shop):
    assert mine.get(ME).status_code == 200
    anonymous.post("/v1/auth/logout", {"refresh_token": mine.tokens["refresh_token"]})
    before = shop.everything()

    assert refusal(mine.patch(ME, NEW)) == (401, "invalid-token")
    assert shop.everything() == before


def test_a_stranger_changes_themselves_alone(stranger, mine, shop):
    before = shop.everything()

    assert stranger.patch(ME, {"name": "Stranger"}).json["user"]["name"] == "Stranger"

    assert shop.everything() == before

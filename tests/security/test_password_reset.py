"""A forgotten password: a token comes as mail, works once, and tells nobody who is there."""

import base64
import hashlib
from datetime import timedelta

import pytest

from models import PasswordReset, User, db, utcnow
from services.access import passwords, resets
from services.access.passwords import Turns
from services.errors import Conflict
from tests.api.bodies import places, refusal
from tests.client import Client
from tests.conftest import build_app
from tests.letters import caught, token_in
from tests.security.people import (
    OTHER,
    PASSWORD,
    colleague,
    log_in,
    said,
    session,
)
from tests.security.resetting import ASK, CONFIRM, ask, confirm, token_of

INVALID = (422, "invalid-reset-token")


@pytest.fixture
def letters(app):
    with caught(app) as found:
        yield found


@pytest.fixture
def user(client):
    return colleague(client)


def test_a_token_sets_a_new_password_and_ends_every_session(
    client, anonymous, app, shop, letters, user
):
    open_one, open_two = session(app, user), session(app, user)
    token = token_of(anonymous, letters, user)

    answer = confirm(anonymous, token)

    assert (answer.status_code, answer.data) == (204, b"")
    for ended in (open_one, open_two):
        assert refusal(ended.get("/v1/me")) == (401, "invalid-token")
        pair = {"refresh_token": ended.tokens["refresh_token"]}
        assert refusal(anonymous.post("/v1/auth/refresh", pair)) == (401, "invalid-token")
    assert refusal(log_in(anonymous, user)) == (401, "invalid-credentials")
    assert log_in(anonymous, user, OTHER).status_code == 200
    assert client.get("/v1/me").status_code == 200
    assert client.get(f"/v1/users/{user['id']}").json["version"] == 2
    assert shop.count(PasswordReset) == 0


def test_the_letter_says_who_asked_for_what_and_how_long(anonymous, letters, user):
    token = token_of(anonymous, letters, user)

    (letter,) = letters
    assert (letter.to, letter.subject) == (user["email"], "Set a new password")
    assert f"POST {CONFIRM}:\n\n{token}\n" in letter.text
    assert "for 30 minutes" in letter.text


def test_the_letter_leads_to_the_page_of_the_settings(database_url, user):
    page = "https://shop.example/reset#{token}"
    elsewhere = build_app(database_url, password_reset_url=page, password_reset_ttl_seconds=600)
    with caught(elsewhere) as letters:
        answer = ask(Client(elsewhere), user)

    assert answer.json == {"expires_in": 600}
    assert f"\n\n{page.replace('{token}', token_in(letters[0]))}\n" in letters[0].text
    assert "for 10 minutes" in letters[0].text
    with elsewhere.app_context():
        db.engine.dispose()


def test_a_token_is_256_random_bits_and_kept_as_a_hash(anonymous, shop, letters, user):
    tokens = [token_of(anonymous, letters, user) for _ in range(2)]

    (row,) = shop.rows(PasswordReset)
    assert {len(base64.urlsafe_b64decode(f"{token}=")) for token in tokens} == {32}
    assert tokens[0] != tokens[1]
    assert row["token_hash"] == hashlib.sha256(tokens[1].encode()).hexdigest()
    assert tokens[1] not in str(shop.everything())


def test_a_token_works_once(anonymous, shop, letters, user):
    token = token_of(anonymous, letters, user)
    confirm(anonymous, token)
    before = shop.everything()

    answer = confirm(anonymous, token, PASSWORD)

    assert (refusal(answer), places(answer)) == (INVALID, ["/token"])
    assert shop.everything() == before


def test_a_token_works_for_30_minutes(anonymous, shop, letters, user):
    token = token_of(anonymous, letters, user)
    (row,) = shop.rows(PasswordReset)
    lasts = row["expires_at"] - row["created_at"]
    shop.alter(PasswordReset, expires_at=utcnow() - timedelta(seconds=1))
    before = shop.everything()

    answer = confirm(anonymous, token)

    assert (refusal(answer), places(answer)) == (INVALID, ["/token"])
    assert (lasts, shop.everything()) == (timedelta(minutes=30), before)


def test_only_the_newest_token_works(anonymous, shop, letters, user):
    older, newer = (token_of(anonymous, letters, user) for _ in range(2))
    before = shop.everything()

    assert refusal(confirm(anonymous, older)) == INVALID
    assert shop.everything() == before
    assert confirm(anonymous, newer).status_code == 204


def test_a_user_has_one_token_at_most(client, anonymous, shop, letters, user):
    other = colleague(client)
    for someone in (user, other, user, user):
        token_of(anonymous, letters, someone)

    assert shop.count(PasswordReset) == 2


def test_a_token_does_not_outlive_another_change_of_the_password(
    client, anonymous, shop, letters, user
):
    token = token_of(anonymous, letters, user)
    client.patch(f"/v1/users/{user['id']}", {"password": "three owls by the ferry"})
    before = shop.everything()

    assert refusal(confirm(anonymous, token)) == INVALID
    assert shop.everything() == before
    assert shop.count(PasswordReset) == 0


def test_a_new_name_leaves_the_token_alone(client, anonymous, letters, user):
    token = token_of(anonymous, letters, user)
    client.patch(f"/v1/users/{user['id']}", {"name": "New"})

    assert confirm(anonymous, token).status_code == 204


def test_a_token_is_of_one_user_alone(client, anonymous, letters, user):
    other = colleague(client)
    token = token_of(anonymous, letters, user)

    assert confirm(anonymous, token).status_code == 204

    assert log_in(anonymous, other).status_code == 200
    assert refusal(log_in(anonymous, other, OTHER)) == (401, "invalid-credentials")


def test_whoever_is_disabled_sets_no_password(client, anonymous, shop, letters, user):
    token = token_of(anonymous, letters, user)
    client.patch(f"/v1/users/{user['id']}", {"is_active": False})
    before = shop.everything()

    answer = confirm(anonymous, token)

    assert refusal(answer) == INVALID
    assert shop.everything() == before
    assert shop.count(PasswordReset) == 0


def test_a_user_switched_off_behind_the_tokens_back_sets_no_password(
    anonymous, shop, letters, user
):
    token = token_of(anonymous, letters, user)
    shop.alter(User, is_active=False)
    before = shop.everything()

    assert refusal(confirm(anonymous, token)) == INVALID
    assert shop.everything() == before


WRONG = ["x", "x" * 43, "x" * 200, "' OR 1=1 --", "%", "ü" * 43]


@pytest.mark.parametrize("token", WRONG, ids=range(len(WRONG)))
def test_a_wrong_token_is_refused_like_a_used_one(anonymous, shop, letters, user, token):
    used = token_of(anonymous, letters, user)
    assert confirm(anonymous, used).status_code == 204
    before = shop.everything()

    answer, of_used = confirm(anonymous, token), confirm(anonymous, used)

    assert said(answer) == said(of_used)
    assert (refusal(answer), places(answer)) == (INVALID, ["/token"])
    assert shop.everything() == before


WEAK = {
    "a short one-": "length",
    "password1234": "password-too-common",
    "grace-grace-2026": "password-too-guessable",
}


def test_a_password_that_is_refused_does_not_use_the_token_up(anonymous, shop, letters, user):
    token = token_of(anonymous, letters, user)
    before = shop.everything()

    for password, code in WEAK.items():
        answer = confirm(anonymous, token, password[:11] if code == "length" else password)

        assert (answer.status_code, places(answer)) == (422, ["/password"]), password
        assert answer.json["errors"][0]["code"] == code
    assert shop.everything() == before
    assert confirm(anonymous, token).status_code == 204


def test_a_busy_process_does_not_use_the_token_up(anonymous, shop, letters, user, monkeypatch):
    token = token_of(anonymous, letters, user)
    turns = Turns(1)
    monkeypatch.setattr(passwords, "_turns", turns)
    before = shop.everything()

    with turns.turn(), turns._waiting:
        answer = confirm(anonymous, token)

    assert (refusal(answer), answer.headers["Retry-After"]) == ((503, "service-busy"), "1")
    assert shop.everything() == before
    assert confirm(anonymous, token).status_code == 204


def test_case_makes_no_other_address(anonymous, letters, user):
    answer = anonymous.post(ASK, {"email": user["email"].upper()})

    assert answer.status_code == 202
    assert [letter.to for letter in letters] == [user["email"]]


INJECTED = [
    "{}\nBcc: all@example.com",
    "{}\r\nSubject: free",
    "{}%0aBcc:all@example.com",
    "{},all@example.com",
    "{} all@example.com",
    "<{}>",
    'Ada "{}',
]


def test_no_header_is_put_into_the_letter_by_an_address(anonymous, shop, letters, user):
    before = shop.everything()

    for form in INJECTED:
        answer = anonymous.post(ASK, {"email": form.format(user["email"])})

        assert (answer.status_code, places(answer)) == (422, ["/email"]), form
    assert (letters, shop.everything()) == ([], before)


def test_the_letter_has_nothing_that_strangers_worded(client, app, anonymous, letters):
    trap = "Free stuff at https://evil.example"
    client.patch("/v1/account", {"name": trap})
    someone = colleague(client, name=trap)

    token_of(anonymous, letters, someone)

    assert "evil" not in letters[0].text + letters[0].subject


def test_nothing_is_sent_for_a_request_that_is_undone(app, shop, letters, user):
    def ask_and_fail():
        resets.ask(email=user["email"], ttl_seconds=60, page="", send=letters.append)
        raise Conflict

    with pytest.raises(Conflict):
        shop.run(ask_and_fail)

    assert (letters, shop.count(PasswordReset)) == ([], 0)


def test_a_stranger_learns_nothing_of_another_accounts_reset(stranger, anonymous, letters, user):
    before = stranger.shop.everything()

    token_of(anonymous, letters, user)

    assert stranger.shop.everything() == before

"""How long a session lives, and what ends it at once."""

import uuid
from datetime import timedelta

import pytest

from config import Settings
from models import AuditEntry, RefreshToken, utcnow
from models.scopes import Scope
from services.access import passwords, users
from services.access.callers import Caller
from tests.api import conftest as of_api
from tests.api.bodies import refusal
from tests.client import Client
from tests.conftest import SECRET
from tests.security.signing import call, claims_of, refused, signed

another_app = of_api.another_app
DEFAULTS = Settings("development", "", SECRET)
PASSWORD = "correct-horse-battery"
A_DAY = 24 * 3_600
SLACK = 60
"""Seconds that a busy machine may take between two readings of the clock."""


@pytest.fixture
def colleague(client):
    """Give a user of the shop who can log in."""
    person = {"email": f"{uuid.uuid4().hex}@example.com", "name": "Eve", "role": "staff"}
    made = client.post("/v1/users", {**person, "password": PASSWORD}).json
    return {**made, "password": PASSWORD}


def log_in(app, who, password=PASSWORD):
    body = {"email": who["email"], "password": password}
    return Client(app).post("/v1/auth/login", body)


def refresh(app, pair):
    return Client(app).post("/v1/auth/refresh", {"refresh_token": pair["refresh_token"]})


def ages(shop, **ago):
    """Let time pass for the sessions of a shop: what is stored moves back."""
    back = timedelta(**ago)
    for row in shop.rows(RefreshToken):
        moved = {name: row[name] - back for name in ("created_at", "started_at", "expires_at")}
        shop.alter(RefreshToken, **moved)


def actions(shop):
    return [(row["action"], row["principal"]) for row in shop.rows(AuditEntry)]


def test_an_access_token_lives_for_fifteen_minutes(app, colleague):
    pair = log_in(app, colleague).json

    claims = claims_of(pair["access_token"])

    assert (DEFAULTS.access_token_ttl_seconds, pair["expires_in"]) == (900, 900)
    assert claims["exp"] - claims["iat"] == pytest.approx(900, abs=SLACK)


def test_a_refresh_token_lives_for_seven_days(app, colleague):
    pair = log_in(app, colleague).json

    claims = claims_of(pair["refresh_token"])

    assert DEFAULTS.refresh_token_ttl_seconds == 7 * A_DAY
    assert claims["exp"] - claims["iat"] == pytest.approx(7 * A_DAY, abs=SLACK)


def test_a_refresh_token_that_lay_idle_too_long_is_refused_by_the_database_too(app, client, shop):
    ages(shop, seconds=7 * A_DAY)  # its signature says that it is good

    answer = refresh(app, client.tokens)

    assert refused(answer)
    (token,) = shop.rows(RefreshToken)
    assert (token["used_at"], token["revoked_at"]) == (None, None)
    assert ("session.reuse_detected", f"user:{client.user_id}") not in actions(shop)


def test_a_session_ends_thirty_days_after_its_log_in(app, client, shop):
    assert DEFAULTS.session_ttl_seconds == 30 * A_DAY
    pair = client.tokens
    shop.alter(RefreshToken, started_at=utcnow() - timedelta(days=29, hours=23))

    last = refresh(app, pair)

    claims = claims_of(last.json["refresh_token"])
    assert claims["exp"] - claims["iat"] == pytest.approx(3_600, abs=SLACK)
    stored = shop.rows(RefreshToken)[-1]
    assert stored["expires_at"] == stored["started_at"] + timedelta(days=30)


def test_the_last_access_token_ends_with_its_session(app, client, shop):
    shop.alter(RefreshToken, started_at=utcnow() - timedelta(days=30) + timedelta(minutes=10))

    pair = refresh(app, client.tokens).json

    claims = claims_of(pair["access_token"])
    assert pair["expires_in"] == pytest.approx(600, abs=SLACK)
    assert claims["exp"] - claims["iat"] == pytest.approx(600, abs=SLACK)


def test_a_session_of_thirty_days_is_not_refreshed(app, client, shop):
    shop.alter(RefreshToken, started_at=utcnow() - timedelta(days=30))
    before = shop.rows(RefreshToken)

    assert refused(refresh(app, client.tokens))
    assert shop.rows(RefreshToken) == before


def test_refreshing_does_not_move_the_start_of_a_session(app, client, shop):
    pair = client.tokens
    for _ in range(3):
        pair = refresh(app, pair).json

    assert len({row["started_at"] for row in shop.rows(RefreshToken)}) == 1


def test_a_session_from_before_starts_were_kept_began_with_its_token(app, client, shop):
    shop.alter(RefreshToken, started_at=None, created_at=utcnow() - timedelta(days=29))

    pair = refresh(app, client.tokens).json

    claims = claims_of(pair["refresh_token"])
    assert claims["exp"] - claims["iat"] == pytest.approx(A_DAY, abs=SLACK)


def test_lifetimes_are_settings(another_app, colleague):
    short = another_app(
        access_token_ttl_seconds=200, refresh_token_ttl_seconds=900, session_ttl_seconds=600
    )

    pair = log_in(short, colleague).json

    claims = [claims_of(pair[name]) for name in ("access_token", "refresh_token")]
    lives = [one["exp"] - one["iat"] for one in claims]
    assert lives == [pytest.approx(200, abs=SLACK), pytest.approx(600, abs=SLACK)]


def test_a_reused_refresh_token_ends_the_family_and_is_written_down(app, client, shop):
    newest = refresh(app, client.tokens).json

    first, second = (refresh(app, client.tokens) for _ in range(2))

    assert refusal(first) == (401, "refresh-token-reused")
    assert first.headers["WWW-Authenticate"] == 'Bearer realm="backstock"'
    assert refused(second)
    assert refused(call(app, newest["access_token"]))
    assert refused(refresh(app, newest))
    told = [row for row in shop.rows(AuditEntry) if row["action"] == "session.reuse_detected"]
    (entry,) = told
    claims = claims_of(client.tokens["refresh_token"])
    assert str(entry["resource_id"]) == claims["sid"]
    assert entry["principal"] == f"user:{client.user_id}"
    assert entry["request_id"] == first.headers["X-Request-Id"]
    assert entry["remote_address"] == "127.0.0.1"


def test_a_refresh_token_of_another_family_moves_nothing(app, client, stranger, shop):
    mine, theirs = (claims_of(one.tokens["refresh_token"]) for one in (client, stranger))
    before = shop.rows(RefreshToken)

    mixed = signed(app, {**theirs, "sid": mine["sid"]})

    assert refused(refresh(app, {"refresh_token": mixed}))
    assert shop.rows(RefreshToken) == before


def ended(app, client, pair):
    """Whether both tokens of a pair are refused, the access token also where it is known."""
    by_the_known, by_the_unknown = (
        call(one, pair["access_token"]) for one in (app, client.elsewhere)
    )
    return all(map(refused, (by_the_known, by_the_unknown, refresh(app, pair))))


@pytest.fixture
def known(app, colleague, client, another_app):
    """Give the pair of somebody whom the app knows; another app does not."""
    client.elsewhere = another_app()
    pair = log_in(app, colleague).json
    assert call(app, pair["access_token"]).status_code == 200
    return pair


def test_logging_out_ends_older_tokens_at_once(app, client, known):
    answer = Client(app).post("/v1/auth/logout", {"refresh_token": known["refresh_token"]})

    assert answer.status_code == 204
    assert ended(app, client, known)


def test_another_password_ends_older_tokens_at_once(app, client, colleague, known):
    client.patch(f"/v1/users/{colleague['id']}", {"password": "another-horse-battery"})

    assert ended(app, client, known)
    assert refusal(log_in(app, colleague)) == (401, "invalid-credentials")
    assert log_in(app, colleague, "another-horse-battery").status_code == 200


def test_being_switched_off_ends_older_tokens_at_once(app, client, colleague, known):
    client.patch(f"/v1/users/{colleague['id']}", {"is_active": False})
    assert ended(app, client, known)

    client.patch(f"/v1/users/{colleague['id']}", {"is_active": True})

    assert ended(app, client, known)
    assert log_in(app, colleague).status_code == 200


@pytest.mark.parametrize("role", ["viewer", "manager", "owner"])
def test_another_role_ends_older_tokens_at_once(app, client, colleague, known, role):
    client.patch(f"/v1/users/{colleague['id']}", {"role": role})

    assert ended(app, client, known)
    fresh = log_in(app, colleague).json
    assert call(app, fresh["access_token"]).json["user"]["role"] == role


def test_what_changes_nothing_of_who_may_come_in_ends_nothing(app, client, colleague, known):
    client.patch(f"/v1/users/{colleague['id']}", {"name": "E", "role": "staff", "is_active": True})

    assert call(app, known["access_token"]).status_code == 200
    assert refresh(app, known).status_code == 200


def test_a_refused_change_ends_nothing(app, client, colleague, known):
    body = {"role": "viewer", "password": "another-horse-battery"}

    stale = client.patch(f"/v1/users/{colleague['id']}", body, match='"9"')

    assert refusal(stale) == (412, "stale-version")
    assert call(app, known["access_token"]).status_code == 200
    assert log_in(app, colleague).status_code == 200


def test_a_log_in_overtaken_by_a_new_password_starts_no_session(
    app, client, shop, colleague, monkeypatch
):
    matches, user_id = passwords.matches, uuid.UUID(colleague["id"])
    owner = Caller(shop.account_id, client.user_id, f"user:{client.user_id}", frozenset(Scope))

    def slowly(password, password_hash):
        is_right = matches(password, password_hash)
        monkeypatch.undo()
        shop.run(
            *(users.update, shop.account_id, user_id),
            by=owner,
            version=None,
            password="another-horse-battery",
        )
        return is_right

    monkeypatch.setattr(passwords, "matches", slowly)
    before = shop.count(RefreshToken)

    answer = log_in(app, colleague)

    assert refusal(answer) == (401, "invalid-credentials")
    assert shop.count(RefreshToken) == before


def test_a_log_in_is_written_down(app, client, shop, colleague):
    pair = log_in(app, colleague).json

    entry = shop.rows(AuditEntry)[-1]

    assert (entry["action"], entry["principal"]) == ("session.started", f"user:{colleague['id']}")
    assert str(entry["resource_id"]) == claims_of(pair["access_token"])["sid"]

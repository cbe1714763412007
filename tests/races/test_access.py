"""Two who act on users and sessions in the same moment."""

from hashlib import sha256
from uuid import uuid4

from models import AuditEntry, PasswordReset, RefreshToken, User
from tests.letters import caught, token_in
from tests.races.crowd import at_once, statuses
from tests.security.people import OTHER, PASSWORD, colleague, log_in


def add_owner(client):
    """Make a second owner; give the id."""
    body = {"email": f"{uuid4().hex}@example.com", "name": "Second", "role": "owner"}
    second = client.post("/v1/users", {**body, "password": "correct-horse-battery"})
    return second.json["id"]


def test_two_owners_who_step_down_at_once_leave_one(callers, client, shop):
    owners = [str(client.user_id), add_owner(client)]

    answers = at_once(
        [
            lambda c=c, owner=owner: c.patch(f"/v1/users/{owner}", {"is_active": False})
            for c, owner in zip(callers(2), owners, strict=True)
        ]
    )

    counts = statuses(answers)
    assert counts.pop((200, None)) == 1
    assert counts.keys() <= {(409, "last-owner"), (401, "invalid-token")}
    left = [row for row in shop.rows(User) if row["role"] == "owner" and row["is_active"]]
    assert len(left) == 1


def test_a_refresh_token_sent_twice_at_once_gives_one_pair_at_most(callers, client, shop):
    body = {"refresh_token": client.tokens["refresh_token"]}

    answers = at_once([lambda c=c: c.post("/v1/auth/refresh", body) for c in callers(2)])

    assert statuses(answers) == {(200, None): 1, (401, "refresh-token-reused"): 1}
    assert all(row["revoked_at"] for row in shop.rows(RefreshToken))
    (pair,) = [answer.json for answer in answers if answer.status_code == 200]
    bearer = {"Authorization": f"Bearer {pair['access_token']}"}
    assert client.get("/v1/account", headers=bearer).status_code == 401
    told = [row["action"] for row in shop.rows(AuditEntry)]
    assert told.count("session.reuse_detected") == 1


def test_a_reset_token_sent_twice_at_once_sets_one_password(callers, client, app, shop):
    user = colleague(client)
    with caught(app) as letters:
        client.post("/v1/auth/password-reset", {"email": user["email"]})
    token, passwords = token_in(letters[0]), [OTHER, "three owls by the ferry"]

    answers = at_once(
        [
            lambda c=c, word=word: c.post(
                "/v1/auth/password-reset/confirm", {"token": token, "password": word}
            )
            for c, word in zip(callers(2), passwords, strict=True)
        ]
    )

    assert statuses(answers) == {(204, None): 1, (422, "invalid-reset-token"): 1}
    winner = next(word for a, word in zip(answers, passwords, strict=True) if a.status_code == 204)
    tried = {word: log_in(client, user, word).status_code for word in (PASSWORD, *passwords)}
    assert tried == {word: 200 if word == winner else 401 for word in tried}
    assert shop.count(PasswordReset) == 0


def test_tokens_asked_for_at_once_leave_one_that_works(callers, client, app, shop):
    user = colleague(client)
    with caught(app) as letters:
        answers = at_once(
            [
                lambda c=c: c.post("/v1/auth/password-reset", {"email": user["email"]})
                for c in callers(8)
            ]
        )

    assert statuses(answers) == {(202, None): 8}
    assert shop.count(PasswordReset) == 1
    newest = shop.rows(PasswordReset)[0]["token_hash"]
    hashes = [sha256(token_in(letter).encode()).hexdigest() for letter in letters]
    assert letters == [] or hashes.count(newest) == 1  # a server's letters are its own

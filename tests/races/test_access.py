"""Two who act on users and sessions in the same moment."""

from uuid import uuid4

from models import AuditEntry, RefreshToken, User
from tests.races.crowd import at_once, statuses


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

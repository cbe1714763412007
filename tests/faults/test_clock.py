"""The clock steps by an hour, or summer time ends: orders go on, and nothing is confused."""

import time
from datetime import UTC, datetime

import pytest

from tests.api.bodies import order_of, refusal
from tests.client import Client
from tests.factories import Shop
from tests.faults.harness import clock

HOUR = 3_600
END_OF_SUMMER_TIME = datetime(2026, 10, 25, 1, 0, tzinfo=UTC).timestamp()
STEPS = pytest.mark.parametrize("step", [-HOUR, HOUR], ids=["back", "forward"])


class Clock:
    """A clock that is set by seconds; it differs by none until then."""

    offset = 0.0


@pytest.fixture
def hands(monkeypatch):
    """Give the clock of the app in this process."""
    made = Clock()
    for module, name, value in clock.patches(lambda: made.offset):
        monkeypatch.setattr(module, name, value)
    return made


@pytest.fixture
def keyed(app, client):
    """A caller with an API key."""
    body = {"name": "clock", "scopes": ["orders:read", "orders:write"]}
    return Client(app, {"X-API-Key": client.post("/v1/api-keys", body).json["secret"]})


@pytest.fixture
def body(shop):
    return order_of((shop.level(on_hand=50)["sku"], 1))


def walked(client, sort):
    """Walk the orders one by one."""
    page = client.get(f"/v1/orders?limit=1&sort={sort}").json
    yield from page["data"]
    while page["has_more"]:
        page = client.get(f"/v1/orders?limit=1&sort={sort}&cursor={page['next_cursor']}").json
        yield from page["data"]


def test_orders_go_on_and_lists_stay_right_when_the_clock_steps(hands, client, keyed, body):
    placed = []
    for offset in (0, HOUR, 0, -HOUR, 0):
        hands.offset = offset
        placed += [keyed.post("/v1/orders", body) for _ in range(2)]

    assert [answer.status_code for answer in placed] == [201] * 10
    ids = {answer.json["id"] for answer in placed}
    for sort in ("created_at", "-created_at"):
        found = list(walked(keyed, sort))
        times = [row["created_at"] for row in found]
        assert (len(found), {row["id"] for row in found}) == (10, ids)
        assert times == sorted(times, reverse=sort.startswith("-"))
    assert client.get("/v1/stock/verify").json["ok"]


@STEPS
def test_a_key_is_remembered_over_a_step(hands, keyed, body, step):
    first = keyed.post("/v1/orders", body, key="once")
    hands.offset = step

    again = keyed.post("/v1/orders", body, key="once")

    assert (again.status_code, again.json["id"]) == (201, first.json["id"])
    assert again.headers["Idempotent-Replayed"] == "true"


def test_a_session_from_after_a_step_back_is_refused_and_a_new_one_is_not(hands, app, client):
    hands.offset = HOUR
    shop = Shop(app)
    late = shop.client()  # its tokens are from an hour ahead
    assert late.get("/v1/me").status_code == 200

    hands.offset = 0
    unseen = Client(app, shop.client("viewer").headers)
    hands.offset = -HOUR
    refused = unseen.get("/v1/me")
    new = shop.client().get("/v1/me")

    assert refusal(refused) == (401, "invalid-token")
    assert new.status_code == 200
    assert late.get("/v1/me").status_code == 200  # verified before, and as good as then


def test_a_session_outlives_a_step_forward_by_its_refresh_token(hands, client):
    hands.offset = HOUR
    refused = client.get("/v1/me")
    body = {"refresh_token": client.tokens["refresh_token"]}
    fresh = client.post("/v1/auth/refresh", body, headers={"Authorization": ""}, key=None)

    assert refusal(refused) == (401, "invalid-token")
    assert fresh.status_code == 200


def test_the_hour_that_is_there_twice_is_two_hours(hands, keyed, body, monkeypatch):
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    try:
        now, placed = time.time(), []
        for offset in (-1_800, 1_800):  # both are half past two in Berlin
            hands.offset = END_OF_SUMMER_TIME - now + offset
            placed.append(keyed.post("/v1/orders", body).json)
        first, second = (each["created_at"] for each in placed)
        since = keyed.get("/v1/orders?created_at_from=2026-10-25T01:00:00Z").json["data"]
    finally:
        monkeypatch.undo()
        time.tzset()

    assert (first[:16], second[:16]) == ("2026-10-25T00:30", "2026-10-25T01:30")
    assert [row["id"] for row in since] == [placed[1]["id"]]

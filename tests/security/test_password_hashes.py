"""A hash is dear on purpose, so that a process makes a few at once and refuses the rest."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from argon2 import PasswordHasher

from models import User, db
from services.access import passwords
from services.access.passwords import Turns
from tests.api.bodies import refusal
from tests.conftest import build_app
from tests.letters import caught, token_in
from tests.races.crowd import at_once, statuses
from tests.security.people import OTHER, PASSWORD, colleague, log_in, person, registration, session

BUSY = (503, "service-busy")
PATIENCE_SECONDS = 30


@pytest.fixture
def turns(monkeypatch):
    """Let one password be hashed at once, and who waits for it wait as long as a test may take."""
    made = Turns(1)
    monkeypatch.setattr(passwords, "PATIENCE_SECONDS", PATIENCE_SECONDS)
    monkeypatch.setattr(passwords, "_turns", made)
    return made


@contextmanager
def full(turns):
    """Take the turn, and the place of who waits for it."""
    with turns.turn(), turns._waiting:
        yield


@pytest.fixture
def hashing(app, client, anonymous):
    """Give every request that hashes a password."""
    user, forgetful = colleague(client), colleague(client)
    mine, new = session(app, colleague(client)), {"password": OTHER, "current_password": PASSWORD}
    with caught(app) as letters:
        anonymous.post("/v1/auth/password-reset", {"email": forgetful["email"]})
    reset = {"token": token_in(letters[0]), "password": OTHER}
    return {
        "log in": lambda: log_in(anonymous, user),
        "log in as nobody": lambda: log_in(anonymous, person()),
        "register": lambda: anonymous.post("/v1/auth/register", registration()),
        "let somebody in": lambda: client.post("/v1/users", person()),
        "set a password": lambda: client.patch(f"/v1/users/{user['id']}", {"password": OTHER}),
        "set one's own": lambda: mine.patch("/v1/me", new),
        "reset": lambda: anonymous.post("/v1/auth/password-reset/confirm", reset),
    }


def test_one_hash_too_many_is_refused_at_once_and_changes_nothing(hashing, shop, turns):
    before = shop.everything()

    for act, send in hashing.items():
        with full(turns):
            answer = send()

        assert (refusal(answer), answer.headers["Retry-After"]) == (BUSY, "1"), act
        assert shop.everything() == before, act
        assert send().status_code in (200, 201, 204, 401), act
        before = shop.everything()


def test_a_refused_hash_is_not_remembered_under_its_idempotency_key(client, shop, turns):
    body = person()

    with full(turns):
        refused = client.post("/v1/users", body, key="once")
    made = client.post("/v1/users", body, key="once")

    assert (refusal(refused), made.status_code) == (BUSY, 201)
    assert "Idempotent-Replayed" not in made.headers


def test_one_more_waits_for_its_turn(client, anonymous, turns):
    user = colleague(client)

    with ThreadPoolExecutor(1) as pool:
        with turns.turn():
            waiting = pool.submit(log_in, anonymous, user)
            until(turns._waiting.locked)
            assert refusal(log_in(anonymous, user)) == BUSY
        answer = waiting.result(PATIENCE_SECONDS)

    assert answer.status_code == 200


def test_who_waits_too_long_is_refused(client, anonymous, turns, monkeypatch):
    user = colleague(client)
    monkeypatch.setattr(passwords, "PATIENCE_SECONDS", 0.01)

    with turns.turn():
        assert refusal(log_in(anonymous, user)) == BUSY
    assert log_in(anonymous, user).status_code == 200


def test_who_waits_for_a_hash_holds_neither_connection_nor_lock(client, app, hashing, turns):
    with app.app_context():
        pool = db.engine.pool

    for act, send in hashing.items():
        with ThreadPoolExecutor(1) as threads:
            with turns.turn():
                waiting = threads.submit(send)
                until(turns._waiting.locked)
                assert pool.checkedout() == 0, act
                assert (
                    client.post("/v1/locations", {"code": code(), "name": "A"}).status_code == 201
                )
            assert waiting.result(PATIENCE_SECONDS).status_code in (200, 201, 204, 401), act


def code():
    return f"place-{threading.get_ident()}-{time.monotonic_ns()}"


def until(done):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.001)


class Counting:
    """A hasher that counts how many use it at the same time."""

    def __init__(self, hasher):
        self.hasher, self.now, self.most = hasher, 0, 0
        self.lock = threading.Lock()

    def verify(self, *args):
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
        try:
            return self.hasher.verify(*args)
        finally:
            with self.lock:
                self.now -= 1

    def __getattr__(self, name):
        return getattr(self.hasher, name)


@pytest.mark.parametrize("number", [1, 2])
def test_no_more_than_so_many_hash_at_once(client, anonymous, monkeypatch, number):
    user = colleague(client)
    counting = Counting(passwords.HASHER)
    monkeypatch.setattr(passwords, "HASHER", counting)
    monkeypatch.setattr(passwords, "_turns", Turns(number))

    answers = at_once([lambda: log_in(anonymous, user)] * 6)

    counts = statuses(answers)
    assert counting.most <= number
    assert counts.keys() <= {(200, None), BUSY}
    assert counts[(200, None)] >= number


def test_a_process_hashes_as_many_at_once_as_its_setting_says(monkeypatch, tmp_path):
    monkeypatch.setattr(passwords, "_turns", passwords._turns)  # so that it is undone

    build_app(f"sqlite:///{tmp_path}/none.db", password_hashes_at_once=3)

    assert passwords._turns._free._value == 3


def test_a_hash_of_old_parameters_is_renewed_at_log_in(client, anonymous, shop):
    user = colleague(client)
    old = PasswordHasher(memory_cost=8_192, time_cost=1, parallelism=1).hash(PASSWORD)
    shop.alter(User, password_hash=old)
    before = stored(shop, user)

    assert refusal(log_in(anonymous, user, OTHER)) == (401, "invalid-credentials")
    assert stored(shop, user) == before
    assert log_in(anonymous, user).status_code == 200

    after = stored(shop, user)
    assert after["password_hash"].startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert {**after, "password_hash": old} == before
    assert log_in(anonymous, user).status_code == 200
    assert stored(shop, user) == after


def test_a_busy_process_leaves_an_old_hash_for_later(client, anonymous, shop, monkeypatch):
    user = colleague(client)
    old = PasswordHasher(memory_cost=8_192, time_cost=1, parallelism=1).hash(PASSWORD)
    shop.alter(User, password_hash=old)
    monkeypatch.setattr(passwords, "hash_password", refuse)

    assert log_in(anonymous, user).status_code == 200
    assert stored(shop, user)["password_hash"] == old


def refuse(_password):
    raise passwords.Busy("full")


def stored(shop, user):
    return next(row for row in shop.rows(User) if str(row["id"]) == user["id"])

"""How often somebody may try to log in: never without a limit, and never locked out."""

import uuid

import pytest

from api.limits.app import EXTENSION
from services.access import passwords, sessions
from tests.api.bodies import refusal
from tests.client import Client
from tests.limited import ELSEWHERE, FROM
from tests.races.crowd import at_once, clients, serving, statuses

PASSWORD, WRONG = "correct-horse-battery", "wrong-horse-battery"
PER_ACCOUNT, PER_ADDRESS = 5, 30


@pytest.fixture
def server(limited):
    """Give an app with the limits that users have."""
    return limited()


@pytest.fixture
def email(app):
    """Give the e-mail address of somebody who has an account."""
    return register(app)


def register(app):
    email = f"{uuid.uuid4().hex}@example.com"
    person = {"account_name": "Corner Books", "email": email, "name": "Ada"}
    Client(app).post("/v1/auth/register", {**person, "password": PASSWORD})
    return email


def log_in(app, email, password=WRONG, environ=FROM):
    body = {"email": email, "password": password}
    return Client(app).post("/v1/auth/login", body, environ_base=environ)


def nobody():
    return f"{uuid.uuid4().hex}@example.com"


def wrong(app, email, times, environ=FROM):
    """Fail to log in so many times; give the statuses."""
    return [log_in(app, email, environ=environ).status_code for _ in range(times)]


def test_five_wrong_passwords_a_minute_and_no_sixth(server, email):
    assert wrong(server, email, 6) == [401] * 5 + [429]


def test_the_refusal_says_which_limit_and_how_long(server, clock, email):
    wrong(server, email, 5)
    clock.now += 17.5

    answer = log_in(server, email)

    assert refusal(answer) == (429, "rate-limited")
    assert answer.headers["Retry-After"] == "43"
    assert answer.json["details"] == {
        "policy": "login",
        "limit": 5,
        "window_seconds": 60,
        "retry_after_seconds": 43,
    }
    assert '"login";r=0;t=43' in answer.headers["RateLimit"]


def test_the_right_password_is_refused_too_where_five_were_wrong(server, email):
    wrong(server, email, 5)

    assert refusal(log_in(server, email, PASSWORD)) == (429, "rate-limited")


def test_nobody_is_locked_out_after_a_minute(server, clock, email):
    wrong(server, email, 5)
    clock.now += 59.999
    early = log_in(server, email, PASSWORD)
    clock.now += 0.001

    assert (early.status_code, log_in(server, email, PASSWORD).status_code) == (429, 200)


def test_trying_on_does_not_lengthen_the_wait(server, clock, email):
    wrong(server, email, 5)
    for _ in range(59):
        clock.now += 1
        assert log_in(server, email).status_code == 429
    clock.now += 1

    assert log_in(server, email, PASSWORD).status_code == 200


def test_who_guesses_from_elsewhere_keeps_nobody_out(server, email):
    wrong(server, email, 6, ELSEWHERE)

    assert log_in(server, email, PASSWORD).status_code == 200


def test_who_guesses_keeps_no_other_user_of_the_address_out(server, app, email):
    wrong(server, email, 6)

    assert log_in(server, register(app), PASSWORD).status_code == 200


def test_the_case_of_an_address_buys_no_more_guesses(server, email):
    wrong(server, email, 5)

    assert wrong(server, email.upper(), 1) == [429]


def test_unknown_users_are_counted_as_known_ones_are(server):
    assert wrong(server, nobody(), 6) == [401] * 5 + [429]


def test_thirty_wrong_passwords_a_minute_from_one_address(server):
    answers = [log_in(server, nobody()) for _ in range(31)]

    assert [answer.status_code for answer in answers] == [401] * 30 + [429]
    assert answers[-1].json["details"]["policy"] == "login-address"


def test_addresses_of_one_ipv6_network_are_one(server):
    def end(number):
        return {"REMOTE_ADDR": f"2001:db8::{number:x}"}

    answers = [log_in(server, nobody(), environ=end(n)).status_code for n in range(31)]

    assert answers == [401] * 30 + [429]


def test_right_passwords_use_nothing_up(server, email):
    assert [log_in(server, email, PASSWORD).status_code for _ in range(12)] == [200] * 12
    assert wrong(server, email, 6) == [401] * 5 + [429]


def test_a_right_password_forgives_no_wrong_ones(server, email):
    wrong(server, email, 4)
    log_in(server, email, PASSWORD)

    assert wrong(server, email, 2) == [401, 429]


def test_what_fails_for_another_reason_is_no_guess(server, email, monkeypatch):
    def broken(**_):
        raise RuntimeError("not the password")

    with monkeypatch.context() as patch:
        patch.setattr(sessions, "log_in", broken)
        assert wrong(server, email, 6) == [500] * 6

    assert log_in(server, email, PASSWORD).status_code == 200


def test_the_throttle_stays_where_limits_are_switched_off(limited, email):
    off = {f"rate_limit_{whose}_per_minute": 0 for whose in ("account", "key", "address")}

    assert wrong(limited(**off), email, 6) == [401] * 5 + [429]


def test_no_password_is_hashed_for_who_tries_too_often(server, email, monkeypatch):
    wrong(server, email, 5)
    monkeypatch.delattr(passwords, "HASHER")

    assert log_in(server, email).status_code == 429


def test_no_address_of_a_person_is_kept(server, email):
    wrong(server, email, 1)

    assert email not in str(vars(server.extensions[EXTENSION].windows))


def test_forty_at_once_are_five_guesses(server, email, monkeypatch):
    monkeypatch.setattr(passwords, "_turns", passwords.Turns(40))  # none is turned away for that
    answers = at_once([lambda: log_in(server, email)] * 40)

    assert statuses(answers) == {(401, "invalid-credentials"): 5, (429, "rate-limited"): 35}


def test_forty_at_once_are_five_guesses_in_all_processes(
    app, database_url, email, redis_server, tmp_path
):
    settings = {
        "RATE_LIMIT_REDIS_URL": redis_server.url,
        "LOGIN_FAILURES_PER_MINUTE": str(PER_ACCOUNT),
        "LOGIN_FAILURES_ADDRESS_PER_MINUTE": str(PER_ADDRESS),
        "PASSWORD_HASHES_AT_ONCE": "40",
    }
    with serving(database_url, tmp_path / "log", **settings) as port:
        callers = clients(Client(app), 40, port)
        body = {"email": email, "password": WRONG}
        answers = at_once([lambda c=c: c.post("/v1/auth/login", body, key=None) for c in callers])

    assert statuses(answers) == {(401, "invalid-credentials"): 5, (429, "rate-limited"): 35}


def test_who_holds_a_token_guesses_no_more_often(server, email):
    token = log_in(server, email, PASSWORD).json["access_token"]
    holder = Client(server, {"Authorization": f"Bearer {token}"})
    body = {"password": "three owls by the ferry", "current_password": WRONG}

    answers = [holder.patch("/v1/me", body, environ_base=FROM) for _ in range(6)]

    assert [refusal(answer) for answer in answers] == [
        *[(422, "wrong-password")] * 5,
        (429, "rate-limited"),
    ]


@pytest.mark.parametrize("is_known", [True, False], ids=["known", "unknown"])
def test_five_mails_a_minute_and_no_sixth(server, email, is_known):
    body = {"email": email if is_known else nobody()}

    statuses = [
        Client(server).post("/v1/auth/password-reset", body, environ_base=FROM).status_code
        for _ in range(6)
    ]

    assert statuses == [202] * 5 + [429]

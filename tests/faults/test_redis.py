"""Redis stopped, frozen and started again: limits go on in each process, and together again."""

import signal
import socket
from contextlib import contextmanager
from threading import Thread

import pytest
import redis

from api.limits.app import EXTENSION
from api.limits.shared import PAUSE_SECONDS
from tests.api.bodies import refusal
from tests.client import Client
from tests.factories import Shop
from tests.limited import FROM
from tests.races.crowd import at_once, clients, serving


@pytest.fixture
def process(limited, redis_server, clock):
    """Build an app that counts in Redis, as each process has one, with a clock for its patience."""

    def build(url=redis_server.url, **settings):
        app = limited(rate_limit_redis_url=url, **settings)
        app.extensions[EXTENSION].windows._clock = clock
        return app

    return build


def statuses_of(answers):
    return [answer.status_code for answer in answers]


def ask(app, client, times):
    """Let a caller ask an app so many times; give the statuses."""
    return statuses_of(Client(app, client.headers).get("/v1/me") for _ in range(times))


def guess(app, times):
    body = {"email": "nobody@example.com", "password": "wrong-horse-battery"}
    answers = [Client(app).post("/v1/auth/login", body, environ_base=FROM) for _ in range(times)]
    return statuses_of(answers)


def test_processes_count_together(process):
    one, other = (process(rate_limit_account_per_minute=3) for _ in range(2))
    client = Shop(one).client()

    assert (ask(one, client, 2), ask(other, client, 2)) == ([200, 200], [200, 429])


def test_processes_that_count_at_once_give_away_no_unit_twice(process):
    apps = [process(rate_limit_account_per_minute=10) for _ in range(2)]
    client = Shop(apps[0]).client()
    callers = [Client(apps[number % 2], client.headers) for number in range(40)]

    answers = at_once([lambda c=c: c.get("/v1/me") for c in callers])

    assert (statuses_of(answers).count(200), statuses_of(answers).count(429)) == (10, 30)


def test_processes_throttle_log_ins_together(process):
    assert (guess(process(), 3), guess(process(), 3)) == ([401] * 3, [401, 401, 429])


def test_a_right_password_uses_nothing_up_in_redis(process, redis_server):
    app = process()
    body = {"account_name": "A", "email": "", "name": "Ada", "password": "correct-horse-battery"}
    body["email"] = f"{Shop(app).account_id}@example.com"
    Client(app).post("/v1/auth/register", body)
    right = {name: body[name] for name in ("email", "password")}

    answers = [Client(app).post("/v1/auth/login", right) for _ in range(9)]

    assert statuses_of(answers) == [200] * 9
    assert counted(redis_server, "login") == counted(redis_server, "login-address") == [0]


def counted(server, policy):
    """Give what was taken from a policy in each window of a Redis."""
    with redis.Redis.from_url(server.url) as client:
        return [int(client.get(key)) for key in client.keys(f"*:{policy}:*")]


def test_redis_keeps_nothing_for_longer_than_a_window_and_no_e_mail_address(process, redis_server):
    app = process()
    ask(app, Shop(app).client(), 1)
    guess(app, 1)

    with redis.Redis.from_url(redis_server.url, decode_responses=True) as client:
        lives = {key: client.pttl(key) for key in client.keys("*")}

    assert len(lives) == 4  # account, address, login, login-address
    assert all(0 < life <= 60_000 for life in lives.values())
    assert not any("nobody" in key for key in lives)


def test_a_window_is_not_longer_where_the_clock_of_redis_was_set_back(process, redis_server):
    app = process(rate_limit_account_per_minute=1)
    client = Shop(app).client()
    ask(app, client, 1)
    with redis.Redis.from_url(redis_server.url) as server:
        (key,) = server.keys("*:account:*")
        server.pexpire(key, 3_600_000)

    assert ask(app, client, 2) == [200, 429]


def test_without_redis_each_process_counts_for_itself(process, redis_server):
    one, other = (process(rate_limit_account_per_minute=2) for _ in range(2))
    client = Shop(one).client()
    redis_server.stop()

    assert ask(one, client, 3) == ask(other, client, 3) == [200, 200, 429]


def test_without_redis_log_ins_stay_throttled(process, redis_server):
    app = process()
    redis_server.stop()

    assert guess(app, 6) == [401] * 5 + [429]


def test_a_redis_that_is_away_at_the_start_stops_no_start(process, redis_server):
    redis_server.stop()
    app = process(rate_limit_account_per_minute=1)

    assert ask(app, Shop(app).client(), 2) == [200, 429]


def test_redis_dies_between_two_requests_and_nothing_is_refused_for_it(process, redis_server):
    app = process()
    client = Shop(app).client()
    before = ask(app, client, 1)
    redis_server.stop()

    assert before + ask(app, client, 20) == [200] * 21


def test_when_redis_is_back_processes_count_together_again(process, redis_server, clock):
    one, other = (process(rate_limit_account_per_minute=4) for _ in range(2))
    client = Shop(one).client()
    redis_server.stop()
    away = ask(one, client, 1) + ask(other, client, 1)
    redis_server.start()
    clock.now += PAUSE_SECONDS

    together = ask(one, client, 3) + ask(other, client, 2)

    assert (away, together) == ([200, 200], [200, 200, 200, 200, 429])


def test_a_redis_that_is_frozen_is_waited_for_once_in_a_while(process, redis_server, clock):
    app = process()
    client, windows = Shop(app).client(), app.extensions[EXTENSION].windows
    ask(app, client, 1)
    attempts = counting(windows)
    redis_server.process.send_signal(signal.SIGSTOP)

    frozen = ask(app, client, 20)
    once = len(attempts)
    clock.now += PAUSE_SECONDS
    frozen += ask(app, client, 20)
    redis_server.process.send_signal(signal.SIGCONT)

    assert frozen == [200] * 40
    assert (once, len(attempts)) == (1, 2)


def counting(windows):
    """Note each attempt at Redis from here on."""
    attempts, take = [], windows._take

    def noted(*args):
        attempts.append(args)
        return take(*args)

    windows._take = noted
    return attempts


def test_of_many_at_once_one_tries_a_redis_that_was_away(process, redis_server, clock):
    app = process()
    client, windows = Shop(app).client(), app.extensions[EXTENSION].windows
    redis_server.stop()
    ask(app, client, 1)
    clock.now += PAUSE_SECONDS
    attempts = counting(windows)

    answers = at_once([lambda: Client(app, client.headers).get("/v1/me")] * 16)

    assert (statuses_of(answers), len(attempts)) == ([200] * 16, 1)


@contextmanager
def stranger_who_says(words):
    """Give the URL of a server that says the same to whatever it hears."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def talk():
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                with connection:
                    connection.recv(65_536)
                    connection.sendall(words)

        thread = Thread(target=talk, daemon=True)
        thread.start()
        yield f"redis://127.0.0.1:{listener.getsockname()[1]}/0"
        listener.shutdown(socket.SHUT_RDWR)
    thread.join()


SAID = {
    "another protocol": b"HTTP/1.1 400 Bad Request\r\n\r\n",
    "no password": b"-NOAUTH Authentication required.\r\n" * 9,
    "loading": b"-LOADING Redis is loading the dataset in memory\r\n" * 9,
    "read only": b"-READONLY You can't write against a read only replica.\r\n" * 9,
    "nonsense": b"\xff" * 99,
    "nothing": b"",
}


@pytest.mark.parametrize("words", SAID.values(), ids=SAID)
def test_a_redis_that_cannot_be_used_fails_no_request(process, words):
    with stranger_who_says(words) as url:
        app = process(url, rate_limit_account_per_minute=2)

        answers = ask(app, Shop(app).client(), 3)

    assert answers == [200, 200, 429]


def test_a_refusal_by_redis_says_what_one_by_memory_says(process, redis_server):
    app = process(rate_limit_account_per_minute=1)
    client = Shop(app).client()
    ask(app, client, 1)

    answer = client.get("/v1/me")

    facts = answer.json["details"]
    wait = facts.pop("retry_after_seconds")
    assert refusal(answer) == (429, "rate-limited")
    assert facts == {"policy": "account", "limit": 1, "window_seconds": 60}
    assert (answer.headers["Retry-After"], 0 < wait <= 60) == (str(wait), True)
    assert answer.headers["RateLimit"] == f'"account";r=0;t={wait}'


def test_a_server_of_two_processes_goes_on_when_redis_is_killed(
    client, database_url, redis_server, tmp_path
):
    settings = {"RATE_LIMIT_REDIS_URL": redis_server.url, "LOGIN_FAILURES_PER_MINUTE": "5"}
    settings["PASSWORD_HASHES_AT_ONCE"] = "24"  # none is turned away for that
    body = {"email": "nobody@example.com", "password": "wrong-horse-battery"}
    with serving(database_url, tmp_path / "log", **settings) as port:
        callers = clients(client, 24, port)
        before = at_once([lambda c=c: c.get("/v1/me") for c in callers])
        redis_server.stop()
        after = at_once([lambda c=c: c.get("/v1/me") for c in callers])
        guesses = at_once([lambda c=c: c.post("/v1/auth/login", body) for c in callers])

    assert statuses_of(before + after) == [200] * 48
    assert set(statuses_of(guesses)) == {401, 429}
    assert 5 <= statuses_of(guesses).count(401) <= 10  # five in each process that was asked

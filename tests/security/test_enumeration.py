"""Who has an account here is told to nobody who tries to log in, or forgot a password."""

from types import SimpleNamespace

import pytest
from argon2 import Type, extract_parameters

from models import User
from services.access import passwords
from tests.api.bodies import refusal
from tests.letters import caught
from tests.security.people import OTHER, colleague, disabled, log_in, person, said
from tests.security.resetting import ask
from tests.security.timing import spread


@pytest.fixture
def tried(client):
    """Give those whom somebody without a password may try: known, unknown, disabled."""
    return {"known": colleague(client), "unknown": person(), "disabled": disabled(client)}


def test_a_log_in_sounds_the_same_for_known_unknown_and_disabled_users(anonymous, tried):
    answers = [log_in(anonymous, user, OTHER) for user in tried.values()]
    answers.append(log_in(anonymous, tried["disabled"]))  # by the right password

    first, *others = map(said, answers)
    assert refusal(answers[0]) == (401, "invalid-credentials")
    assert others == [first] * 3


def test_a_log_in_takes_as_long_for_known_unknown_and_disabled_users(anonymous, tried):
    acts = {name: lambda u=user: log_in(anonymous, u, OTHER) for name, user in tried.items()}

    assert spread(acts) < 0.025


def test_an_unknown_user_costs_a_hash(anonymous, monkeypatch):
    verified = []
    verify = passwords.HASHER.verify
    spy = SimpleNamespace(verify=lambda *args: verified.append(args) or verify(*args))
    monkeypatch.setattr(passwords, "HASHER", spy)

    assert refusal(log_in(anonymous, person(), OTHER)) == (401, "invalid-credentials")

    assert verified == [(passwords.NOBODY, OTHER)]


def test_the_hash_of_nobody_is_as_dear_as_that_of_a_user(client, shop):
    colleague(client)

    stored = shop.rows(User)[-1]["password_hash"]

    assert extract_parameters(passwords.NOBODY) == extract_parameters(stored)
    parameters = extract_parameters(stored)
    assert (parameters.type, parameters.memory_cost) == (Type.ID, 19_456)
    assert (parameters.time_cost, parameters.parallelism) == (2, 1)


def test_a_reset_sounds_the_same_for_known_unknown_and_disabled_users(app, anonymous, tried):
    with caught(app) as letters:
        answers = [ask(anonymous, user) for user in tried.values()]

    first, *others = map(said, answers)
    assert (answers[0].status_code, answers[0].json) == (202, {"expires_in": 1_800})
    assert others == [first, first]
    assert [letter.to for letter in letters] == [tried["known"]["email"]]


def test_a_reset_takes_as_long_for_known_unknown_and_disabled_users(app, anonymous, tried):
    with caught(app):
        apart = spread({name: lambda u=u: ask(anonymous, u) for name, u in tried.items()})

    assert apart < 0.025

"""Who has an account here is told to nobody who tries to log in."""

from types import SimpleNamespace

import pytest
from argon2 import Type, extract_parameters

from models import User
from services.access import passwords
from tests.api.bodies import refusal
from tests.security.people import OTHER, colleague, log_in, person, said
from tests.security.timing import spread


@pytest.fixture
def tried(client):
    """Give those whom somebody without a password may try: known, unknown, disabled."""
    disabled = colleague(client)
    assert client.patch(f"/v1/users/{disabled['id']}", {"is_active": False}).status_code == 200
    return {"known": colleague(client), "unknown": person(), "disabled": disabled}


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

"""A forgotten password, as somebody sets a new one."""

from tests.letters import token_in
from tests.security.people import OTHER

ASK, CONFIRM = "/v1/auth/password-reset", "/v1/auth/password-reset/confirm"


def ask(caller, someone):
    return caller.post(ASK, {"email": someone["email"]})


def confirm(caller, token, password=OTHER):
    return caller.post(CONFIRM, {"token": token, "password": password})


def token_of(caller, letters, someone):
    """Ask for a token; give the one that came."""
    assert ask(caller, someone).status_code == 202
    return token_in(letters[-1])

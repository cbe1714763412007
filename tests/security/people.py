"""People with passwords, and how they log in."""

import uuid

from tests.client import Client

PASSWORD = "a violet kettle hums at dawn"
OTHER = "two herons left the reservoir"


def person(**facts):
    """Word a colleague whose address nobody else has."""
    email = f"{uuid.uuid4().hex}@example.com"
    return {"email": email, "name": "Grace", "role": "staff", "password": PASSWORD, **facts}


def registration(**facts):
    """Word somebody who opens an account."""
    opened = {**person(), "account_name": "Corner Books", **facts}
    del opened["role"]
    return opened


def colleague(client, **facts):
    """Let a colleague in; give what was said of them, with their id."""
    said = person(**facts)
    made = client.post("/v1/users", said)
    assert made.status_code == 201, made.text
    return {**said, "id": made.json["id"]}


def log_in(caller, user, password=PASSWORD):
    """Try to log in."""
    return caller.post("/v1/auth/login", {"email": user["email"], "password": password})


def session(app, user, password=PASSWORD):
    """Log in; give a client who did."""
    answer = log_in(Client(app), user, password)
    assert answer.status_code == 200, answer.text
    bearer = {"Authorization": f"Bearer {answer.json['access_token']}"}
    return Client(app, bearer, tokens=answer.json)


def said(answer):
    """Give all of an answer but what names the request, and what is left to ask for."""
    ids = ("request_id", "instance")
    body = {name: value for name, value in (answer.json or {}).items() if name not in ids}
    apart = ("X-Request-Id", "RateLimit")
    headers = {name: value for name, value in answer.headers.items() if name not in apart}
    return answer.status_code, headers, body


def disabled(client):
    """Give a user who may not log in."""
    someone = colleague(client)
    assert client.patch(f"/v1/users/{someone['id']}", {"is_active": False}).status_code == 200
    return someone

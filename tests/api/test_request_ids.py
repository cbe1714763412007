"""X-Request-Id, and the one line that each request leaves in the log."""

import json
import uuid
from datetime import datetime

import pytest
from sqlalchemy import text

from api import logs
from models.work import execute
from services.catalogue import products
from tests.api.bodies import order_of, refusal
from tests.checks import secrets
from tests.client import Client

PASSWORD = "correct-horse-battery"


def test_a_request_keeps_the_id_it_brings(anonymous):
    for given in ("a", "abc-123_X.9", "x" * 64, str(uuid.UUID(int=7))):
        answer = anonymous.get("/v1/me", headers={"X-Request-Id": given})

        assert answer.headers["X-Request-Id"] == answer.json["request_id"] == given
        assert answer.json["instance"] == f"/requests/{given}"


def test_an_unusable_id_is_replaced(anonymous):
    for given in ("", " ", "a b", "x" * 65, "\u00e9", "a/b", 'a"b', "<b>", "a\tb", "a;b"):
        answer = anonymous.get("/v1/me", headers={"X-Request-Id": given})

        assert answer.headers["X-Request-Id"] == answer.json["request_id"] != given
        assert uuid.UUID(answer.json["request_id"]).version == 7, given


def test_every_answer_has_an_id_of_its_own(client, anonymous):
    answers = [client.get("/v1/me") for _ in range(2)]
    paths = ("/docs", "/openapi.json", "/health/live", "/nope")
    answers += [anonymous.get(path) for path in paths]

    assert len({answer.headers["X-Request-Id"] for answer in answers}) == 6


@pytest.fixture
def written(app, capsys):
    """Give what was written to the log since the last call."""
    logs.configure("DEBUG")
    yield lambda: "".join(capsys.readouterr())
    logs.configure(app.config["SETTINGS"].log_level)
    secrets.hush()


@pytest.fixture
def lines(written):
    """Give the lines of the log since the last call."""
    return lambda: [json.loads(line) for line in written().splitlines()]


def test_a_request_is_one_line_of_facts(client, shop, lines):
    answer = client.get("/v1/products?q=dune", headers={"X-Request-Id": "mine"})

    (line,) = lines()
    assert (line.pop("duration_ms") > 0, answer.status_code) == (True, 200)
    assert datetime.fromisoformat(line.pop("timestamp")).utcoffset().total_seconds() == 0
    assert line == {
        "event": "request",
        "level": "info",
        "request_id": "mine",
        "method": "GET",
        "path": "/v1/products",
        "status": 200,
        "account_id": str(shop.account_id),
        "principal": f"user:{client.user_id}",
    }


def test_a_key_is_named_by_its_id(client, lines):
    made = client.post("/v1/api-keys", {"name": "Till", "scopes": ["stock:read"]}).json
    lines()

    Client(client.app, {"X-API-Key": made["secret"]}).get("/v1/locations")

    assert [line["principal"] for line in lines()] == [f"api_key:{made['id']}"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/me", 401),
        ("GET", "/nope", 404),
        ("PUT", "/v1/me", 405),
        ("GET", "/health/live", 200),
    ],
)
def test_nobodys_request_is_a_line_without_a_caller(anonymous, lines, method, path, status):
    answer = anonymous.send(method, path)

    (line,) = lines()
    assert line["request_id"] == answer.headers["X-Request-Id"]
    assert (line["method"], line["path"], line["status"]) == (method, path, status)
    assert not line.keys() & {"account_id", "principal"}


def test_a_line_stays_one_line_whatever_the_path(anonymous, lines):
    anonymous.get("/a%0A%7B%22event%22%3A%22forged%22%7D%0D%00")

    (line,) = lines()
    assert (line["event"], line["path"]) == ("request", '/a\n{"event":"forged"}\r\x00')


def test_no_secret_is_ever_logged(client, anonymous, written):
    person = {"email": f"{uuid.uuid4().hex}@example.com", "password": PASSWORD}
    register = {**person, "account_name": "Shop", "name": "Ada"}
    anonymous.post("/v1/auth/register", register)
    pair = anonymous.post("/v1/auth/login", person).json
    anonymous.post("/v1/auth/login", {**person, "password": PASSWORD + "!"})
    anonymous.post("/v1/auth/login", {**person, "password": [PASSWORD]})
    user = Client(client.app, {"Authorization": f"Bearer {pair['access_token']}"})
    key = user.post("/v1/api-keys", {"name": "Till", "scopes": ["orders:read"]}).json["secret"]
    program = Client(client.app, {"X-API-Key": key})
    program.get("/v1/orders")
    program.get("/v1/products")
    Client(client.app, {"X-API-Key": key + "x"}).get("/v1/orders")
    Client(client.app, {"Authorization": f"Bearer {pair['access_token']}x"}).get("/v1/orders")
    anonymous.post("/v1/auth/refresh", {"refresh_token": pair["refresh_token"]})
    anonymous.post("/v1/auth/refresh", {"refresh_token": pair["refresh_token"]})

    log = written()

    secrets = [PASSWORD, pair["access_token"], pair["refresh_token"], key, key.split("_", 2)[2]]
    assert len(log.splitlines()) == 11
    for secret in secrets:
        assert secret not in log


def test_what_breaks_is_logged_without_what_was_sent(client, lines, monkeypatch):
    def broken(account_id, *, title, **facts):
        secret_local = title * 2
        execute(text("SELECT :secret FROM no_such_table"), {"secret": secret_local})

    monkeypatch.setattr(products, "add", broken)
    answer = client.post("/v1/products", {"kind": "general", "title": "hush-hush"})

    assert refusal(answer) == (500, "internal-error")
    error, request = lines()
    assert (error["event"], error["level"], request["status"]) == ("unexpected", "error", 500)
    assert "no_such_table" in str(error["exception"])
    assert "hush" not in str(error)


def test_an_order_leaves_no_customer_in_the_log(client, shop, written):
    level = shop.level(on_hand=1)

    statuses = [
        client.post("/v1/orders", order_of((level["sku"], 1))).status_code for _ in range(2)
    ]
    log = written()

    assert (statuses, len(log.splitlines())) == ([201, 409], 2)
    assert "reader@example.com" not in log

"""No log holds a secret, and the check that looks at the log of every test can fail."""

import json

import pytest
import werkzeug.test
from sqlalchemy import text

from api import logs, unread
from api.logs import harmless, one_line
from config import ROOT
from models.work import execute
from services.catalogue import products
from tests.api.bodies import refusal
from tests.checks import secrets
from tests.checks.secrets import WATCH, Watch
from tests.conftest import SECRET
from tests.races import crowd

pytest_plugins = ["pytester"]
CONFTEST = """
from tests.checks.secrets import Secrets

def pytest_configure(config):
    config.pluginmanager.register(Secrets())
"""
LEAK = """
import logging
from api import logs

def test_leaks(): {}
def test_is_good(): logs.log.warning("all is well")
"""
API_KEY = "bsk_" + "0123456789abcdef_" + "k" * 43
TOKEN = "eyJhbGciOiJIUzI1NiJ9" + ".eyJzdWIiOiJ4In0.c2ln"


@pytest.fixture
def suite(pytester, monkeypatch):
    """Give a way to run a suite of its own."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makeconftest(CONFTEST)

    def run(leak):
        pytester.makepyfile(LEAK.format(leak))
        return pytester.runpytest_subprocess()

    return run


@pytest.mark.parametrize(
    ("leak", "said"),
    [
        (f"logs.configure('INFO'); logs.log.info('x', it='{TOKEN}')", "a token"),
        (f"logging.getLogger('a.library').warning('sent {API_KEY}')", "an API key"),
    ],
    ids=["ours", "a-library"],
)
def test_a_test_that_leaves_a_secret_in_the_log_fails(suite, leak, said):
    result = suite(leak)

    result.stdout.fnmatch_lines(["There are secrets in the log of *::test_leaks:", f"  {said}: *"])
    assert result.parseoutcomes() == {"passed": 2, "errors": 1}
    result.stdout.no_fnmatch_line(f"  {said}: *{TOKEN[-8:]}*")


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (TOKEN, "a token"),
        (API_KEY, "an API key"),
        ("$argon2id$v=19$m=19456", "a hash of a password"),
        ("Authorization: Bearer abcdefgh1234", "a credential"),
        ("postgresql://shop:hidden@db/shop", "a URL with a password"),
        ("customer ada@example.com", "an e-mail address"),
    ],
    ids=lambda given: None,
)
def test_what_has_the_form_of_a_secret_is_found(line, kind):
    watch = Watch()
    watch.lines = [b"{}", line.encode()]

    assert [found for found, _ in watch.taken()] == [kind]


@pytest.mark.parametrize(
    ("headers", "body", "kind"),
    [
        ({}, {"password": "correct-horse"}, "the member 'password'"),
        ({}, {"nested": [{"new_password": "correct-horse"}]}, "the member 'new_password'"),
        ({"X-API-Key": "correct-horse"}, None, "the X-API-Key header"),
        ({"Authorization": "Token correct-horse"}, None, "the Authorization header"),
        ({"Idempotency-Key": "correct-horse"}, None, "the Idempotency-Key header"),
    ],
    ids=["password", "nested", "api-key", "authorization", "idempotency-key"],
)
def test_what_a_test_has_sent_is_found(headers, body, kind):
    watch = Watch()
    watch.note(headers, body)
    watch.lines = [b'{"event": "x", "it": "correct-horse"}']

    assert watch.taken() == [(kind, '{"event": "x", "it": "*****"}')]
    assert watch.of_server([b"correct-horse"]) == [(kind, "*****")]


def test_the_log_of_a_server_is_searched_when_it_is_stopped(app, database_url, tmp_path, client):
    log = tmp_path / "log"
    with crowd.serving(database_url, log, workers=1) as port:
        (remote,) = crowd.clients(client, 1, port)
        remote.get("/v1/me")
        remote.get("/v1/products?q=somebody")

    lines = [json.loads(line) for line in log.read_text().splitlines()]
    with log.open("a") as file:
        file.write(SECRET)

    assert [line["path"] for line in lines if "v1" in str(line)] == ["/v1/me", "/v1/products"]
    assert "somebody" not in str(lines)
    with pytest.raises(
        pytest.fail.Exception, match=r"There are secrets in the log .*\n  SECRET_KEY"
    ):
        secrets.search_file(log)


@pytest.fixture
def lines(app):
    """Give what was logged since the last call; the check of every test still sees it."""
    seen = len(WATCH.lines)

    def since():
        nonlocal seen
        new, seen = WATCH.lines[seen:], len(WATCH.lines)
        return [json.loads(line) for line in new if line.startswith(b"{")]

    return since


def test_credentials_in_the_query_are_not_logged(anonymous, lines):
    anonymous.get("/v1/me", query_string={"access_token": TOKEN, "api_key": API_KEY})

    (line,) = lines()
    assert line["path"] == "/v1/me"


def test_what_a_database_says_of_a_row_is_not_logged(client, lines, monkeypatch):
    def broken(account_id, **facts):
        execute(text("CREATE TEMPORARY TABLE people (email text UNIQUE)"))
        for _ in range(2):
            execute(text("INSERT INTO people VALUES (:email)"), {"email": "ada@example.com"})

    monkeypatch.setattr(products, "add", broken)
    answer = client.post("/v1/products", {"kind": "general", "title": "A book"})

    assert refusal(answer) == (500, "internal-error")
    error, _ = lines()
    assert "INSERT INTO people" in str(error["exception"])
    assert not any(word in str(error).lower() for word in ("ada@", "detail", "already exists"))


@pytest.mark.parametrize(
    ("said", "logged"),
    [
        ("DETAIL:  Key (email)=(ada@x.org) already exists.\n", ""),
        ("DETAIL:  Failing row contains (1,\nada).\n[SQL: INSERT]", "[SQL: INSERT]"),
        ("CONTEXT:  unnamed portal parameter $1 = 'ada'", ""),
        ("LINE 1: SELECT 'ada'::date\n               ^", ""),
        ('invalid syntax for type date: "ada"', "invalid syntax for type date: ..."),
        ("Key (a, b)=(ada (x), 2) is not present", "Key (a, b)=(...) is not present"),
        ('relation "stock_levels" does not exist', 'relation "stock_levels" does not exist'),
    ],
)
def test_values_are_taken_out_of_the_messages_of_databases(said, logged):
    assert harmless(said).strip() == logged


INJECTED = {
    "line-feed": "%0A%7B%22event%22%3A%22forged%22%7D",
    "carriage-return": "%0D%0Aforged",
    "ansi": "%1B%5B2J%1B%5B31m",
    "c1": "%C2%9B2J",
    "line-separator": "%E2%80%A8forged",
    "right-to-left": "%E2%80%AEgpj.exe",
    "delete": "%7F%7F",
    "nul": "%00",
    "no-utf-8": "%FF%FE",
}


@pytest.mark.parametrize("path", INJECTED.values(), ids=INJECTED)
def test_what_forges_lines_stands_in_one_line_as_numbers(anonymous, path):
    before = len(WATCH.lines)

    anonymous.get(f"/{path}", headers={"User-Agent": "a\tforged", "X-Request-Id": "x\x1b[2J"})

    (line,) = WATCH.lines[before:]
    assert all(0x20 <= byte < 0x7F for byte in line)
    assert json.loads(line)["status"] == 404


def test_a_line_in_ascii_says_the_same():
    said = {"event": "ü\x7f\x9b\u202e\U0001f600", "n": 1.5, "none": None}

    assert json.loads(one_line(said)) == said


def test_a_long_path_is_cut(anonymous, lines):
    anonymous.get("/" + "x" * 5_000)

    (line,) = lines()
    assert len(line["path"]) == logs.MAX_PATH


def test_what_the_app_does_not_see_leaves_its_line_too(app, lines):
    served = werkzeug.test.Client(unread.refused_as_ours(app.wsgi_app))

    answer = served.get("/v1/me?q=1", headers={"X-Long": "x" * 9_000})

    (line,) = lines()
    assert (line["event"], line["method"], line["path"]) == ("request", "GET", "/v1/me")
    assert (line["status"], line["request_id"]) == (431, answer.headers["X-Request-Id"])

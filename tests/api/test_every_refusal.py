"""Every refusal that the document announces of every operation, and nothing changes by it."""

import uuid

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from api.limits import app as limits
from api.limits.windows import Windows
from config import MAX_LINE_BYTES
from models import db, engine
from models.work import Work, current, doing, execute
from services import idempotency
from tests.api.every import BREAK, EVERY, Every, breaking, taking
from tests.checks.bodies import MULTIPART
from tests.client import Client

JSON = "application/json"
KEY = "idempotency-key"
SECURED = [one for one in EVERY if one.written["security"]]
PUBLIC = [one for one in EVERY if not one.written["security"]]
WITH_BODY = [one for one in EVERY if one.body]
WITH_JSON = [one for one in WITH_BODY if MULTIPART not in one.body["content"]]
ON_ONE_THING = {one: (404, one.codes("404")[0]) for one in EVERY if "404" in one.responses}
"""Operations on one thing, with what they answer where it is not."""


@pytest.fixture(scope="module")
def every(app):
    """Give merchants whom no test of this module changes."""
    made = Every.told(app)
    for story in made.stories.values():
        story.client.post("/v1/locations", {"code": "attic", "name": "Attic"}, key="another")
    return made


@pytest.fixture(scope="module")
def tills(app, every):
    """Give two programs; what one may do, the other may not."""
    client = every.story(EVERY[0]).client
    return {scope: program(app, client, scope) for scope in ("stock:read", "catalogue:read")}


def program(app, client, scope):
    made = client.post("/v1/api-keys", {"name": scope, "scopes": [scope]})
    return Client(app, {"X-API-Key": made.json["secret"]})


@pytest.fixture(autouse=True)
def nothing_changes(every):
    before = every.everything()
    yield
    assert every.everything() == before


def refusals(answers):
    """Give status and code of each refusal, by operation."""
    return {name: (answer.status_code, answer.json["code"]) for name, answer in answers.items()}


def ask(every, operations, **sent):
    """Ask every operation; what is sent may depend on the operation."""
    return {
        one.id: every.send(one, **{n: v(one) if callable(v) else v for n, v in sent.items()})
        for one in operations
    }


def only(operations, status, code):
    """Give the one refusal that all of these are to answer."""
    assert operations
    return {operation.id: (status, code) for operation in operations}


CREDENTIALS = {
    "not-authenticated": {},
    "invalid-token": {"Authorization": "Bearer garbage"},
    "invalid-api-key": {"X-API-Key": "garbage"},
}


@pytest.mark.parametrize("code", CREDENTIALS)
def test_who_is_unknown(app, every, code):
    answers = ask(every, SECURED, by=Client(app, CREDENTIALS[code]))

    assert refusals(answers) == only(SECURED, 401, code)


def test_a_token_in_a_body_that_is_none(every):
    reading = [one for one in PUBLIC if ("401", "invalid-token") in one.outcomes]

    answers = ask(every, reading, data='{"refresh_token": "garbage"}')

    assert refusals(answers) == only(reading, 401, "invalid-token")


def test_who_lacks_the_scope(every, tills):
    scoped = [one for one in SECURED if one.written["x-required-scopes"]]

    def without(operation):
        needed = operation.written["x-required-scopes"]
        return tills["catalogue:read" if "stock:read" in needed else "stock:read"]

    answers = ask(every, scoped, by=without)

    assert refusals(answers) == only(scoped, 403, "missing-scope")
    for one in scoped:
        needed = {"required": one.written["x-required-scopes"]}
        assert answers[one.id].json["details"] == needed


def test_what_is_nowhere(every):
    def elsewhere(operation):
        parts = dict.fromkeys(operation.parameters["path"], str(uuid.uuid4()))
        return operation.path.format(**parts)

    answers = ask(every, ON_ONE_THING, path=elsewhere)

    assert refusals(answers) == {one.id: refused for one, refused in ON_ONE_THING.items()}


def test_what_is_anothers(every, stranger):
    answers = ask(every, ON_ONE_THING, by=stranger)

    assert refusals(answers) == {one.id: refused for one, refused in ON_ONE_THING.items()}


def test_who_asks_too_much(another_app, every):
    app = another_app(rate_limit_account_per_minute=1, rate_limit_address_per_minute=1)
    app.extensions[limits.EXTENSION].windows = Windows(clock=lambda: 0.0)
    callers = [Client(app, story.client.headers) for story in every.stories.values()]
    spent = [caller.get("/v1/me").status_code for caller in callers]
    spent.append(Client(app).post("/v1/auth/logout", {"refresh_token": "x"}).status_code)

    answers = ask(every, EVERY, by=lambda one: Client(app, every.story(one).client.headers))

    assert spent == [*[200] * len(callers), 401]
    assert refusals(answers) == only(EVERY, 429, "rate-limited")
    assert {answer.headers["Retry-After"] for answer in answers.values()} == {"60"}


NOT_JSON = {
    "malformed-json": '{"a": ',
    "json-too-deep": "[" * 65,
    "json-number-too-long": f'{{"a": {"9" * 301}}}',
}


@pytest.mark.parametrize("code", NOT_JSON)
def test_a_body_that_cannot_be_read(every, code):
    answers = ask(every, WITH_JSON, data=NOT_JSON[code], content_type=JSON)

    assert refusals(answers) == only(WITH_JSON, 400, code)


def test_a_body_of_another_media_type(every):
    answers = ask(every, WITH_BODY, data="text", content_type="text/plain")

    assert refusals(answers) == only(WITH_BODY, 415, "unsupported-media-type")


def test_a_body_that_is_too_large(another_app, every):
    small = another_app(max_body_bytes=9, max_import_bytes=9)

    def from_afar(operation):
        return Client(small, every.story(operation).client.headers)

    answers = ask(every, WITH_BODY, by=from_afar)

    assert refusals(answers) == only(WITH_BODY, 413, "body-too-large")
    assert {answer.json["details"]["limit_bytes"] for answer in answers.values()} == {9}


def test_a_parameter_that_nobody_knows(every):
    answers = ask(every, EVERY, query_string={"nope": "1"})

    assert refusals(answers) == only(EVERY, 422, "validation-failed")
    for answer in answers.values():
        (error,) = answer.json["errors"]
        assert (error["in"], error["pointer"], error["code"]) == ("query", "/nope", "unknown-field")


def test_an_address_that_is_too_long(every):
    asked = [one for one in EVERY if one.parameters["query"]]

    answers = ask(every, asked, query_string={"q": "x" * MAX_LINE_BYTES})

    assert refusals(answers) == only(asked, 414, "uri-too-long")
    assert {answer.json["details"]["limit_bytes"] for answer in answers.values()} == {8_190}


def test_a_field_that_nobody_knows(every):
    answers = ask(every, WITH_JSON, data='{"nope": 1}', content_type=JSON)

    assert refusals(answers) == only(WITH_JSON, 422, "validation-failed")
    for answer in answers.values():
        named = {(error["pointer"], error["code"]) for error in answer.json["errors"]}
        assert ("/nope", "unknown-field") in named


def test_a_cursor_that_is_none(every):
    lists = taking("query", "cursor")

    answers = ask(every, lists, query_string={"cursor": "garbage"})

    assert refusals(answers) == only(lists, 422, "invalid-cursor")


@pytest.mark.parametrize(
    ("status", "code", "version"),
    [(428, "if-match-missing", None), (412, "stale-version", '"0"')],
    ids=["none", "stale"],
)
def test_a_change_of_another_version(every, status, code, version):
    changing = taking("header", "if-match")

    answers = ask(every, changing, headers={"If-Match": version})

    assert refusals(answers) == only(changing, status, code)


def test_a_key_that_is_missing(every):
    needing = [one for one in taking("header", KEY) if one.parameters["header"][KEY]["required"]]

    answers = ask(every, needing, headers={"Idempotency-Key": None})

    assert refusals(answers) == only(needing, 400, "idempotency-key-missing")


@pytest.mark.parametrize(
    ("key", "status", "code"),
    [("a b", 400, "idempotency-key-invalid"), ("another", 422, "idempotency-key-reused")],
    ids=["invalid", "reused"],
)
def test_a_key_that_cannot_be_used(every, key, status, code):
    keyed = taking("header", KEY)

    answers = ask(every, keyed, headers={"Idempotency-Key": key})

    assert refusals(answers) == only(keyed, status, code)


HELD = {"postgresql": (409, "request-in-progress"), "sqlite": (503, "service-busy")}
"""SQLite has one writer at a time: who waits for the key waits for the lock of all."""


def test_a_key_that_is_worked_on(another_app, every, monkeypatch):
    keyed = taking("header", KEY)
    monkeypatch.setattr(engine, "BUSY_TIMEOUT_MS", 1)
    elsewhere = another_app()

    with elsewhere.app_context(), doing(Work(db.engine)):
        hold(every, "held")
        answers = ask(every, keyed, headers={"Idempotency-Key": "held"})
        name = db.engine.dialect.name

    assert refusals(answers) == only(keyed, *HELD[name])
    assert {answer.headers["Retry-After"] for answer in answers.values()} == {"1"}


def hold(every, key):
    """Begin to work on requests with this key, one of each merchant."""
    execute(text("SELECT 1"))  # opens the transaction, on SQLite with the write lock
    if current().dialect.name == "sqlite":
        return
    for story in every.stories.values():
        principal = f"user:{story.client.user_id}"
        idempotency.hold(idempotency.number_of(story.shop.account_id, principal, key))


FAULTS = {
    "internal-error": (500, RuntimeError("the innermost secret")),
    "service-busy": (503, OperationalError("SELECT", {}, Exception("database is locked"))),
}


@pytest.mark.parametrize("code", FAULTS)
def test_what_breaks_after_its_work(app, every, code):
    status, fault = FAULTS[code]

    with breaking(app, fault) as statuses:
        answers = ask(every, EVERY, headers={"X-Request-Id": BREAK})

    assert refusals(answers) == only(EVERY, status, code)
    assert (len(statuses), [s for s in statuses if s >= 300]) == (len(EVERY), [])
    said = "".join(answer.text for answer in answers.values())
    assert ("secret" in said, "SELECT" in said) == (False, False)

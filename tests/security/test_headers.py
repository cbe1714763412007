"""What answers tell browsers and caches: exactly this, whatever is answered."""

import uuid

import pytest

from tests.api.every import BREAK, EVERY, Every, breaking
from tests.client import Client

LOCKED = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
ANY = {
    "Content-Security-Policy": LOCKED,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}
UNSTORED = {**ANY, "Cache-Control": "no-store"}
REVALIDATED = {
    **ANY,
    "Cache-Control": "private, no-cache",
    "Vary": "Authorization, X-API-Key",
}
HSTS = {"Strict-Transport-Security": "max-age=63072000; includeSubDomains"}
OF_THE_ANSWER = {
    *("Content-Type", "Content-Length", "Content-Disposition", "X-Request-Id", "ETag", "Location"),
    *("WWW-Authenticate", "Retry-After", "Allow", "Idempotent-Replayed"),
    *("RateLimit", "RateLimit-Policy", "Date", "Last-Modified", "Accept-Ranges"),
}
"""What answers say of themselves, without a cookie; everything else says how to treat them."""
OF_NO_OPERATION = [
    ("GET", "/health/live"),
    ("GET", "/openapi.json"),
    ("GET", "/openapi-without-webhooks.json"),
    ("GET", "/nope"),
    ("GET", "/errors/nope"),
    ("GET", "/static/none.css"),
    ("POST", "/docs"),
    ("OPTIONS", "/v1/products"),
    ("HEAD", "/v1/products"),
    ("TRACE", "/v1/me"),
]


@pytest.fixture(scope="module")
def every(app):
    return Every(app)


def treatment(answer):
    """Give what an answer says beside what it is; nothing of it twice."""
    said = [(name, text) for name, text in answer.headers if name not in OF_THE_ANSWER]
    assert len(dict(said)) == len(said)
    return dict(said)


def expected(operation, answer):
    """Only what is read and has a version may be kept."""
    return REVALIDATED if operation.method == "GET" and "ETag" in answer.headers else UNSTORED


@pytest.mark.parametrize("operation", EVERY, ids=lambda one: one.id)
def test_every_good_answer_has_exactly_these_headers(app, operation):
    answer = Every(app).send(operation)

    assert answer.status_code < 300
    assert treatment(answer) == expected(operation, answer)


def test_every_refusal_of_every_operation_has_exactly_these_headers(app, every):
    nobody = Client(app, {"Authorization": "Bearer garbage"})
    for operation in EVERY:
        refused = [
            every.send(operation, by=nobody, query_string={"nope": "1"}),
            every.send(operation, query_string={"nope": "1"}),
            every.send(operation, path=f"{operation.path}/nope"),
        ]

        assert {treatment(answer) == UNSTORED for answer in refused} == {True}, operation.id


def test_what_breaks_has_exactly_these_headers(app, every):
    with breaking(app, RuntimeError("broken")):
        answers = [every.send(one, headers={"X-Request-Id": BREAK}) for one in EVERY]

    assert {answer.status_code for answer in answers} == {500}
    assert [answer for answer in answers if treatment(answer) != UNSTORED] == []


def test_what_is_not_sent_again_may_be_kept_by_whom_it_was_sent_to(client, shop):
    address = f"/v1/locations/{shop.location()['id']}"

    answer = client.get(address, headers={"If-None-Match": '"1"'})

    assert answer.status_code == 304
    assert treatment(answer) == REVALIDATED


@pytest.mark.parametrize(("method", "path"), OF_NO_OPERATION)
def test_what_no_operation_answers_has_exactly_these_headers(anonymous, method, path):
    assert treatment(anonymous.send(method, path)) == UNSTORED


def test_a_secret_that_is_shown_once_is_never_kept(client):
    made = client.post("/v1/api-keys", {"name": "Till", "scopes": ["stock:read"]})

    assert (made.status_code, "ETag" in made.headers) == (201, True)
    assert made.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/health/live", "/v1/me", "/", "/nope"])
def test_over_tls_browsers_are_told_to_stay_with_it(anonymous, path):
    over_tls = anonymous.get(path, base_url="https://localhost")
    plain = anonymous.get(path)

    assert treatment(over_tls) == {**treatment(plain), **HSTS}
    assert "Strict-Transport-Security" not in plain.headers


@pytest.mark.parametrize(
    ("path", "more"),
    [
        ("/", {}),
        ("/errors", {}),
        ("/errors/insufficient-stock", {}),
        ("/docs", {"style-src": "'self' 'unsafe-inline'", "img-src": "'self' data:"}),
        (
            "/redoc",
            {
                "style-src": "'self' 'unsafe-inline'",
                "img-src": "'self' data:",
                "worker-src": "blob:",
            },
        ),
    ],
)
def test_a_page_has_no_inline_script_and_no_foreign_host(anonymous, path, more):
    own = {"script-src": "'self'", "style-src": "'self'", "img-src": "'self'"}
    none = dict.fromkeys(("default-src", "base-uri", "form-action", "frame-ancestors"), "'none'")

    told = treatment(anonymous.get(path))

    policy = dict(part.split(" ", 1) for part in told.pop("Content-Security-Policy").split("; "))
    assert policy == {**own, **none, "connect-src": "'self'", **more}
    assert told == {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cache-Control": "no-cache",
    }


@pytest.mark.parametrize("path", ["/static/site.css", "/static/docs.js", "/favicon.ico"])
def test_a_static_file_says_the_same_but_may_be_kept(anonymous, path):
    told = treatment(anonymous.get(path, buffered=True))

    assert told.pop("Cache-Control") == "public, max-age=3600"
    assert told == ANY


def test_what_is_said_of_one_account_is_not_taken_for_anothers(client, stranger):
    """Two accounts at version 1, one browser: the address is the same, the caller is not."""
    mine, others = client.get("/v1/account"), stranger.get("/v1/account")

    assert mine.headers["ETag"] == others.headers["ETag"]
    assert mine.json["id"] != others.json["id"]
    assert mine.headers["Vary"] == "Authorization, X-API-Key"


def test_a_request_id_of_the_caller_is_the_only_text_that_comes_back(client):
    marks = {name: f"mark-{uuid.uuid4()}" for name in ("User-Agent", "Accept", "Origin", "Referer")}

    answer = client.get("/v1/me", headers=marks)

    told = str(answer.headers) + answer.text
    assert [mark for mark in marks.values() if mark in told] == []

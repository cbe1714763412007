"""The test client catches a document that is narrower or wider than the server."""

import io

import pytest
from werkzeug import Response

from tests.checks.requests import check_request
from tests.contract.notebook import ID, operation, problem, request

KEYED = {"Idempotency-Key": "one"}
KNOWN = {"Authorization": "Bearer x"}
DONE = Response(status=204)
JSON = {"content_type": "application/json"}


def check(method, given, answer=DONE, note_id=ID):
    check_request(operation(method), given, {"note_id": note_id}, answer)


def told(method, given, answer=DONE, note_id=ID):
    """Give what the client says of a request."""
    with pytest.raises(AssertionError) as raised:
        check(method, given, answer, note_id)
    return str(raised.value)


def get(query="", headers=KNOWN):
    return request("GET", query, headers=headers)


def post(headers=KEYED, **sent):
    return request("POST", headers=headers, **sent)


def invalid(*errors):
    """Refuse with places and codes."""
    listed = [{"in": place, "pointer": at, "code": code} for place, at, code in errors]
    return problem(422, "validation-failed", errors=listed)


ALLOWED = [
    ("GET", get()),
    ("GET", get("limit=9&full=true&tag=a&tag=b")),
    ("GET", get("full=True", {"X-API-Key": "bsk"})),
    ("POST", post(json={"text": "a", "about": [{}], "size": 9.0})),
    ("PATCH", request("PATCH", json={"text": "a"})),
    ("PATCH", request("PATCH", data='{"text": "a"}', content_type="application/merge-patch+json")),
    ("PATCH", request("PATCH")),
    ("PUT", request("PUT", data={"file": (io.BytesIO(b"a"), "a"), "dry": "true"})),
]


@pytest.mark.parametrize(("method", "given"), ALLOWED, ids=range(len(ALLOWED)))
def test_a_documented_request_may_be_answered(method, given):
    check(method, given)


NARROW = [
    ("GET", get("limit=10"), "query /limit: 10 is greater than the maximum of 9"),
    ("GET", get("limit=2.0"), 'query /limit: "2.0" is not of type "integer"'),
    ("GET", get("limit=1&limit=1"), "query /limit: is sent twice"),
    ("GET", get("full=yes"), 'query /full: "yes" is not of type "boolean"'),
    ("GET", get("tag=a&tag="), 'query /tag/1: "" is shorter than 1 character'),
    (
        "GET",
        get("new=1"),
        "query /new: Additional properties are not allowed ('new' was unexpected)",
    ),
    ("GET", get(headers={}), "header /authorization: is missing"),
    ("GET", request("GET", headers=KNOWN, data="a"), "body : is not documented"),
    (
        "POST",
        post({}, json={"text": "a"}),
        'header /idempotency-key: "idempotency-key" is a required property',
    ),
    (
        "POST",
        post({"idempotency-KEY": "x" * 10}, json={"text": "a"}),
        'header /idempotency-key: "xxxxxxxxxx" is longer than 9 characters',
    ),
    ("POST", post(), "body : is missing"),
    (
        "POST",
        post(data=b"{", content_type="application/json"),
        "body : unexpected end of data: line 1 column 2 (char 1)",
    ),
    (
        "POST",
        post(data=b"{}", content_type="text/plain"),
        "header /content-type: text/plain is not documented",
    ),
    ("POST", post(json={}), 'body /text: "text" is a required property'),
    (
        "POST",
        post(json={"text": "a", "new": 1}),
        "body /new: Additional properties are not allowed ('new' was unexpected)",
    ),
    (
        "PUT",
        request("PUT", data={"file": "text"}, content_type="multipart/form-data"),
        'body /file: null is not of type "string"',
    ),
]


@pytest.mark.parametrize(("method", "given", "said"), NARROW, ids=range(len(NARROW)))
def test_what_the_document_refuses_must_not_be_answered(method, given, said):
    address = f"{method} /notes/{{note_id}} -> 204"

    assert told(method, given) == f"{address}: answered, but the document refuses {said}"


def test_the_parts_of_an_address_are_checked():
    said = told("GET", get(), note_id="7")

    assert said.endswith('the document refuses path /note_id: "7" is not a "uuid"')


WIDE = [
    (post(json={"text": "a"}), invalid(("body", "/text", "pattern")), "body /text: pattern"),
    (
        post(json={"text": ""}),
        invalid(("body", "/text", "length"), ("body", "/size", "required")),
        "body /size: required",
    ),
    (post(json={"text": ""}), invalid(("body", "", "type")), "body : type"),
    (post(json={"text": "\0"}), invalid(("body", "/text", "characters")), "body /text: characters"),
    (post(json={"text": "a"}), invalid(("query", "/new", "type")), "query /new: type"),
    (
        post(data="{}", content_type="application/json"),
        problem(415, "unsupported-media-type"),
        "header /content-type: unsupported-media-type",
    ),
    (post(json={}), problem(400, "malformed-json"), "body : malformed-json"),
    (
        post(json={}),
        problem(400, "idempotency-key-missing"),
        "header /idempotency-key: idempotency-key-missing",
    ),
    (
        post(json={}),
        problem(400, "idempotency-key-invalid"),
        "header /idempotency-key: idempotency-key-invalid",
    ),
    (post(json={}), problem(428, "if-match-missing"), "header /if-match: if-match-missing"),
]


@pytest.mark.parametrize(("given", "answer", "said"), WIDE, ids=range(len(WIDE)))
def test_what_the_document_allows_must_not_be_refused(given, answer, said):
    address = f"POST /notes/{{note_id}} -> {answer.status_code}"

    assert told("POST", given, answer) == f"{address}: refused, but the document allows {said}"


AGREED = [
    (post(json={"text": ""}), invalid(("body", "/text", "length"))),
    (post(json={"new/~": 1}), invalid(("body", "/new~1~0", "unknown-field"))),
    (post(json={}), invalid(("body", "/text", "required"))),
    (post(json=[]), invalid(("body", "", "type"))),
    (post(), invalid(("body", "/text", "required"))),
    (post(json={"text": "a", "tags": {"a": 1}}), invalid(("body", "/tags", "type"))),
    (post({}), problem(400, "idempotency-key-missing")),
    (post({"Idempotency-Key": "x" * 10}), problem(400, "idempotency-key-invalid")),
    (post(data="{}", content_type="text/plain"), problem(415, "unsupported-media-type")),
    (post(data="{", content_type="application/json"), problem(400, "malformed-json")),
]


@pytest.mark.parametrize(("given", "answer"), AGREED, ids=range(len(AGREED)))
def test_both_may_refuse(given, answer):
    check("POST", given, answer)


UNSAYABLE = [
    (post(json={"text": "7"}), invalid(("body", "/text", "check-digit"))),
    (post(data='{"text": "\\ud800"}', **JSON), invalid(("body", "/text", "characters"))),
    (post(json={"text": "a", "about": {"a": ""}}), invalid(("body", "/about", "characters"))),
    (post(json={"text": "EUX"}), invalid(("body", "/text", "currency"))),
    (post(json={"text": "a", "about": {"n": 2**53}}), invalid(("body", "/about", "out-of-range"))),
    (post(json={"text": "a", "about": {}}), invalid(("body", "/about", "length"))),
    (post(json={"text": "9999-12-31T23:59:59-23:59"}), invalid(("body", "/text", "type"))),
    (post(json={"text": "0000-01-01T00:00:00Z"}), invalid(("body", "/text", "type"))),
    (post(json={"text": "a"}), problem(422, "unknown-kind")),
    (post(json={"text": "a"}), problem(409, "full")),
]


@pytest.mark.parametrize(("given", "answer"), UNSAYABLE, ids=range(len(UNSAYABLE)))
def test_what_no_document_can_say_may_be_refused(given, answer):
    check("POST", given, answer)

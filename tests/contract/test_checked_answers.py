"""The test client catches every kind of lie about an answer."""

import pytest

from tests import client as calling
from tests.checks.answers import check_answer, check_problem
from tests.checks.contract import PROBLEM, Contract
from tests.contract.notebook import CONTRACT, ID, answer, operation, problem

PLAIN = {"id": ID, "kind": "plain"}
DRAWN = {"id": "7", "kind": "drawn", "ink": "blue"}
GET = "GET /notes/{note_id}"
TRUE = [
    PLAIN,
    DRAWN,
    {**PLAIN, "marks": [{"at": 1}], "best": None},
    {**PLAIN, "best": {"at": 2}, "about": {"of": {"any": "shape"}}},
]


def note(body, **headers):
    return answer(200, body, **{"ETag": '"1"', **headers})


def told(given, method="GET"):
    """Give what the client says of an answer."""
    with pytest.raises(AssertionError) as raised:
        check_answer(operation(method), given)
    return str(raised.value)


@pytest.mark.parametrize("body", TRUE, ids=["plain", "drawn", "marks", "nested"])
def test_what_is_documented_passes(body):
    check_answer(operation("GET"), note(body, Retry_After="7", X_Powered_By="tea"))


def test_an_undocumented_status():
    assert told(answer(404, b"")) == f"{GET} -> 404: this status is not documented"


MORE = "Unevaluated properties are not allowed ('{}' was unexpected)"
MISFITS = [
    ({**PLAIN, "new": 1}, f"body /new: {MORE.format('new')}"),
    ({**DRAWN, "about": {}}, f"body /about: {MORE.format('about')}"),
    ({**PLAIN, "marks": [{"at": 1}, {"at": 1, "by": 2}]}, f"body /marks/1/by: {MORE.format('by')}"),
    ({**PLAIN, "best": {"at": 1, "by": 2}}, f"body /best/by: {MORE.format('by')}"),
    ({**PLAIN, "id": "7"}, 'body /id: "7" is not a "uuid"'),
    ({"id": ID}, 'body /kind: "kind" is a required property'),
    ({**PLAIN, "kind": "other"}, 'body /kind: "drawn" was expected'),
    ({**PLAIN, "marks": [{}]}, 'body /marks/0/at: "at" is a required property'),
    ([], 'body : [] is not of type "object"'),
    (b"{", "the body is not JSON"),
]


@pytest.mark.parametrize(("body", "said"), MISFITS, ids=range(len(MISFITS)))
def test_a_body_that_does_not_fit(body, said):
    assert said in told(note(body)).removeprefix(f"{GET} -> 200: ").split("; ")


def test_a_body_that_fits_two_of_a_kind():
    schema = {"oneOf": [{"required": ["a"]}, {"required": ["b"]}]}

    errors = CONTRACT.closed_validator(schema).iter_errors({"a": 1, "b": 1})

    assert "valid under more than one" in next(iter(errors)).message


def test_a_body_where_none_is_documented():
    said = told(answer(204, {}), "POST")

    assert said == "POST /notes/{note_id} -> 204: it has a body that is not documented"


def test_another_media_type():
    said = told(answer(200, b"id", "text/csv", ETag='"1"'))

    assert said == f"{GET} -> 200: media type text/csv is not documented"


def test_a_header_that_is_not_documented():
    said = told(note(PLAIN, Location="/", Idempotent_Replayed="true"))

    assert said == (
        f"{GET} -> 200: header Idempotent-Replayed is not documented; "
        "header Location is not documented"
    )


def test_a_header_that_does_not_fit():
    said = told(note(PLAIN, ETag='W/"1"', Retry_After="soon"))

    assert said == (
        f"""{GET} -> 200: header etag: "W/\\"1\\"" does not match "^"[0-9]+"$"; """
        'header retry-after: "soon" is not of type "integer"'
    )


def test_a_header_that_is_missing():
    assert told(answer(200, PLAIN)) == f"{GET} -> 200: header etag is missing"


def test_a_documented_error_passes():
    check_answer(operation("GET"), problem(409, "full", details={"limit": 7}))


def test_an_error_that_is_not_documented():
    assert told(problem(409, "gone")) == f"{GET} -> 409: code gone is not documented"


def test_an_error_that_fits_the_fallback_alone():
    assert told(problem(409, "full", details={"limit": "7"})) == (
        f'{GET} -> 409: body /details/limit: "7" is not of type "integer"'
    )
    assert told(problem(409, "full", details={"limit": 7, "most": 7})) == (
        f"{GET} -> 409: body /details/most: {MORE.format('most')}"
    )


def test_an_error_without_a_schema_of_its_own():
    assert told(problem(409, "odd")) == f"{GET} -> 409: code odd has no schema of its own"


def test_a_refusal_outside_every_operation_is_a_problem_too():
    check_problem(CONTRACT, "GET /nowhere", problem(404, "route-not-found"))

    for given, said in (
        (answer(404, {}), "media type application/json is no problem"),
        (answer(404, {"details": {}}, PROBLEM), '"code" is a required property'),
    ):
        with pytest.raises(AssertionError) as raised:
            check_problem(CONTRACT, "GET /nowhere", given)
        assert str(raised.value) == f"GET /nowhere -> 404: {said}"


def test_the_client_holds_every_answer_against_the_document_of_its_app(
    app, client, shop, monkeypatch
):
    address = f"/v1/locations/{shop.location()['id']}"
    truth = calling.contract_of(app)
    lie = Contract({**truth.document, "paths": {**truth.document["paths"]}})
    responses = lie.operation("GET", "/v1/locations/{location_id}").responses
    del responses["200"]
    monkeypatch.setitem(calling.contracts, app, lie)

    with pytest.raises(AssertionError) as raised:
        client.get(address)

    said = "GET /v1/locations/{location_id} -> 200: this status is not documented"
    assert str(raised.value) == said

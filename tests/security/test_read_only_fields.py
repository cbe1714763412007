"""What only the server decides is refused when it is sent: ids, versions, times, sums."""

import pytest

from tests.api.every import EVERY, Every

JSON = ("application/json", "application/merge-patch+json")
SENT = "00000000-0000-7000-8000-000000000000"


def properties(operation, node):
    """Name the properties that a body or an answer has."""
    for media_type, content in node.get("content", {}).items():
        schema = operation.contract.resolved(content["schema"])
        branches = schema.get("oneOf") or schema.get("anyOf") or [schema]
        if media_type in JSON:
            return {
                name
                for branch in branches
                for name in operation.contract.resolved(branch).get("properties", {})
            }
    return set()


def decided_by_us(operation):
    """Name what an operation answers and does not take."""
    (good,) = [node for status, node in operation.responses.items() if status < "300"]
    return properties(operation, good) - properties(operation, operation.body or {})


WRITING = {
    one.id: (one, sorted(decided_by_us(one)))
    for one in EVERY
    if one.body and properties(one, one.body) and decided_by_us(one)
}


@pytest.fixture(scope="module")
def every(app):
    return Every(app)


def test_there_are_such_fields_nearly_everywhere():
    fields = {field for _, decided in WRITING.values() for field in decided}

    assert len(WRITING) > 15
    assert {"id", "version", "created_at", "updated_at", "status", "total_minor"} <= fields


@pytest.mark.parametrize("name", WRITING)
def test_what_only_the_server_decides_is_refused(every, name):
    operation, decided = WRITING[name]
    story = every.story(operation)
    body = dict.fromkeys(decided, SENT) | {"account_id": SENT}
    before = story.shop.everything()

    answer = every.send(operation, data=None, json=body, content_type=None)

    errors = {(error["pointer"], error["code"]) for error in answer.json["errors"]}
    assert answer.status_code == 422
    assert {(f"/{field}", "unknown-field") for field in body} <= errors
    assert story.shop.everything() == before

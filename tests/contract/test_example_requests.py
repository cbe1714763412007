"""Every example of a request is sent, and the answer has the shape of its example."""

from typing import Any

import pytest

from tests.contract.shown import OPERATIONS, example_of, parameters, path_of, request_of
from tests.contract.story import Story

OF_THE_CALLERS_OWN_SHAPE = {"attributes", "json_schema", "mapping", "before", "after", "changes"}
ABRIDGED = {"getContract"}
"""Their example shows a part only: the whole document would not fit into itself."""


def shape(value: Any) -> Any:
    """Reduce a value to its shape; of a list, that of its first item."""
    if isinstance(value, dict):
        return {n: "own" if n in OF_THE_CALLERS_OWN_SHAPE else shape(v) for n, v in value.items()}
    if isinstance(value, list):
        return [shape(item) for item in value[:1]]
    return "number" if type(value) in (int, float) else type(value).__name__


def fits(shown: Any, real: Any) -> bool:
    """Whether two shapes agree; null and an empty list agree with whatever may be there."""
    if "NoneType" in (shown, real) or [] in (shown, real):
        return True
    if isinstance(shown, dict) and isinstance(real, dict):
        return shown.keys() == real.keys() and all(fits(shown[n], real[n]) for n in shown)
    if isinstance(shown, list) and isinstance(real, list):
        return fits(shown[0], real[0])
    return bool(shown == real)


@pytest.fixture
def story(shop, client, request):
    return Story(shop, client, request.getfixturevalue("operation_id"))


@pytest.mark.parametrize("operation_id", OPERATIONS)
def test_the_example_of_a_request_gets_an_answer_like_its_example(operation_id, story):
    method, path, sent = request_of(operation_id, story)
    _, _, operation, _ = OPERATIONS[operation_id]
    good = next(status for status in operation["responses"] if status.startswith("2"))
    _, shown = example_of(operation["responses"][good])

    answer = story.client.send(method.upper(), path, **sent)

    assert answer.status_code == int(good), answer.text
    if operation_id in ABRIDGED:
        assert shown.keys() <= answer.json.keys()
    elif shown is not None and answer.is_json:
        assert fits(shape(shown), shape(answer.json)), (shown, answer.json)


CREATING = [
    name
    for name, (_, _, operation, _) in OPERATIONS.items()
    if "Location" in operation["responses"].get("201", {}).get("headers", {})
]


@pytest.mark.parametrize("operation_id", CREATING)
def test_what_was_made_is_at_its_location(operation_id, story):
    method, path, sent = request_of(operation_id, story)

    made = story.client.send(method.upper(), path, **sent)

    found = story.client.get(made.headers["Location"])
    if operation_id == "register":  # is in another account
        assert found.status_code == 404
    else:
        assert (found.status_code, found.json["id"]) == (200, made.json["id"])


LISTS = [name for name in OPERATIONS if parameters(name, "query")]


@pytest.mark.parametrize("operation_id", LISTS)
def test_the_example_of_each_query_parameter_is_taken(operation_id, story):
    path = path_of(operation_id, story)
    for name, value in story.tell(parameters(operation_id, "query")).items():
        if name == "cursor":  # is the server's own, and bound to the list
            continue

        answer = story.client.get(path, query_string={name: value})

        assert answer.status_code == 200, (name, answer.text)

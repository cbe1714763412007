"""Every example of a request is sent, and the answer has the shape of its example."""

import io
import json
from typing import Any

import pytest

from config import ROOT
from tests.contract.story import Story

SPEC = json.loads((ROOT / "openapi.json").read_text(encoding="utf-8"))
OPERATIONS = {
    operation["operationId"]: (method, path, operation, item.get("parameters", []))
    for path, item in SPEC["paths"].items()
    for method, operation in item.items()
    if method != "parameters"
}
OF_THE_CALLERS_OWN_SHAPE = {"attributes", "json_schema", "mapping", "before", "after", "changes"}
ABRIDGED = {"getContract"}
"""Their example shows a part only: the whole document would not fit into itself."""
OF_ONE_USER = {"register", "createUser"}
"""Their e-mail address can be that of one user only."""


def resolved(part: Any) -> Any:
    """Follow references of the document."""
    while "$ref" in part:
        _, _, kind, name = part["$ref"].split("/")
        part = SPEC["components"][kind][name]
    return part


def example_of(body: Any) -> Any:
    """Give media type and example of a request or an answer."""
    for media_type, content in body.get("content", {}).items():
        (example,) = content["examples"].values()
        return media_type, example["value"]
    return None, None


def parameters(operation_id: str, place: str) -> dict[str, Any]:
    """Give the examples of an operation's parameters in one place."""
    _, _, operation, shared = OPERATIONS[operation_id]
    found = [resolved(p) for p in [*shared, *operation.get("parameters", [])]]
    return {p["name"]: p["schema"]["examples"][0] for p in found if p["in"] == place}


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


def path_of(operation_id, story):
    _, path, _, _ = OPERATIONS[operation_id]
    return path.format(**story.tell(parameters(operation_id, "path")))


def request_of(operation_id, story):
    """Word the request that the document shows."""
    method, path, operation, _ = OPERATIONS[operation_id]
    path = path_of(operation_id, story)
    headers = story.tell(parameters(operation_id, "header"))
    if "If-Match" in headers:
        etag = story.client.get(path).headers.get("ETag")
        assert etag is not None, "what needs If-Match can be read at the same address"
        headers["If-Match"] = etag
    headers.pop("If-None-Match", None)
    media_type, body = example_of(operation.get("requestBody", {}))
    if media_type is None:
        return method, path, {"headers": headers}
    body = bodied(operation_id, story, body)
    if media_type == "multipart/form-data":
        return method, path, {"headers": headers, "data": form_of(body), "content_type": media_type}
    return method, path, {"headers": headers, "data": json.dumps(body), "content_type": media_type}


def bodied(operation_id, story, body):
    """Put in what is the account's own."""
    if operation_id in ("refreshTokens", "logout"):
        return {"refresh_token": story.refresh_token}
    if operation_id == "login":
        return story.login
    if operation_id in OF_ONE_USER:
        return {**story.tell(body), "email": f"new-{story.login['email']}"}
    return story.tell(body)


def form_of(body):
    """Word a body as a form: the file as a part, the rest as text."""
    parts = {n: v if isinstance(v, str) else json.dumps(v) for n, v in body.items() if n != "file"}
    return {**parts, "file": (io.BytesIO(body["file"].encode()), "catalogue.csv")}


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

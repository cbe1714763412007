"""Requests as the document shows them, worded for an account in which its story is true."""

import io
import json
from typing import Any

from tests.contract.walk import SPEC, resolved

OPERATIONS = {
    operation["operationId"]: (method, path, operation, item.get("parameters", []))
    for path, item in SPEC["paths"].items()
    for method, operation in item.items()
    if method != "parameters"
}
OF_ONE_USER = {"register", "createUser"}
"""Their e-mail address can be that of one user only."""


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
    if operation_id == "confirmPasswordReset":
        return {**body, "token": story.reset_token}
    if operation_id == "login":
        return story.login
    if operation_id in OF_ONE_USER:
        return {**story.tell(body), "email": f"new-{story.login['email']}"}
    return story.tell(body)


def form_of(body):
    """Word a body as a form: the file as a part, the rest as text."""
    parts = {n: v if isinstance(v, str) else json.dumps(v) for n, v in body.items() if n != "file"}
    return {**parts, "file": (io.BytesIO(body["file"].encode()), "catalogue.csv")}

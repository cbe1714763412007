"""A client that holds every answer against the document."""

import json
import uuid
from functools import cache
from typing import Any

import jsonschema_rs
from flask import Flask
from werkzeug.test import TestResponse

from api.openapi import document

FRESH = object()


class Client:
    """One caller. POSTs carry a fresh Idempotency-Key unless told otherwise."""

    def __init__(self, app: Flask, headers: dict[str, str] | None = None, **facts: Any) -> None:
        self.app = app
        self.headers = headers or {}
        self.http = app.test_client()
        self.__dict__.update(facts)

    def get(self, path: str, **kwargs: Any) -> TestResponse:
        return self.send("GET", path, **kwargs)

    def post(self, path: str, json: Any = None, *, key: Any = FRESH, **kwargs: Any) -> TestResponse:
        headers = dict(kwargs.pop("headers", {}))
        if key is FRESH:
            headers.setdefault("Idempotency-Key", str(uuid.uuid4()))
        elif key is not None:
            headers["Idempotency-Key"] = key
        if json is not None:
            kwargs["json"] = json
        return self.send("POST", path, headers=headers, **kwargs)

    def patch(
        self, path: str, json: Any, *, match: str | None = "*", **kwargs: Any
    ) -> TestResponse:
        return self.send("PATCH", path, json=json, headers=_match(match), **kwargs)

    def delete(self, path: str, *, match: str | None = "*", **kwargs: Any) -> TestResponse:
        return self.send("DELETE", path, headers=_match(match), **kwargs)

    def send(self, method: str, path: str, **kwargs: Any) -> TestResponse:
        headers = {**self.headers, **kwargs.pop("headers", {})}
        answer = self.http.open(path, method=method, headers=headers, **kwargs)
        check_answer(self.app, method, path, answer)
        return answer


def _match(version: str | None) -> dict[str, str]:
    return {} if version is None else {"If-Match": version}


def check_answer(app: Flask, method: str, path: str, answer: TestResponse) -> None:
    """Fail if the answer is not one that the document announces."""
    operation = find_operation(app, method, path)
    if operation is None:
        return
    status, media_type = str(answer.status_code), answer.mimetype
    place = f"{method} {path} -> {status}"
    assert status in operation["responses"], f"{place} is not documented"
    assert answer.headers.get("X-Request-Id"), f"{place} has no X-Request-Id"
    content = _resolved(app, operation["responses"][status]).get("content")
    if not content:
        assert answer.data == b"", f"{place} has a body that is not documented"
        return
    assert media_type in content, f"{place} has media type {media_type}"
    if not media_type.endswith("json"):
        return
    validator = _validator(json.dumps(content[media_type]["schema"], sort_keys=True), id(app))
    problems = [f"{e.instance_path}: {e.message}" for e in validator.iter_errors(answer.json)]
    assert not problems, f"{place} breaks its schema: {problems}"


def _resolved(app: Flask, part: dict[str, Any]) -> dict[str, Any]:
    """Follow a reference to a component."""
    if "$ref" not in part:
        return part
    _, _, kind, name = part["$ref"].split("/")
    found: dict[str, Any] = _document(id(app), app)["components"][kind][name]
    return found


def find_operation(app: Flask, method: str, path: str) -> dict[str, Any] | None:
    """Give the documented operation that a request meets, if it meets one."""
    from werkzeug.exceptions import HTTPException

    try:
        rule, _ = app.url_map.bind("localhost").match(
            path.partition("?")[0], method=method, return_rule=True
        )
    except HTTPException:
        return None
    template = rule.rule.replace("<uuid:", "{").replace("<path:", "{").replace(">", "}")
    return _document(id(app), app)["paths"].get(template, {}).get(method.lower())


_documents: dict[int, dict[str, Any]] = {}


def _document(app_id: int, app: Flask) -> dict[str, Any]:
    if app_id not in _documents:
        _documents[app_id] = document(app)
    return _documents[app_id]


@cache
def _validator(schema: str, app_id: int) -> Any:
    components = json.loads(json.dumps(_documents[app_id]["components"]))
    for component in components["schemas"].values():
        _close(component)
    whole = {**json.loads(schema), "components": components}
    return jsonschema_rs.Draft202012Validator(whole, validate_formats=True)


def _close(schema: Any) -> None:
    """Answers may grow for clients, but not behind our own back: nothing undocumented."""
    if isinstance(schema, list):
        for item in schema:
            _close(item)
    if isinstance(schema, dict):
        if "properties" in schema:
            schema.setdefault("additionalProperties", False)
        for name, item in schema.items():
            if name != "examples":
                _close(item)

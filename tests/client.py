"""A client that holds every request and every answer against the document."""

import re
import uuid
from collections.abc import Mapping
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

import orjson
from flask import Flask
from werkzeug import Request
from werkzeug.exceptions import HTTPException
from werkzeug.test import EnvironBuilder, TestResponse

from api.openapi import document
from tests.checks.answers import check_answer, check_problem
from tests.checks.contract import Contract
from tests.checks.requests import check_request
from tests.checks.secrets import WATCH

FRESH = object()
CONVERTER = re.compile(r"<(?:\w+:)?(\w+)>")


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
        sent = {"method": method, "headers": {**self.headers, **kwargs.pop("headers", {})}}
        WATCH.note(sent["headers"], kwargs.get("json"))
        answer = self.http.open(path, **sent, **kwargs)
        request = getattr(answer, "request", None)  # a socket's answer does not know it
        check(self.app, request or EnvironBuilder(path, **sent, **kwargs).get_request(), answer)
        return answer


def _match(version: str | None) -> dict[str, str]:
    return {} if version is None else {"If-Match": version}


def check(app: Flask, request: Request, answer: TestResponse) -> None:
    """Fail unless the document announces this answer, and to this request."""
    contract = contract_of(app)
    template, given = _matched(app, request)
    operation = contract.operation(request.method, template)
    if operation is not None:
        check_answer(operation, answer)
        check_request(operation, request, given, answer)
    elif answer.status_code >= 400 and request.method != "HEAD":
        check_problem(contract, f"{request.method} {request.path}", answer)


def _matched(app: Flask, request: Request) -> tuple[str, Mapping[str, Any]]:
    """Give the template of the address that a request meets, and its parts."""
    try:
        rule, given = app.url_map.bind("localhost").match(
            request.path, method=request.method, return_rule=True
        )
    except HTTPException:
        return "", {}
    return CONVERTER.sub(r"{\1}", rule.rule), given


contracts: WeakKeyDictionary[Flask, Contract] = WeakKeyDictionary()


def contract_of(app: Flask) -> Contract:
    """Give the contract of an app; apps with equal documents share one."""
    if app not in contracts:
        contracts[app] = _contract(orjson.dumps(document(app)))
    return contracts[app]


@cache
def _contract(written: bytes) -> Contract:
    return Contract(orjson.loads(written))

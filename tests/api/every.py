"""Every operation of the document, asked as the document shows it, or in some way wrong."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from flask import Flask, request
from werkzeug.test import TestResponse

from tests.checks.contract import Contract, Operation
from tests.client import Client
from tests.contract.shown import SPEC, request_of
from tests.contract.story import MAKE_THE_BOOK, NEED_IT_UNUSED, Story
from tests.factories import Shop

BREAK = "break"
OF_THEIR_OWN = {"shipOrder", "updateMe"}
"""Operations that need a state, or leave one, in which others do not go on."""
EVERY = [*Contract(SPEC).operations.values()]


def taking(place: str, name: str) -> list[Operation]:
    """Give the operations that have this parameter."""
    return [one for one in EVERY if name in one.parameters[place]]


class Every:
    """One merchant for each state of the shop that some example needs."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.stories: dict[str, Story] = {}

    @classmethod
    def told(cls, app: Flask) -> "Every":
        """Make every merchant there is, so that nothing changes any more."""
        made = cls(app)
        for operation in EVERY:
            made.story(operation)
        return made

    def story(self, operation: Operation) -> Story:
        """Give the story in which an operation's example is accepted."""
        name = _state(operation.id)
        if name not in self.stories:
            shop = Shop(self.app)
            self.stories[name] = Story(shop, shop.client(), name)
        return self.stories[name]

    def everything(self) -> dict[str, Any]:
        """Read every row of every merchant here."""
        return {name: story.shop.everything() for name, story in self.stories.items()}

    def request(self, operation: Operation) -> tuple[str, dict[str, Any]]:
        """Give address and rest of the example; a key only where it must be, and never twice."""
        _, path, sent = request_of(operation.id, self.story(operation))
        key = operation.parameters["header"].get("idempotency-key")
        if key is not None:
            del sent["headers"]["Idempotency-Key"]
        if key is not None and key["required"]:
            sent["headers"]["Idempotency-Key"] = str(uuid.uuid4())
        return path, sent

    def send(
        self,
        operation: Operation,
        *,
        by: Client | None = None,
        path: str | None = None,
        headers: dict[str, str | None] | None = None,
        **other: Any,
    ) -> TestResponse:
        """Send the example with something else in it; a header that is None is left out."""
        shown, sent = self.request(operation)
        named = {**sent["headers"], **(headers or {})}
        sent |= {"headers": {n: text for n, text in named.items() if text is not None}, **other}
        caller = by or self.story(operation).client
        return caller.send(operation.method, path or shown, **sent)


def _state(operation_id: str) -> str:
    for state, names in (("createProduct", MAKE_THE_BOOK), ("deleteProduct", NEED_IT_UNUSED)):
        if operation_id in names:
            return state
    return operation_id if operation_id in OF_THEIR_OWN else ""


@contextmanager
def breaking(app: Flask, fault: Exception) -> Iterator[list[int]]:
    """Let the views of requests named BREAK break after their work; give what they had answered."""
    whole, statuses = app.view_functions, []

    def broken(view: Any) -> Any:
        @wraps(view)
        def breaks(**given: Any) -> Any:
            answer = app.make_response(view(**given))
            if request.headers.get("X-Request-Id") != BREAK:
                return answer
            statuses.append(answer.status_code)
            raise fault

        return breaks

    app.view_functions = {name: broken(view) for name, view in whole.items()}
    try:
        yield statuses
    finally:
        app.view_functions = whole

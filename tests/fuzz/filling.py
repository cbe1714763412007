"""Puts what is real into a generated request, without repairing what is wrong on purpose."""

import copy
from random import Random
from typing import Any

from schemathesis import Case
from schemathesis.core import NOT_SET
from schemathesis.core.parameters import ParameterLocation

from tests.fuzz.real import LEFT_OUT, Real, Supplier

AS_GENERATED = 0.15
"""Share of requests that stay as they are: about things that do not exist."""


class Filler:
    """Fills requests with the things of one account."""

    def __init__(self, real: Real) -> None:
        self.real = real
        self.seen: set[str] = set()
        self.random = Random(0)

    def fill(self, case: Case) -> None:
        """Make a request one about real things, mostly."""
        as_generated = self.random.random() < AS_GENERATED
        if as_generated and not self._would_hurt(case):
            return
        self._replace(case, ParameterLocation.PATH, self._path(case))
        self._replace(case, ParameterLocation.QUERY, self._query(case))
        self._replace(case, ParameterLocation.HEADER, self._headers(case))
        if case.body is not NOT_SET:
            self._replace(case, ParameterLocation.BODY, self._body(case))

    def notice(self, ids: set[str], method: str) -> None:
        """Take note that a request has changed or deleted something."""
        is_gone = method == "DELETE"
        if is_gone:
            self.seen -= ids
        self.real.changed(ids, deleted=is_gone)

    def _replace(self, case: Case, location: ParameterLocation, value: Any) -> None:
        """Set a part of the request, unless what was wrong with it would be right then."""
        before = case.get_container(location)
        if value == before:
            return
        was_wrong = case.meta is not None and case.meta.is_negative_at(location)
        setattr(case, location.container_name, value)
        if was_wrong and not case.meta.is_negative_at(location):
            setattr(case, location.container_name, before)

    def _path(self, case: Case) -> dict[str, Any]:
        """Name what is there; an order, whose state decides, is always a new one."""
        keeps = operation_id(case) not in self.real.of_the_right_state
        keeps = keeps and not self._would_hurt(case)
        return {
            name: value
            if keeps and value in self.seen
            else self.real.path(operation_id(case), name)
            for name, value in case.path_parameters.items()
        }

    def _would_hurt(self, case: Case) -> bool:
        """Whether it would change what the run depends on, such as its own user."""
        kept = self.real.kept & {str(value) for value in case.path_parameters.values()}
        return case.method != "GET" and bool(kept)

    def _query(self, case: Case) -> dict[str, Any]:
        query = dict(case.query)
        for name in query.keys() & self.real.query.keys():
            put(query, [name], self.real.query[name])
        if "cursor" in query:
            del query["cursor"]
            cursor = self.real.merchant.next_cursor(case.formatted_path, query)
            query |= {"cursor": cursor} if cursor else {}
        return query

    def _headers(self, case: Case) -> Any:
        headers = case.headers.copy()
        if "Idempotency-Key" in headers:
            headers["Idempotency-Key"] = self.real.merchant.new_key()
        if "If-Match" in headers:
            headers["If-Match"] = "*"
        return headers

    def _body(self, case: Case) -> Any:
        body = copy.deepcopy(case.body)
        for place, supplier in self.real.bodies.get(operation_id(case), {}).items():
            put(body, place.split("."), supplier)
        return body


def operation_id(case: Case) -> str:
    return str(case.operation.definition.raw["operationId"])


def put(value: Any, steps: list[str], supplier: Supplier) -> None:
    """Replace what is at a place of a value, `*` being every item; nothing is added."""
    step, *rest = steps
    if step == "*":
        places: Any = range(len(value)) if isinstance(value, list) else ()
    else:
        places = [step] if isinstance(value, dict) and step in value else ()
    for place in places:
        if rest:
            put(value[place], rest, supplier)
            continue
        replacement = supplier()
        if replacement is LEFT_OUT:
            del value[place]
        else:
            value[place] = replacement

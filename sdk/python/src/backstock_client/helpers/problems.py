"""A refusal as an exception that carries the typed problem."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Protocol

import httpx

from ..errors import UnexpectedStatus
from ..models.problem import Problem
from ..types import Response


class AnyProblem(Protocol):
    """What every problem says; `isinstance` or `match` narrows it to the class of its code."""

    @property
    def type_(self) -> str:
        """Address of a page about this error and its remedy."""

    @property
    def title(self) -> str:
        """The same sentence for every occurrence."""

    @property
    def status(self) -> int:
        """The status code of the answer."""

    @property
    def detail(self) -> str:
        """What happened this time, for people."""

    @property
    def code(self) -> str:
        """The name of the error."""

    @property
    def request_id(self) -> str:
        """Names the request in Backstock's logs."""

    def to_dict(self) -> dict[str, Any]:
        """Give all of it as it was sent."""


class ProblemError(Exception):
    """Backstock refused the request."""

    def __init__(self, problem: AnyProblem, headers: Mapping[str, str]) -> None:
        super().__init__(f"{problem.status} {problem.code}: {problem.detail}")
        self.problem = problem
        self.headers = headers

    @property
    def retry_after(self) -> int | None:
        """Seconds to wait before the same request may succeed; None if it will not."""
        seconds = self.headers.get("Retry-After", "")
        return int(seconds) if seconds.isdigit() else None


class _Parsed(Protocol):
    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], /) -> Any: ...


def first_fitting(data: Any, *kinds: type[_Parsed]) -> Any:
    """Read an object as the first of these kinds that it fits."""
    for kind in kinds[:-1]:
        try:
            return kind.from_dict(data)
        except (TypeError, ValueError, AttributeError, KeyError):
            continue
    return kinds[-1].from_dict(data)


def expect_json(response: httpx.Response) -> None:
    """Raise UnexpectedStatus if an error is somebody else's, such as a proxy's page."""
    if response.is_error and not _is_json(response.headers):
        raise UnexpectedStatus(response.status_code, response.content)


def result_of(response: Response[Any]) -> Any:
    """Give what a successful answer says; raise ProblemError or UnexpectedStatus."""
    if 200 <= response.status_code < 300:
        return response.parsed
    if response.parsed is not None:
        raise ProblemError(response.parsed, response.headers)
    if response.status_code >= 400 and _is_json(response.headers):  # a status added since
        raise ProblemError(Problem.from_dict(json.loads(response.content)), response.headers)
    raise UnexpectedStatus(response.status_code, response.content)


def _is_json(headers: Mapping[str, str]) -> bool:
    return headers.get("Content-Type", "").partition(";")[0].endswith("json")

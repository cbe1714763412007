"""The same request again, where a second one may succeed and cannot do harm."""

from __future__ import annotations

import asyncio
import inspect
import random
import time
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

import httpx

from .problems import ProblemError

P = ParamSpec("P")
T = TypeVar("T")


def retrying(call: Callable[P, T], /, *, attempts: int = 4) -> Callable[P, T]:
    """Repeat `call` while the connection breaks or Backstock asks to come back later.

    For what may be done twice: reading, and writing with an Idempotency-Key. Takes `sync` and
    `asyncio` of any operation.
    """
    if inspect.iscoroutinefunction(call):
        return cast(Callable[P, T], _retrying_async(call, attempts))

    @wraps(call)
    def repeat(*args: P.args, **kwargs: P.kwargs) -> T:
        for attempt in range(1, attempts):
            try:
                return call(*args, **kwargs)
            except (httpx.TransportError, ProblemError) as error:
                time.sleep(_pause(error, attempt))
        return call(*args, **kwargs)

    return repeat


def _retrying_async(
    call: Callable[P, Awaitable[Any]], attempts: int
) -> Callable[P, Awaitable[Any]]:
    @wraps(call)
    async def repeat(*args: P.args, **kwargs: P.kwargs) -> Any:
        for attempt in range(1, attempts):
            try:
                return await call(*args, **kwargs)
            except (httpx.TransportError, ProblemError) as error:
                await asyncio.sleep(_pause(error, attempt))
        return await call(*args, **kwargs)

    return repeat


def _pause(error: httpx.TransportError | ProblemError, attempt: int) -> float:
    """Say how many seconds to wait, a little differently for each caller; or raise it again."""
    if isinstance(error, ProblemError):
        if error.retry_after is None:
            raise error
        return error.retry_after + random.random()  # nosec B311
    return random.uniform(0.5, 1) * 2.0**attempt / 4  # nosec B311

"""A clock that can be set: for a whole server, or for the app of this process."""

import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, tzinfo
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import Mock
from uuid import UUID

import flask_jwt_extended.tokens
import jwt.api_jwt
from uuid_utils.compat import uuid7

import api.tokens
import models.base
import services.orders.numbers

FILE = "BACKSTOCK_TEST_CLOCK"
Seconds = Callable[[], float]


def settings(file: Path) -> dict[str, str]:
    """Give the settings of a server whose clock differs by the seconds that a file says.

    Not by libfaketime 0.9.10: with it Python's own pauses fail (EINVAL), on which nothing depends
    that is tried here.
    """
    return {"module": "tests.faults.harness.shifted:app", FILE: str(file)}


def set_to(file: Path, seconds: float) -> None:
    """Set the clock to differ by so many seconds."""
    draft = file.with_suffix(".draft")
    draft.write_text(f"{seconds:+.0f}\n")
    draft.replace(file)


def patches(offset: Seconds) -> Iterator[tuple[Any, str, Any]]:
    """Give what to put in the place of what asks for the time: module, name, and value."""
    shifted = _datetime(offset)
    for module in (models.base, jwt.api_jwt, flask_jwt_extended.tokens):
        yield module, "datetime", shifted
    clock = Mock(wraps=time)
    clock.time = lambda: time.time() + offset()
    clock.time_ns = lambda: time.time_ns() + round(offset() * 1e9)
    for module in (api.tokens, services.orders.numbers):
        yield module, "time", clock
    yield models.base, "uuid7", partial(_id, offset)


def _id(offset: Seconds) -> UUID:
    """Make an id as `uuid7` does, of another instant: its first 48 bits count milliseconds."""
    made = uuid7().int
    milliseconds = (made >> 80) + round(offset() * 1000)
    return UUID(int=milliseconds << 80 | made & (1 << 80) - 1)


def _datetime(offset: Seconds) -> type:
    """Give what is `datetime` in all but the time."""

    class Like(type):
        def __instancecheck__(cls, value: object) -> bool:
            return isinstance(value, datetime)

        def __getattr__(cls, name: str) -> Any:
            return getattr(datetime, name)

    class Shifted(metaclass=Like):
        @staticmethod
        def now(tz: tzinfo | None = None) -> datetime:
            return datetime.now(tz) + timedelta(seconds=offset())

    return Shifted

"""Every schema of the project, and what marshmallow alone makes of it.

`make fuzz` tries more examples, and others each time.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from hypothesis import HealthCheck, settings
from marshmallow import Schema, ValidationError

import api  # noqa: F401 - with it come the schemas of every operation, and their envelopes
from schemas.base import Input, Output
from schemas.compiled import Doubt, taker_of
from schemas.events import EVENTS, event_of
from tests.compiled.lamps import LampInput, LampOutput

AT_LENGTH = "FUZZ_OPTIONS" in os.environ


def examples(number: int) -> settings:
    """Give the settings of a test that tries so many examples: the same ones each time."""
    return settings(
        max_examples=number * 20 if AT_LENGTH else number,
        derandomize=not AT_LENGTH,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


def _below(schema: type[Schema]) -> Iterator[type[Schema]]:
    for below in schema.__subclasses__():
        if not below.__module__.startswith("tests."):
            yield below
            yield from _below(below)


EVENT_SCHEMAS = [event_of(name) for name in EVENTS]
INPUTS = [LampInput, *sorted(set(_below(Input)), key=lambda schema: schema.__name__)]
OUTPUTS = [LampOutput, *sorted(set(_below(Output)), key=lambda schema: schema.__name__)]


@contextmanager
def plain() -> Iterator[None]:
    """Let marshmallow alone load and dump, nested objects too."""
    with patch.object(Input, "load", Schema.load), patch.object(Output, "dump", Schema.dump):
        yield


def loaded_plainly(schema: type[Input], given: Any) -> tuple[str, Any]:
    """Give how marshmallow's own load ends, to compare with another end."""
    with plain():
        return ended(schema().load, given)


def ended(load: Any, given: Any) -> tuple[str, Any]:
    """Give what a load takes, or how it refuses; values with their types."""
    try:
        return "taken", typed(load(given))
    except ValidationError as refusal:
        return "refused", typed(refusal.messages)
    except Doubt:
        return "doubted", None
    except TypeError as error:  # of what is no JSON in a JSON object
        return "failed", str(error)


def taken(schema: type[Input], given: Any) -> tuple[str, Any]:
    """Give how the compiled form ends, without marshmallow behind it."""
    return ended(taker_of(schema), given)


def typed(value: Any) -> Any:
    """Put its type beside each value: True equals 1, and is none; a message has its code."""
    if isinstance(value, dict):
        return type(value), {(type(key), key): typed(item) for key, item in value.items()}
    if isinstance(value, list):
        return type(value), [typed(item) for item in value]
    return type(value), value, getattr(value, "code", None)

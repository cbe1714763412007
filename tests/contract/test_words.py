"""Every schema says what it means, field by field, and shows an example."""

import importlib
import inspect
import pkgutil
import re

from marshmallow import fields as ma

import schemas
from schemas import fields
from schemas.base import Input, Output
from schemas.catalogue import ProductSchema
from schemas.events import EVENTS, event_of
from schemas.paging import page_of
from schemas.problems import DETAILS

SENTENCE = re.compile(r"[A-Z].{18,}\.", re.DOTALL)
SHOWN_BY_CONVENTION = (fields.UUID, fields.DateTime, fields.Boolean, ma.Nested)
"""Fields whose example follows from their type; `version` is one more."""


def shapes():
    """Give every schema class, those that are made for lists and events too."""
    found = [page_of(ProductSchema), *map(event_of, EVENTS), *DETAILS.values()]
    for module in pkgutil.iter_modules(schemas.__path__, "schemas."):
        for _, member in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if issubclass(member, Input | Output) and member not in (Input, Output, *found):
                found.append(member)
    return found


def described():
    """Give the places of the schemas, and what each says."""
    for shape in shapes():
        yield shape.__name__, (shape.__doc__ or "").strip().splitlines()[0]
        for name, field in shape().fields.items():
            yield f"{shape.__name__}.{name}", field.metadata.get("description") or ""
            if isinstance(field, fields.Enum):
                yield field.enum.__name__, (field.enum.__doc__ or "").strip().splitlines()[0]


def is_shown_by_convention(name, field):
    inner = field.inner if isinstance(field, ma.List) else field
    return isinstance(inner, SHOWN_BY_CONVENTION) or name == "version"


def test_every_description_is_a_sentence():
    found = dict(described())

    assert {place: said for place, said in found.items() if not SENTENCE.fullmatch(said)} == {}


def test_every_scalar_has_an_example():
    lacking = [
        f"{shape.__name__}.{name}"
        for shape in shapes()
        for name, field in shape().fields.items()
        if not is_shown_by_convention(name, field) and "example" not in field.metadata
    ]

    assert lacking == []


def test_the_example_of_a_list_is_a_list():
    others = [
        f"{shape.__name__}.{name}"
        for shape in shapes()
        for name, field in shape().fields.items()
        if isinstance(field, ma.List) and not isinstance(field.metadata.get("example", []), list)
    ]

    assert others == []

"""Schemas that a caller past the web's own limits could hand in."""

import pytest

from services.catalogue.attributes import SchemaUnusable, check_schema

EMPTY = len('{"type":"object","description":""}')


def test_a_schema_may_be_so_large():
    check_schema({"type": "object", "description": "x" * (65_536 - EMPTY)})


def test_a_larger_schema_is_refused():
    with pytest.raises(SchemaUnusable) as refused:
        check_schema({"type": "object", "description": "x" * (65_537 - EMPTY)})

    assert refused.value.places == [("/json_schema", "The schema is too large.")]

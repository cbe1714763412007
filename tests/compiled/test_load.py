"""Load, compiled: what it takes is what marshmallow takes, neither more nor less."""

from collections import Counter
from functools import cache
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from marshmallow import Schema

from tests.compiled.every import INPUTS, ended, examples, loaded_plainly, taken
from tests.compiled.lamps import LampInput
from tests.compiled.payloads import payloads
from tests.compiled.wrong import mutations

every_schema = pytest.mark.parametrize("schema", INPUTS, ids=lambda schema: schema.__name__)


@every_schema
def test_takes_what_is_valid_without_marshmallow(schema):
    ends: Counter[str] = Counter()

    @examples(12)
    @given(payloads(schema))
    def check(payload):
        plainly = loaded_plainly(schema, payload)
        ends[plainly[0]] += 1

        if plainly[0] == "taken":
            with patch.object(Schema, "load", side_effect=AssertionError("the slow way")):
                assert ended(schema().load, payload) == plainly

    check()

    assert ends["taken"] > 0  # the rest breaks rules between members


@every_schema
def test_takes_nothing_that_marshmallow_refuses(schema):
    ends: Counter[str] = Counter()
    loads = cache(schema)().load

    @examples(40)
    @given(mutations(payloads(schema)))
    def check(payload):
        plainly, compiled = loaded_plainly(schema, payload), taken(schema, payload)
        ends[plainly[0]] += 1

        if compiled[0] == "taken":
            assert compiled == plainly
        elif plainly[0] == "taken":
            assert not came_as_json(payload)
        assert ended(loads, payload) == plainly

    check()

    assert ends["refused"] > 0
    assert ends["taken"] > 0


GOOD = {"is_lit": False, "names": ["a", None], "bulb": {"watts": 1}, "rows": [None, [{}]]}
BROKEN = {
    "a value twice": {"names": ["a", "a"]},
    "too many members": {"bulb": {"watts": 1, "colour": "red"}},
    "the second of two bounds": {"bulb": {"colour": "x"}},
    "an item of an item": {"rows": [[{"watts": 0}]]},
    "an item too many": {"rows": [[{}, {}, {}]]},
    "an item that is null": {"rows": [[None]]},
    "null": {"names": None},
    "the first rule between members": {"is_lit": True, "bulb": None},
    "the second rule between members": {"names": []},
}


@pytest.mark.parametrize("name", BROKEN)
def test_each_rule_alone_is_enough_to_refuse(name):
    payload = {**GOOD, **BROKEN[name]}

    refused = loaded_plainly(LampInput, payload)

    assert taken(LampInput, GOOD) == loaded_plainly(LampInput, GOOD)
    assert refused[0] == "refused"
    assert taken(LampInput, payload)[0] in ("refused", "doubted")
    assert ended(LampInput().load, payload) == refused


def came_as_json(value: Any) -> bool:
    """Whether objects and lists are those of a JSON reader or a form.

    Of others it is doubted whether they are any: marshmallow may take the slow way.
    """
    if isinstance(value, dict):
        return type(value) is dict and all(map(came_as_json, value.values()))
    if isinstance(value, list):
        return type(value) is list and all(map(came_as_json, value))
    return isinstance(value, (str, int, float, type(None)))

"""A member named twice is always found, however the text is spaced and escaped."""

import json
import time

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.strict_json import NamedTwice, once_each, unique

NAMES = st.sampled_from(["a", "b", ":", '":', "\\u003a", "{", "\u00e9"])
VALUES = st.recursive(
    st.none() | st.integers(-9, 9) | NAMES,
    lambda inner: st.lists(inner, max_size=3) | st.lists(st.tuples(NAMES, inner), max_size=4),
    max_leaves=9,
)


def written(value, spaces, escape):
    """Write JSON; a list of pairs is an object, which may name a member twice."""
    if isinstance(value, str):
        text = json.dumps(value, ensure_ascii=escape)
        return text.replace(":", "\\u003A") if escape else text
    if isinstance(value, list) and value and isinstance(value[0], tuple):
        pairs = [
            f"{written(n, spaces, escape)}{spaces}:{spaces}{written(v, spaces, escape)}"
            for n, v in value
        ]
        return "{" + ",".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ",".join(written(item, spaces, escape) for item in value) + "]"
    return json.dumps(value)


@given(VALUES, st.sampled_from(["", " ", "\n\t "]), st.booleans())
def test_what_is_named_twice_is_refused_and_nothing_else(value, spaces, escape):
    body = written(value, spaces, escape).encode()
    try:
        expected = json.loads(body, object_pairs_hook=unique)
    except NamedTwice:
        with pytest.raises(NamedTwice):
            once_each(body, orjson.loads(body))
        return

    assert once_each(body, orjson.loads(body)) == expected


def test_a_string_does_not_make_up_for_a_member_that_was_lost():
    body = b'{"a":1,"a":"\\u003a","b":2}'

    with pytest.raises(NamedTwice, match=r'^"a" is named twice$'):
        once_each(body, orjson.loads(body))


def test_a_member_named_twice_among_many_is_found_in_one_pass():
    many = ",".join(f'"{number:x}":0' for number in range(90_000))
    body = f'{{{many},"z":0,"z":0}}'.encode()  # as large as a body may be
    began = time.process_time()

    with pytest.raises(NamedTwice, match=r'^"z" is named twice$'):
        once_each(body, orjson.loads(body))

    assert time.process_time() - began < 5  # comparing each with each took minutes

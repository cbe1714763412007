"""Dump, compiled: the bytes of an answer are those that marshmallow alone would give."""

from functools import cache

import pytest
from hypothesis import given

from api.json import written
from tests.compiled.every import OUTPUTS, examples, plain
from tests.compiled.rows import rows


@pytest.mark.parametrize("schema", OUTPUTS, ids=lambda schema: schema.__name__)
def test_writes_the_same_bytes(schema):
    dumped = cache(schema)()

    @examples(10)
    @given(rows(schema))
    def check(row):
        compiled = written(dumped.dump(row))
        with plain():
            plainly = written(dumped.dump(row))

        assert compiled == plainly

    check()

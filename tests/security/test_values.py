"""Each value of each body that the document shows, made hostile: refused, nothing changed."""

import json
from copy import deepcopy

import pytest

from tests.api.every import EVERY, Every
from tests.checks.bodies import MULTIPART
from tests.contract.shown import OPERATIONS, example_of

JSON = "application/json"
WITH_JSON = [one for one in EVERY if one.body and MULTIPART not in one.body["content"]]
MARK = "\x01here\x01"
"""Stands in a body for JSON that Python would not write."""
REFUSED = {400, 401, 409, 413, 422}
"""401 and 409 are of sign-ups and logins, which know nobody of such a name, or somebody."""
OPEN = ("attributes", "json_schema")
"""What a merchant shapes freely, within 65,536 bytes and 64 levels."""


@pytest.fixture(scope="module")
def every(app):
    made = Every(app)
    for operation in EVERY:
        made.story(operation)
    return made


@pytest.fixture(autouse=True)
def nothing_changes(every):
    before = every.everything()
    yield
    assert every.everything() == before


def leaves(value, path=()):
    """Give path and value of everything in a body, itself left out."""
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for name, item in inner:
        yield (*path, name), item
        if isinstance(item, dict | list):
            yield from leaves(item, (*path, name))


def replaced(body, path, value):
    whole = place = deepcopy(body)
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return whole


def bodies(kind, hostile):
    """Give, of each operation, its body with one value of this kind made hostile."""
    for operation in WITH_JSON:
        _, _, written, _ = OPERATIONS[operation.id]
        _, body = example_of(written["requestBody"])
        for path, value in leaves(body):
            if type(value) is kind and path[0] not in OPEN:
                yield operation, path, replaced(body, path, hostile(value))


def refusals_of(every, kind, hostile, *, raw=None):
    """Send them all; give the places that were not refused as they should be, with the answer."""
    tried = 0
    for operation, path, body in bodies(kind, hostile):
        text = json.dumps(body)
        if raw is not None:
            text = text.replace(json.dumps(MARK), raw)
        answer = every.send(operation, data=text, content_type=JSON)
        assert answer.status_code in REFUSED, (operation.id, path, answer.status_code)
        assert len(answer.data) < 20_000, (operation.id, path)
        tried += 1
    assert tried > 4


LONG_TEXTS = {
    "200 kB": "x" * 200_000,
    "200 kB of four bytes each": "\U0001f4da" * 50_000,
    "NUL": "a\x00b",
    "a lone surrogate": "a\ud800b",
    "surrogates the wrong way round": "\udc00\ud800",
}


@pytest.mark.parametrize("text", LONG_TEXTS.values(), ids=LONG_TEXTS)
def test_no_text_may_be_too_long_or_what_cannot_be_stored(every, text):
    refusals_of(every, str, lambda _: text)


NUMBERS = {
    "2^63": str(2**63),
    "-2^63-1": str(-(2**63) - 1),
    "10^30": str(10**30),
    "a float that is none": "1E+1000000",
    "a fraction": "1.5",
    "a text": '"1"',
    "with an underscore": '"1_000"',
    "true": "true",
    "NaN": "NaN",
    "Infinity": "-Infinity",
    "hexadecimal": "0x10",
    "a leading zero": "01",
    "301 digits": "9" * 301,
}


@pytest.mark.parametrize("written", NUMBERS.values(), ids=NUMBERS)
def test_no_number_may_be_anything_else(every, written):
    refusals_of(every, int, lambda _: MARK, raw=written)


def unchecked(every, operation, body):
    """Send a body too large for the document to be asked about each member."""
    path, sent = every.request(operation)
    client = every.story(operation).client
    headers = {**client.headers, **sent["headers"]}
    text = json.dumps(body)
    return client.http.open(
        path, method=operation.method, headers=headers, data=text, content_type=JSON
    )


def test_no_list_may_have_twenty_thousand_members(every):
    for operation, path, body in bodies(list, lambda value: (value[:1] or ["x"]) * 20_000):
        place = replaced(body, path, ["x"] * 20_000) if len(json.dumps(body)) > 2**20 else body

        answer = unchecked(every, operation, place)

        pointer = "/" + "/".join(map(str, path))
        named = [(error["pointer"], error["code"]) for error in answer.json["errors"]]
        assert (answer.status_code, named) == (422, [(pointer, "length")]), operation.id


def test_no_object_may_be_a_list_nor_a_list_an_object(every):
    refusals_of(every, list, lambda _: {"0": "x"})


def test_of_a_name_that_comes_twice_neither_value_counts(every):
    """Where two readers differ, what a proxy checked would not be what we take."""
    for operation in WITH_JSON:
        _, sent = every.request(operation)
        (name, value), *_ = json.loads(sent["data"]).items()
        first = f"{json.dumps(name)}: {json.dumps(value)}"
        inner = sent["data"].strip()[1:]

        answer = every.send(operation, data=f"{{{first}, {inner}", content_type=JSON)

        assert (answer.status_code, answer.json["code"]) == (400, "malformed-json"), operation.id
        assert answer.json["detail"] == f'"{name}" is named twice.', operation.id


@pytest.mark.parametrize("depth", [65, 253, 254, 255, 300, 1_000, 1_024, 1_025, 100_000])
@pytest.mark.parametrize("nest", ["[", '{"a":'], ids=["lists", "objects"])
def test_no_json_may_be_deep(every, nest, depth):
    """What reads JSON reads 1,024 levels and writes 254, and a key has it written again."""
    closing = "]" if nest == "[" else "}"
    body = nest * depth + "1" + closing * depth

    for operation in WITH_JSON:
        keyed = "idempotency-key" in operation.parameters["header"]
        headers = {"Idempotency-Key": f"deep-{depth}-{len(nest)}"} if keyed else {}
        answer = every.send(operation, data=body, content_type=JSON, headers=headers)

        assert (answer.status_code, answer.json["code"]) == (400, "json-too-deep"), operation.id


def test_more_wrong_fields_than_anybody_reads_are_not_all_named(every):
    for operation in WITH_JSON:
        answer = unchecked(every, operation, {f"a{n}": 1 for n in range(5_000)})

        assert (answer.status_code, len(answer.json["errors"])) == (422, 1_000), operation.id
        assert len(answer.data) < 120_000, operation.id

"""Attributes against the JSON Schema of their kind, and which schemas can be one."""

import socket
import threading
from contextlib import suppress

import pytest

from models import Product, ProductKind
from tests.api.bodies import places, refusal

OBJECT = {"type": "object"}
BUILT_IN = 2


def make(client, json_schema):
    body = {"code": "own", "title": "Own", "json_schema": json_schema}
    return client.post("/v1/product-kinds", body)


def product_of(client, attributes, kind="own"):
    return client.post("/v1/products", {"kind": kind, "title": "Own", "attributes": attributes})


@pytest.fixture
def listener():
    """A web server that only notes who calls."""
    calls = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen():
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                calls.append(1)
                connection.close()

        threading.Thread(target=listen, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/schema.json", calls
        with suppress(OSError):  # not every system lets a listener be shut down
            server.shutdown(socket.SHUT_RDWR)


def test_attributes_that_break_their_kind_are_named(client, shop):
    attributes = {"publication_year": "1813", "authors": ["Jane Austen", ""], "isbn": "x"}

    answer = product_of(client, attributes, kind="book")

    assert refusal(answer) == (422, "attributes-invalid")
    expected = ["/attributes", "/attributes/authors/1", "/attributes/publication_year"]
    assert sorted(places(answer)) == expected
    assert answer.json["detail"] == "3 attribute(s) do not fit the kind."
    assert shop.count(Product) == 0


def test_absent_attributes_are_checked_as_none(client, shop):
    make(client, {**OBJECT, "required": ["colour"]})

    answer = client.post("/v1/products", {"kind": "own", "title": "Own"})

    assert places(answer) == ["/attributes"]
    assert shop.count(Product) == 0


def test_a_pointer_escapes_what_it_must(client):
    make(client, {**OBJECT, "additionalProperties": {"type": "integer"}})

    answer = product_of(client, {"a/b~c": "no"})

    assert places(answer) == ["/attributes/a~1b~0c"]


def test_at_most_twenty_problems_are_named(client):
    make(client, {**OBJECT, "additionalProperties": {"type": "integer"}})

    answer = product_of(client, {f"field{n}": "no" for n in range(30)})

    assert len(places(answer)) == 20


@pytest.mark.parametrize("good", ["2026-02-28", None])
def test_formats_are_checked(client, good):
    make(client, {**OBJECT, "properties": {"day": {"format": "date"}}})

    assert product_of(client, {"day": good}).status_code == 201
    assert places(product_of(client, {"day": "2026-02-30"})) == ["/attributes/day"]


def test_references_within_the_schema_work(client):
    reference = {"properties": {"size": {"$ref": "#/$defs/size"}}}
    make(client, {**OBJECT, **reference, "$defs": {"size": {"enum": ["S", "M"]}}})

    assert product_of(client, {"size": "M"}).status_code == 201
    assert places(product_of(client, {"size": "XXL"})) == ["/attributes/size"]


@pytest.mark.parametrize(
    "unusable",
    [
        {},
        {"type": "array"},
        {"type": ["object", "null"]},
        {**OBJECT, "properties": []},
        {**OBJECT, "properties": {"a": {"type": "text"}}},
        {**OBJECT, "properties": {"a": {"$ref": "#/$defs/none"}}},
        {**OBJECT, "properties": {"a": {"$ref": "other.json"}}},
        {**OBJECT, "properties": {"a": {"$ref": "file:///etc/passwd"}}},
        {**OBJECT, "properties": {"a": {"pattern": "(?=a)b"}}},
        {**OBJECT, "properties": {"a": {"pattern": "(?<!a)b"}}},
        {**OBJECT, "properties": {"a": {"pattern": r"(a)\1"}}},
        {**OBJECT, "properties": {"a": {"pattern": "("}}},
        {**OBJECT, "properties": {"a": {"pattern": "((a{1,1000}){1,1000}){1,1000}"}}},
    ],
)
def test_a_schema_that_cannot_be_used_is_refused(client, shop, unusable):
    answer = make(client, unusable)

    assert refusal(answer) == (422, "schema-unusable")
    assert places(answer) == ["/json_schema"]
    assert shop.count(ProductKind) == BUILT_IN


def test_a_schema_may_be_so_large_and_no_larger(client, shop):
    largest = 65_536 - len('{"type":"object","description":""}')

    fits = make(client, {**OBJECT, "description": "x" * largest})
    answer = client.patch(
        f"/v1/product-kinds/{fits.json['id']}",
        {"json_schema": {**OBJECT, "description": "x" * (largest + 1)}},
    )

    assert fits.status_code == 201
    assert (answer.status_code, places(answer)) == (422, ["/json_schema"])
    assert shop.count(ProductKind) == BUILT_IN + 1


@pytest.mark.parametrize("keyword", ["$ref", "$dynamicRef", "$schema"])
def test_a_remote_reference_is_never_fetched(client, listener, keyword):
    address, calls = listener

    answer = make(client, {**OBJECT, "properties": {"a": {keyword: address}}})

    assert answer.status_code == (201 if keyword == "$schema" else 422)
    product_of(client, {"a": 1})
    assert calls == []


def test_a_schema_that_refers_to_itself_is_refused(client, shop):
    answer = make(client, {**OBJECT, "properties": {"child": {"$ref": "#/properties/child"}}})

    assert refusal(answer) == (422, "schema-unusable")
    assert answer.json["errors"][0]["detail"] == "#/properties/child leads to itself."
    assert shop.count(ProductKind) == BUILT_IN


@pytest.mark.parametrize("pattern", ["^(a+)+$", "^(a|a)*$", "^(.*a){12}$"])
def test_a_catastrophic_pattern_costs_linear_time(client, pattern):
    """A backtracking engine would not come back from these within a lifetime."""
    make(client, {**OBJECT, "properties": {"a": {"type": "string", "pattern": pattern}}})

    answer = product_of(client, {"a": "a" * 5_000 + "!"})

    assert places(answer) == ["/attributes/a"]

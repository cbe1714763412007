"""One meaning written in two ways is one to the gate; what a schema demands is found wherever."""

import pytest

from tests.contract.gates.shop import edited, every, put, ref, shop
from tools.contract.branches import branches
from tools.contract.documents import breaking_changes
from tools.contract.walk import Document

DOCUMENT = Document(
    {
        "components": {
            "schemas": {
                "Id": {"type": "string", "format": "uuid"},
                "Key": {"anyOf": [{"$ref": "#/components/schemas/Id"}, {"type": "integer"}]},
            }
        }
    }
)
TEXT = {"type": "string"}
ROUND = {"type": "object", "properties": {"radius": {"type": "integer"}}}
FLAT = {"type": "object", "properties": {"length": {"type": "integer"}}}
TOLD = "components schemas Order properties"
ASKED = "components schemas OrderCreate properties"

SHAPES = {
    "nothing": (False, []),
    "anything": (True, [("any type", {})]),
    "types": (
        {"type": ["string", "null"], "maxLength": 9, "minimum": 1},
        [("string", {"type": "string", "maxLength": 9}), ("null", {"type": "null"})],
    ),
    "values of several types": (
        {"type": ["string", "null"], "enum": ["a", None]},
        [("string", {"type": "string", "enum": ["a"]}), ("null", {"type": "null"})],
    ),
    "values that leave a type out": (
        {"type": ["string", "null"], "enum": ["a"]},
        [("string", {"type": "string", "enum": ["a"]})],
    ),
    "value that leaves a type out": (
        {"type": ["string", "null"], "const": None},
        [("null", {"type": "null"})],
    ),
    "types in both lists": (
        {"type": ["string", "null", "number"], "allOf": [{"type": ["null", "integer"]}]},
        [("null", {"type": "null"}), ("integer", {"type": "integer"})],
    ),
    "types that exclude each other": ({"allOf": [{"type": "string"}, {"type": "integer"}]}, []),
    "type by keyword": ({"required": ["a"]}, [("object", {"type": "object", "required": ["a"]})]),
    "type by value": ({"const": True}, [("boolean", {"type": "boolean", "const": True})]),
    "type by mixed values": ({"enum": [1, "a"]}, [("any type", {"enum": [1, "a"]})]),
    "union beside keywords": (
        {"type": "object", "oneOf": [{"required": ["a"]}, {"required": ["b"]}]},
        [
            ("object", {"type": "object", "required": ["a"]}),
            ("object", {"type": "object", "required": ["b"]}),
        ],
    ),
    "union in a union": (
        {"anyOf": [ref("schemas", "Key"), {"type": "null"}]},
        [
            ("string", {"type": "string", "format": "uuid"}),
            ("integer", {"type": "integer"}),
            ("null", {"type": "null"}),
        ],
    ),
    "reference beside keywords": (
        {**ref("schemas", "Id"), "maxLength": 36},
        [("string", {"type": "string", "format": "uuid", "maxLength": 36})],
    ),
    "limits of both": (
        {"allOf": [{"type": "number", "minimum": 1, "maximum": 9}, {"minimum": 2, "maximum": 8}]},
        [("number", {"type": "number", "minimum": 2, "maximum": 8})],
    ),
    "fields of both": (
        {
            "allOf": [
                {"type": "object", "required": ["a"], "properties": {"a": TEXT}},
                {"type": "object", "required": ["b"], "properties": {"b": TEXT}},
            ]
        },
        [
            (
                "object",
                {"type": "object", "required": ["a", "b"], "properties": {"a": TEXT, "b": TEXT}},
            )
        ],
    ),
    "field of both": (
        {"properties": {"a": TEXT}, "allOf": [{"properties": {"a": {"maxLength": 9}}}]},
        [
            (
                "object",
                {"type": "object", "properties": {"a": {"allOf": [TEXT, {"maxLength": 9}]}}},
            )
        ],
    ),
    "values of both": (
        {"allOf": [{"type": "integer", "enum": [1, 2]}, {"type": "number", "enum": [2, 3]}]},
        [("integer", {"type": "integer", "enum": [2]})],
    ),
    "what cannot be joined": (
        {"type": "string", "pattern": "a", "allOf": [{"type": "string", "pattern": "b"}]},
        [("string", {"type": "string", "pattern": {"allOf": ["a", "b"]}})],
    ),
    "closed by one": (
        {"additionalProperties": TEXT, "allOf": [{"additionalProperties": False}]},
        [("object", {"type": "object", "additionalProperties": False})],
    ),
    "open in one": (
        {"additionalProperties": TEXT, "allOf": [{"additionalProperties": True}]},
        [("object", {"type": "object", "additionalProperties": TEXT})],
    ),
    "other fields of both": (
        {"additionalProperties": TEXT, "allOf": [{"additionalProperties": {"maxLength": 9}}]},
        [
            (
                "object",
                {"type": "object", "additionalProperties": {"allOf": [TEXT, {"maxLength": 9}]}},
            )
        ],
    ),
}


@pytest.mark.parametrize(("schema", "expected"), SHAPES.values(), ids=SHAPES)
def test_a_schema_is_taken_apart(schema, expected):
    shapes = [(shape.type, shape.schema) for shape in branches(DOCUMENT, schema)]

    assert shapes == expected


SAME = {
    "nullable": (
        f"{TOLD} paid_at",
        {"oneOf": [{"type": "null"}, {"type": "string", "format": "date-time"}]},
    ),
    "one of one": (f"{TOLD} customer properties address", {"allOf": [ref("schemas", "Address")]}),
    "other order": (
        f"{TOLD} items items",
        {"oneOf": [ref("schemas", "Toy"), ref("schemas", "Book")]},
    ),
    "nested": (
        f"{TOLD} items items",
        {"anyOf": [ref("schemas", "Toy"), {"anyOf": [ref("schemas", "Book")]}]},
    ),
    "other order, beside what demands nothing": (
        f"{TOLD} items items",
        {"anyOf": [ref("schemas", "Toy"), ref("schemas", "Book")], "additionalProperties": {}},
    ),
    "other order, without names": (f"{ASKED} box", {"anyOf": [FLAT, ROUND]}),
    "one value": (f"{ASKED} channel", {"enum": ["till", "web"], "default": "web"}),
}


@pytest.mark.parametrize(("path", "schema"), SAME.values(), ids=SAME)
def test_another_way_to_write_the_same_does_not_break(path, schema):
    one = shop(put(f"{ASKED} box", {"anyOf": [ROUND, FLAT]}))
    other = edited(one, put(path, schema))

    assert breaking_changes(one, other) == []
    assert breaking_changes(other, one) == []


def test_a_type_with_an_open_end_takes_new_shapes_but_keeps_what_it_excludes():
    other = {
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"type": "string", "not": {"enum": ["book", "toy"]}}},
    }
    game = {"type": "object", "required": ["kind"], "properties": {"kind": {"const": "game"}}}
    started = every(
        put("components schemas Other", other),
        put(f"{TOLD} items items anyOf -", ref("schemas", "Other")),
    )
    added = every(
        put("components schemas Game", game),
        put(f"{TOLD} items items anyOf -", ref("schemas", "Game")),
    )
    excludes, admits = (
        put("components schemas Other properties kind not enum", kinds)
        for kinds in (["book", "toy", "game"], ["book"])
    )

    assert breaking_changes(shop(started), shop(started, added, excludes)) == []
    assert breaking_changes(shop(started), shop(started, admits)) == [
        '`Other` answer `kind`: not is `{"enum": ["book"]}`, was `{"enum": ["book", "toy"]}`.'
    ]


def test_a_condition_may_change_its_words_but_not_its_meaning():
    path = "components schemas OrderCreate if"
    field = f"{path} properties channel"
    before = put(path, {"properties": {"channel": {"const": "till", "description": "There."}}})
    reworded, changed = put(f"{field} description", "Here."), put(f"{field} const", "web")

    assert breaking_changes(shop(before), shop(before, reworded)) == []
    (line,) = breaking_changes(shop(before), shop(before, changed))
    assert line == (
        '`OrderCreate` request: if is `{"properties": {"channel": {"const": "web"}}}`, '
        'was `{"properties": {"channel": {"const": "till"}}}`.'
    )

"""What breaks in request bodies is named, line by line, and passes once it is announced."""

import pytest

from tests.contract.gates.shop import SHOP, announcing, drop, every, put, shop
from tools.contract.changelog import unannounced
from tools.contract.documents import breaking_changes

SCHEMAS = "components schemas"
ORDER = f"{SCHEMAS} OrderCreate properties"
LINE = f"{SCHEMAS} OrderLineCreate properties"
TEXT = {"type": "string"}

CASES = {
    "field gone": (drop(f"{LINE} note"), "`OrderLineCreate` request `note`: is gone."),
    "field new and required": (
        every(put(f"{ORDER} currency", TEXT), put(f"{SCHEMAS} OrderCreate required -", "currency")),
        "`OrderCreate` request `currency`: is new and required.",
    ),
    "field required": (
        put(f"{SCHEMAS} OrderLineCreate required -", "quantity"),
        "`OrderLineCreate` request `quantity`: is required now.",
    ),
    "field not nullable": (
        put(f"{LINE} note type", "string"),
        "`OrderLineCreate` request `note`: may not be null any more.",
    ),
    "fields unnamed": (
        put(f"{ORDER} labels additionalProperties", False),
        "`OrderCreate` request `labels`: fields that have no name in the document are refused now.",
    ),
    "type": (
        put(f"{LINE} quantity type", "string"),
        "`OrderLineCreate` request `quantity`: type is string, was integer.",
    ),
    "type narrower": (
        put(f"{ORDER} weight type", "integer"),
        "`OrderCreate` request `weight`: type is integer, was number.",
    ),
    "type of anything": (
        put(f"{ORDER} extra type", "object"),
        "`OrderCreate` request `extra`: type is object, was any type.",
    ),
    "format": (
        put(f"{ORDER} ship_by format", "date-time"),
        '`OrderCreate` request `ship_by`: format is `"date-time"`, was `"date"`.',
    ),
    "default": (
        put(f"{ORDER} channel default", "till"),
        '`OrderCreate` request `channel`: default is `"till"`, was `"web"`.',
    ),
    "value gone": (
        put(f"{ORDER} channel enum", ["web"]),
        '`OrderCreate` request `channel`: value `"till"` is gone.',
    ),
    "values listed": (
        put(f"{LINE} sku enum", ["BOOK", "TOY"]),
        '`OrderLineCreate` request `sku`: may only be `"BOOK"`, `"TOY"` now.',
    ),
    "value excluded": (
        put(f"{ORDER} gift anyOf 1 properties wrap not enum -", "x"),
        '`OrderCreate` request `gift.wrap`: not is `{"enum": ["n", "x"]}`, was `{"enum": ["n"]}`.',
    ),
    "shape gone": (
        drop(f"{ORDER} gift anyOf 0"),
        "`OrderCreate` request `gift`: may not be null any more.",
    ),
    "condition": (
        put(f"{SCHEMAS} OrderCreate dependentRequired extra", ["weight"]),
        (
            "`OrderCreate` request: dependentRequired is "
            '`{"gift": ["extra"], "extra": ["weight"]}`, was `{"gift": ["extra"]}`.'
        ),
    ),
    "minimum": (
        put(f"{LINE} quantity minimum", 2),
        "`OrderLineCreate` request `quantity`: minimum is `2`, was `1`.",
    ),
    "maximum": (
        put(f"{LINE} quantity maximum", 999),
        "`OrderLineCreate` request `quantity`: maximum is `999`, was `1000`.",
    ),
    "exclusiveMaximum": (
        put(f"{ORDER} weight exclusiveMaximum", 50),
        "`OrderCreate` request `weight`: exclusiveMaximum is `50`, was not said.",
    ),
    "multipleOf": (
        put(f"{LINE} quantity multipleOf", 10),
        "`OrderLineCreate` request `quantity`: multipleOf is `10`, was `5`.",
    ),
    "minLength": (
        put(f"{LINE} sku minLength", 2),
        "`OrderLineCreate` request `sku`: minLength is `2`, was `1`.",
    ),
    "maxLength": (
        put(f"{LINE} note maxLength", 199),
        "`OrderLineCreate` request `note`: maxLength is `199`, was `200`.",
    ),
    "minItems": (
        put(f"{ORDER} lines minItems", 1),
        "`OrderCreate` request `lines`: minItems is `1`, was not said.",
    ),
    "maxItems": (
        put(f"{ORDER} lines maxItems", 99),
        "`OrderCreate` request `lines`: maxItems is `99`, was `100`.",
    ),
    "uniqueItems": (
        put(f"{ORDER} lines uniqueItems", True),
        "`OrderCreate` request `lines`: uniqueItems is `true`, was not said.",
    ),
    "pattern": (
        put(f"{LINE} sku pattern", "^[A-Z0-9]+$"),
        '`OrderLineCreate` request `sku`: pattern is `"^[A-Z0-9]+$"`, was `"^[A-Z]+$"`.',
    ),
    "pattern new": (
        put(f"{LINE} note pattern", "^.*$"),
        '`OrderLineCreate` request `note`: pattern is `"^.*$"`, was not said.',
    ),
}


@pytest.mark.parametrize(("edit", "line"), CASES.values(), ids=CASES)
def test_a_broken_request_is_named_and_passes_once_announced(edit, line):
    lines = breaking_changes(SHOP, shop(edit))

    assert lines == [line]
    assert unannounced(lines, announcing([])) == [line]
    assert unannounced(lines, announcing(lines)) == []


def test_a_list_of_values_breaks_each_way_it_goes():
    lines = breaking_changes(SHOP, shop(put(f"{SCHEMAS} Status enum", ["open"])))

    assert lines == [
        '`Status` request: value `"paid"` is gone.',
        '`Status` answer: value `"paid"` is gone.',
    ]

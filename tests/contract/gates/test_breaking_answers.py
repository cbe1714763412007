"""What breaks in answers is named, line by line, and passes once it is announced."""

import pytest

from tests.contract.gates.shop import SHOP, announcing, drop, drop_field, every, put, ref, shop
from tools.contract.changelog import unannounced
from tools.contract.documents import breaking_changes

SCHEMAS = "components schemas"
ORDER = f"{SCHEMAS} Order properties"
LINE = f"{SCHEMAS} Line properties"
HEALTH = "paths /health get responses 200 content application/json schema"
ERRORS = "components responses Conflict content application/problem+json schema anyOf"
ADDRESS = SHOP["components"]["schemas"]["Address"]

FIELDS = {
    "gone": (drop_field(f"{SCHEMAS} Order", "total"), "`Order` answer `total`: is gone."),
    "gone, optional": (drop(f"{LINE} note"), "`Line` answer `note`: is gone."),
    "gone, nested": (
        drop(f"{ORDER} customer properties name"),
        "`Order` answer `customer.name`: is gone.",
    ),
    "gone, of rows": (
        drop(f"{ORDER} parcels items properties weight"),
        "`Order` answer `parcels[].weight`: is gone.",
    ),
    "gone, without a component": (
        drop_field(HEALTH, "ok"),
        "`getHealth` answer 200 `ok`: is gone.",
    ),
    "gone, of one shape of a union": (
        drop(f"{SCHEMAS} Book properties isbn"),
        "`Book` answer `isbn`: is gone.",
    ),
    "gone, of an error": (
        drop_field(f"{SCHEMAS} ShortProblem", "short"),
        "`ShortProblem` answer `short`: is gone.",
    ),
    "gone, of an event": (
        drop_field(f"{SCHEMAS} OrderPaid", "id"),
        "`OrderPaid` answer `id`: is gone.",
    ),
    "gone, unnamed": (
        put(f"{ORDER} labels additionalProperties", False),
        "`Order` answer `labels`: fields that have no name in the document are gone.",
    ),
    "optional": (
        put(f"{SCHEMAS} Line required", ["quantity"]),
        "`Line` answer `sku`: may be missing now.",
    ),
    "nullable": (
        put(f"{LINE} sku type", ["string", "null"]),
        "`Line` answer `sku`: may be null now.",
    ),
    "nullable component": (
        put(
            f"{ORDER} customer properties address",
            {"anyOf": [ref("schemas", "Address"), {"type": "null"}]},
        ),
        "`Order` answer `customer.address`: may be null now.",
    ),
}
TYPES = {
    "another": (
        put(f"{ORDER} total type", "string"),
        "`Order` answer `total`: type is string, was integer.",
    ),
    "wider": (
        put(f"{ORDER} total type", "number"),
        "`Order` answer `total`: type is number, was integer.",
    ),
    "any": (
        put(f"{ORDER} total", {}),
        "`Order` answer `total`: type is any type, was integer.",
    ),
    "of the values of a map": (
        put(f"{ORDER} labels additionalProperties type", "integer"),
        "`Order` answer `labels{}`: type is integer, was string.",
    ),
    "format": (
        put(f"{ORDER} id format", "uri"),
        '`Order` answer `id`: format is `"uri"`, was `"uuid"`.',
    ),
    "format gone": (
        drop(f"{ORDER} paid_at format"),
        '`Order` answer `paid_at`: format is not said, was `"date-time"`.',
    ),
    "value gone": (
        put(f"{ORDER} channel enum", ["web"]),
        '`Order` answer `channel`: value `"till"` is gone.',
    ),
    "value new": (
        put(f"{ORDER} channel enum -", "phone"),
        '`Order` answer `channel`: value `"phone"` is new.',
    ),
    "values open": (
        drop(f"{ORDER} channel enum"),
        '`Order` answer `channel`: may be more than `"web"`, `"till"` now.',
    ),
    "keyword that nobody judges": (
        put(f"{ORDER} labels patternProperties", {"^x": {"maxLength": 9}}),
        '`Order` answer `labels`: patternProperties is `{"^x": {"maxLength": 9}}`, was not said.',
    ),
}
UNIONS = {
    "shape gone": (
        drop(f"{ORDER} items items anyOf 1"),
        "`Order` answer `items[]`: is never `Toy` any more.",
    ),
    "shape new": (
        put(f"{ORDER} items items anyOf -", {"type": "string"}),
        "`Order` answer `items[]`: may be string now.",
    ),
    "error code gone": (
        drop(f"{ERRORS} 0"),
        "`Conflict` response: is never `ShortProblem` any more.",
    ),
    "schema renamed": (
        every(
            put(f"{SCHEMAS} Street", ADDRESS),
            drop(f"{SCHEMAS} Address"),
            put(f"{ORDER} customer properties address", ref("schemas", "Street")),
        ),
        "`Address`: the schema is gone, it is `Street` now.",
    ),
    "schema without a name": (
        every(
            drop(f"{SCHEMAS} Address"),
            put(f"{ORDER} customer properties address", ADDRESS),
        ),
        "`Address`: the schema is gone, it has no name now.",
    ),
}
CASES = {
    **{f"field {name}": case for name, case in FIELDS.items()},
    **{f"type {name}": case for name, case in TYPES.items()},
    **{f"union {name}": case for name, case in UNIONS.items()},
}


@pytest.mark.parametrize(("edit", "line"), CASES.values(), ids=CASES)
def test_a_broken_answer_is_named_and_passes_once_announced(edit, line):
    lines = breaking_changes(SHOP, shop(edit))

    assert lines == [line]
    assert unannounced(lines, announcing([])) == [line]
    assert unannounced(lines, announcing(lines)) == []


def test_a_field_that_is_required_but_not_declared_must_stay():
    required = put(f"{SCHEMAS} Order required -", "secret")

    assert breaking_changes(shop(required), SHOP) == ["`Order` answer `secret`: is gone."]


def test_a_value_of_a_map_that_gets_a_name_must_stay_what_it_was():
    named = put(f"{ORDER} labels properties", {"size": {"type": "integer"}})

    assert breaking_changes(SHOP, shop(named)) == [
        "`Order` answer `labels.size`: type is integer, was string."
    ]

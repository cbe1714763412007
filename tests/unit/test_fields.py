"""Our fields: what each accepts, what it refuses and with which code."""

import uuid
from datetime import UTC, datetime

import pytest
from marshmallow import ValidationError

from models import VariantStatus
from schemas import fields
from schemas.messages import Range

SOME_ID = "0199a2b4-7c1e-7d3a-9f21-3f6c1a2b4d5e"
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)


def refusal(field, value):
    """Give the code of a field's complaint, through a schema's eyes."""
    with pytest.raises(ValidationError) as caught:
        field.deserialize(value)
    return next(message.code for message in leaves(caught.value.messages))


def leaves(tree):
    branches = tree.values() if isinstance(tree, dict) else tree
    for branch in branches:
        yield from [branch] if isinstance(branch, str) else leaves(branch)


@pytest.mark.parametrize(
    ("field", "value", "loaded"),
    [
        (fields.String(), "", ""),
        (fields.String(), "Grüße \U0001f4da\n", "Grüße \U0001f4da\n"),
        (fields.Integer(), 150, 150),
        (fields.Integer(), 150.0, 150),
        (fields.Integer(), -(2**53 - 1), -(2**53 - 1)),
        (fields.Integer(), 2**53 - 1, 2**53 - 1),
        (fields.Integer(validate=Range(0, 5)), 5, 5),
        (fields.Integer(allow_none=True), None, None),
        (fields.TextInteger(), "-7", -7),
        (fields.TextInteger(), "007", 7),
        (fields.Boolean(), True, True),
        (fields.Boolean(), False, False),
        (fields.TextBoolean(), "true", True),
        (fields.TextBoolean(), "False", False),
        (fields.UUID(), SOME_ID, uuid.UUID(SOME_ID)),
        (fields.UUID(), SOME_ID.upper(), uuid.UUID(SOME_ID)),
        (fields.DateTime(), "2026-01-01T00:00:00Z", NEW_YEAR),
        (fields.DateTime(), "2026-01-01t00:00:00z", NEW_YEAR),
        (fields.DateTime(), "2025-12-31T19:00:00-05:00", NEW_YEAR),
        (fields.DateTime(), "2026-01-01T00:00:00.5Z", NEW_YEAR.replace(microsecond=500_000)),
        (fields.DateTime(), "2026-01-01T00:00:00.123456789Z", NEW_YEAR.replace(microsecond=123456)),
        (fields.DateTime(), f"2026-01-01T00:00:00.{'0' * 300}Z", NEW_YEAR),
        (fields.DateTime(), "2025-12-31T18:59:60-05:00", NEW_YEAR),
        (fields.Enum(VariantStatus), "active", "active"),
        (fields.Email(), "Rosa.Reader+shop@Example.COM", "rosa.reader+shop@example.com"),
        (fields.Email(), "r" * 64 + "@example.com", "r" * 64 + "@example.com"),
        (fields.Currency(), "EUR", "EUR"),
        (fields.Currency(), "KWD", "KWD"),
        (fields.List(fields.Integer(), at_most=2), [1, 2], [1, 2]),
        (fields.List(fields.Integer(), at_most=2), [], []),
        (fields.Words(["total", "facets"]), "facets,total", frozenset({"total", "facets"})),
        (fields.JsonObject(), {"a": [{"b": None}, True, 0.5]}, {"a": [{"b": None}, True, 0.5]}),
        (fields.Gtin(), "0-14-143951-3", "9780141439518"),
        (fields.Gtin(), "96385074", "96385074"),
        (fields.Sku(), "a/b %_\u00e9 c", "a/b %_\u00e9 c"),
        (fields.Sku(), "x" * 64, "x" * 64),
        (fields.Code(), "a-b_9", "a-b_9"),
    ],
)
def test_accepts(field, value, loaded):
    found = field.deserialize(value)

    assert found == loaded
    assert type(found) is type(loaded)


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        (fields.String(), None, "null"),
        (fields.String(), 5, "type"),
        (fields.String(), b"bytes", "type"),
        (fields.String(), "a\x00b", "characters"),
        (fields.String(), "\ud800", "characters"),
        (fields.Integer(), None, "null"),
        (fields.Integer(), "150", "type"),
        (fields.Integer(), "1_000", "type"),
        (fields.Integer(), True, "type"),
        (fields.Integer(), 1.5, "type"),
        (fields.Integer(), float("inf"), "type"),
        (fields.Integer(), float("nan"), "type"),
        (fields.Integer(), [1], "type"),
        (fields.Integer(), 2**53, "out-of-range"),
        (fields.Integer(), -(2**53), "out-of-range"),
        (fields.Integer(), 1e300, "out-of-range"),
        (fields.Integer(validate=Range(0, 5)), 6, "out-of-range"),
        (fields.TextInteger(), 7, "type"),
        (fields.TextInteger(), "+7", "type"),
        (fields.TextInteger(), " 7", "type"),
        (fields.TextInteger(), "7\n", "type"),
        (fields.TextInteger(), "0x7", "type"),
        (fields.TextInteger(), "\u0667", "type"),
        (fields.TextInteger(), "1" * 17, "type"),
        (fields.TextInteger(), "9" * 16, "out-of-range"),
        (fields.Boolean(), 1, "type"),
        (fields.Boolean(), "true", "type"),
        (fields.TextBoolean(), "1", "type"),
        (fields.TextBoolean(), "", "type"),
        (fields.UUID(), SOME_ID.replace("-", ""), "type"),
        (fields.UUID(), f"{{{SOME_ID}}}", "type"),
        (fields.UUID(), f"urn:uuid:{SOME_ID}", "type"),
        (fields.UUID(), SOME_ID.replace("-", "a"), "type"),
        (fields.UUID(), SOME_ID.replace("-", "") + "----", "type"),
        (fields.UUID(), 5, "type"),
        (fields.DateTime(), "2026-01-01T00:00:00", "type"),
        (fields.DateTime(), "2026-01-01 00:00:00Z", "type"),
        (fields.DateTime(), "2026-01-01", "type"),
        (fields.DateTime(), "20260101T000000Z", "type"),
        (fields.DateTime(), "2026-W01-1T00:00:00Z", "type"),
        (fields.DateTime(), "2026-02-30T00:00:00Z", "type"),
        (fields.DateTime(), "2026-01-01T25:00:00Z", "type"),
        (fields.DateTime(), "2026-01-01T00:00:00+24:00", "type"),
        (fields.DateTime(), "0001-01-01T00:00:00+14:00", "type"),
        (fields.DateTime(), "2026-01-01T00:00:60Z", "type"),
        (fields.DateTime(), "2025-12-31T23:59:60-05:00", "type"),
        (fields.DateTime(), 1_767_225_600, "type"),
        (fields.Enum(VariantStatus), "Active", "not-one-of"),
        (fields.Enum(VariantStatus), "", "not-one-of"),
        (fields.Email(), "reader", "pattern"),
        (fields.Email(), "reader@example", "pattern"),
        (fields.Email(), "reader@example.com\n", "pattern"),
        (fields.Email(), "re ader@example.com", "pattern"),
        (fields.Email(), ".reader@example.com", "pattern"),
        (fields.Email(), "reader.@example.com", "pattern"),
        (fields.Email(), "rea..der@example.com", "pattern"),
        (fields.Email(), "r" * 65 + "@example.com", "pattern"),
        (fields.Email(), "r." * 40 + "r@example.com", "pattern"),
        (fields.Email(), "r@" + "a" * 63 + ".example.com" * 20, "length"),
        (fields.Currency(), "eur", "currency"),
        (fields.Currency(), "ABC", "currency"),
        (fields.Currency(), 978, "type"),
        (fields.List(fields.Integer(), at_most=2), [1, 2, 3], "length"),
        (fields.List(fields.Integer(), at_least=1, at_most=2), [], "length"),
        (fields.List(fields.Integer(), at_most=2), {"0": 1}, "type"),
        (fields.List(fields.Integer(), at_most=2), [1, "2"], "type"),
        (fields.Words(["total"]), "total,facets", "not-one-of"),
        (fields.Words(["total"]), "", "not-one-of"),
        (fields.Words(["total"]), "total,", "not-one-of"),
        (fields.JsonObject(), [], "type"),
        (fields.JsonObject(), "{}", "type"),
        (fields.JsonObject(), {"a": [{"b": "\x00"}]}, "characters"),
        (fields.JsonObject(), {"\ud800": 1}, "characters"),
        (fields.JsonObject(), {"a": 2**53}, "out-of-range"),
        (fields.JsonObject(), {"a": float("nan")}, "out-of-range"),
        (fields.JsonObject(), {"a": "x" * 65_536}, "length"),
        (fields.Gtin(), "9780141439519", "check-digit"),
        (fields.Gtin(), "", "check-digit"),
        (fields.Gtin(), "9" * 5_000, "check-digit"),
        (fields.Gtin(), "9780141439518".ljust(33), "check-digit"),
        (fields.Gtin(), 9780141439518, "type"),
        (fields.Sku(), "", "length"),
        (fields.Sku(), "x" * 65, "length"),
        (fields.Sku(), " a", "pattern"),
        (fields.Sku(), "a\n", "pattern"),
        (fields.Sku(), "a\tb", "pattern"),
        (fields.Sku(), "a\x85", "pattern"),
        (fields.Sku(), "\ufeffa", "pattern"),
        (fields.Sku(), "a\u3000", "pattern"),
        (fields.Code(), "", "length"),
        (fields.Code(), "x" * 41, "length"),
        (fields.Code(), "Book", "pattern"),
        (fields.Code(), "1st", "pattern"),
        (fields.Code(), "book\n", "pattern"),
    ],
)
def test_refuses(field, value, code):
    assert refusal(field, value) == code


def test_a_list_too_long_is_refused_before_its_items_are_read():
    field = fields.List(fields.Integer(), at_most=2)

    with pytest.raises(ValidationError) as caught:
        field.deserialize(["wrong", "wrong", "wrong"])

    assert caught.value.messages == ["Longer than maximum length 2."]


@pytest.mark.parametrize(
    ("field", "value", "dumped"),
    [
        (fields.DateTime(), NEW_YEAR, "2026-01-01T00:00:00Z"),
        (fields.DateTime(), datetime(1, 1, 1, tzinfo=UTC), "0001-01-01T00:00:00Z"),
        (
            fields.DateTime(),
            datetime.fromisoformat("2026-01-01T05:30:00.000001+05:30"),
            "2026-01-01T00:00:00.000001Z",
        ),
        (fields.DateTime(), None, None),
        (fields.UUID(), uuid.UUID(SOME_ID), SOME_ID),
        (fields.Enum(VariantStatus), VariantStatus.ACTIVE, "active"),
        (fields.Integer(), 7, 7),
        (fields.JsonObject(), {"a": [1]}, {"a": [1]}),
    ],
)
def test_writes(field, value, dumped):
    assert field.serialize("it", {"it": value}) == dumped

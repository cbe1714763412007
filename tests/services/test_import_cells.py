"""What one cell may say, and what spreadsheets do to it."""

import pytest

from services.imports import cells
from services.imports.cells import CellRefused


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("0-439-02348-3", ("9780439023481", False)),
        ("439023483", ("9780439023481", True)),
        ("9780439023481", ("9780439023481", False)),
        ("978 0 439 02348 1", ("9780439023481", False)),
        (439023483, ("9780439023481", True)),
        ("340101319X", ("9783401013190", False)),
    ],
)
def test_reads_an_isbn_and_puts_lost_zeros_back(written, expected):
    assert cells.isbn(written, "isbn") == expected


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("9.78043902348e+12", "isbn-mangled"),
        ("9,78E+12", "isbn-mangled"),
        ("9780439023480", "isbn-invalid"),
        ("4006381333931", "isbn-invalid"),
        ("foo", "isbn-invalid"),
        ("\x00", "characters"),
    ],
)
def test_refuses_what_is_no_isbn(written, code):
    with pytest.raises(CellRefused) as refusal:
        cells.isbn(written, "isbn")
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("written", "code"),
    [("4.00638E+12", "gtin-mangled"), ("400638133393", "gtin-invalid"), ("", "gtin-invalid")],
)
def test_never_pads_a_gtin(written, code):
    with pytest.raises(CellRefused) as refusal:
        cells.gtin(written, "gtin")
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("written", "currency", "minor"),
    [
        ("12.50", "EUR", 1250),
        ("12.5", "EUR", 1250),
        (" 7 ", "JPY", 7),
        ("1.234", "KWD", 1234),
        (0.1, "EUR", 10),
    ],
)
def test_reads_a_price_into_minor_units(written, currency, minor):
    assert cells.price(written, currency) == minor


@pytest.mark.parametrize(
    ("written", "currency", "code"),
    [
        ("12.505", "EUR", "price-too-fine"),
        ("7.5", "JPY", "price-too-fine"),
        ("-1", "EUR", "out-of-range"),
        ("NaN", "EUR", "type"),
        ("1e99", "EUR", "out-of-range"),
        ("1000000000000", "KWD", "out-of-range"),
        ("12,50", "EUR", "type"),
        (True, "EUR", "type"),
    ],
)
def test_refuses_a_price_that_is_none(written, currency, code):
    with pytest.raises(CellRefused) as refusal:
        cells.price(written, currency)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("written", "number"), [("12", 12), ("2008.0", 2008), (3, 3), (3.0, 3), ("-5", -5)]
)
def test_reads_a_whole_number(written, number):
    assert cells.whole(written, low=-10, high=3000) == number


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("1.5", "type"),
        ("x", "type"),
        (True, "type"),
        (None, "type"),
        ("3001", "out-of-range"),
        ("9" * 16, "type"),
    ],
)
def test_refuses_what_is_no_whole_number(written, code):
    with pytest.raises(CellRefused) as refusal:
        cells.whole(written, low=-10, high=3000)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("written", "schema", "value"),
    [
        ("Ada; Grace ;", {"type": "array", "items": {"type": "string"}}, ["Ada", "Grace"]),
        ("1813.0", {"type": "integer"}, 1813),
        ("2.5", {"type": "number"}, 2.5),
        ("Yes", {"type": "boolean"}, True),
        ("0", {"type": "boolean"}, False),
        ("red ", {"type": "string"}, "red"),
        ("red", {}, "red"),
        (["as", "is"], {"type": "array"}, ["as", "is"]),
    ],
)
def test_reads_an_attribute_as_its_kind_types_it(written, schema, value):
    assert cells.attribute(written, schema, ";") == value


@pytest.mark.parametrize(
    ("written", "schema", "code"),
    [
        ("many", {"type": "number"}, "type"),
        ("inf", {"type": "number"}, "type"),
        ("maybe", {"type": "boolean"}, "type"),
    ],
)
def test_refuses_an_attribute_of_another_type(written, schema, code):
    with pytest.raises(CellRefused) as refusal:
        cells.attribute(written, schema, ";")
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("reader", "written", "code"),
    [
        (cells.text, "x" * 301, "length"),
        (cells.text, 7, "type"),
        (cells.sku, "", "pattern"),
        (cells.sku, "x" * 65, "pattern"),
        (cells.sku, True, "type"),
        (cells.currency, "EURO", "currency"),
        (cells.status, "sold", "not-one-of"),
    ],
)
def test_refuses_text_that_does_not_fit(reader, written, code):
    with pytest.raises(CellRefused) as refusal:
        reader(written, "title")
    assert refusal.value.code == code


def test_reads_a_number_as_a_sku():
    assert cells.sku(4711, "sku") == "4711"
    assert cells.currency(" eur ", "currency") == "EUR"
    assert cells.status(" Active", "status") == "active"

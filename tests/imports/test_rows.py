"""What rows do: create, update, leave alone, refuse."""

import pytest

from models import JobRow, Product, StockMovement, Variant
from services.imports.options import (
    NothingToMatch,
    UnknownColumn,
    UnknownImportLocation,
    UnknownTarget,
)
from services.stock import verify
from tests.imports.conftest import outcomes

BOOKS = (
    "sku,isbn,title,price,attributes.authors\nA,439023483,Games,9.99,Suzanne Collins\nB,,Plain,7,\n"
)


def problems(shop):
    rows = shop.rows(JobRow)
    return [
        (row["row"], p["column"], p["code"], p["value"]) for row in rows for p in row["problems"]
    ]


def test_creates_products_with_variants(import_text, shop):
    job = import_text(BOOKS, kind="book")

    assert outcomes(job) == {"created": 2}
    first, second = shop.rows(Product)
    assert (first["title"], first["kind"]) == ("Games", "book")
    assert first["attributes"] == {"authors": ["Suzanne Collins"]}
    assert second["attributes"] == {}
    variant = shop.rows(Variant)[0]
    assert (variant["sku"], variant["gtin"], variant["gtin14"]) == (
        "A",
        "9780439023481",
        "09780439023481",
    )
    assert (variant["price_minor"], variant["currency"]) == (999, "EUR")


def test_changes_nothing_the_second_time(import_text, shop):
    import_text(BOOKS, kind="book")
    before = shop.rows(Product) + shop.rows(Variant)

    job = import_text(BOOKS, kind="book")

    assert outcomes(job) == {"unchanged": 2}
    assert shop.rows(Product) + shop.rows(Variant) == before


def test_changes_what_differs_and_leaves_blank_cells_alone(import_text, shop):
    import_text(BOOKS, kind="book")

    job = import_text("sku,title,price\nA,,12.00\nB,Plainer,\n")

    assert outcomes(job) == {"refused": 2}  # they are books, and this import says general
    job = import_text("sku,title,price\nA,,12.00\nB,Plainer,\n", kind="book")
    assert outcomes(job) == {"updated": 2}
    assert [row["title"] for row in shop.rows(Product)] == ["Games", "Plainer"]
    assert [row["price_minor"] for row in shop.rows(Variant)] == [1200, 700]
    assert [row["version"] for row in shop.rows(Product)] == [2, 2]  # a variant's change counts


def test_groups_variants_into_products(import_text, shop):
    text = "sku,product_ref,title,variant_title\nS,shirt,Shirt,Small\nM,shirt,Shirt,Medium\n"

    job = import_text(text)
    later = import_text("sku,product_ref,title,variant_title\nL,shirt,Shirt,Large\n")

    assert (outcomes(job), outcomes(later)) == ({"created": 2}, {"created": 1})
    (product,) = shop.rows(Product)
    assert (product["external_ref"], product["version"]) == ("shirt", 2)
    assert {row["product_id"] for row in shop.rows(Variant)} == {product["id"]}


def test_matches_by_isbn(import_text, shop):
    import_text(BOOKS, kind="book")

    job = import_text("isbn,title\n0-439-02348-3,New\n", kind="book", match_on="gtin")

    assert outcomes(job) == {"updated": 1}
    assert shop.rows(Product)[0]["title"] == "New"
    job = import_text("isbn,title\n9780141439518,Other\n", kind="book", match_on="gtin")
    assert (outcomes(job), problems(shop)[-1][2]) == ({"refused": 1}, "required")


def test_opens_stock_once(import_text, shop):
    shop.location(code="shop")
    text = "sku,title,stock.shop\nA,One,5\nB,Two,0\n"

    first, second = import_text(text), import_text(text.replace("5", "9"))

    assert (outcomes(first), outcomes(second)) == ({"created": 2}, {"unchanged": 2})
    (movement,) = shop.rows(StockMovement)
    assert (movement["kind"], movement["delta_on_hand"]) == ("received", 5)
    assert movement["reason"] == "opening stock"
    assert shop.run(verify.verify, shop.account_id)["ok"] is True


def test_opens_stock_where_a_level_never_moved(import_text, shop):
    level = shop.level(variant=shop.variant(sku="A"), location=shop.location(code="shop"))

    job = import_text("sku,stock.shop\nA,5\n")

    assert outcomes(job) == {"updated": 1}
    opened = shop.reload(level)
    assert (opened["on_hand"], opened["sequence"]) == (5, 1)
    assert shop.run(verify.verify, shop.account_id)["ok"] is True


def test_refuses_rows_with_place_code_and_value(import_text, shop):
    shop.location(code="shop")
    shop.variant(sku="TAKEN", gtin="9780141439518")
    text = (
        "sku,isbn,title,price,stock.shop\n"
        "A,9.78043902348e+12,T,1,1\n"
        "B,123,T,1,1\n"
        "C,,T,1.999,1\n"
        "D,,T,1,-1\n"
        "E,,,1,1\n"
        "F,9780141439518,T,1,1\n"
        "G,,T,1,1\n"
        "G,,T,1,1\n"
        "H,,T\n"
        ",,T,1,1\n"
    )

    job = import_text(text, mode="partial")

    assert outcomes(job) == {"created": 1, "refused": 9}
    assert problems(shop) == [
        (1, "isbn", "isbn-mangled", "9.78043902348e+12"),
        (2, "isbn", "isbn-invalid", "123"),
        (3, "price", "price-too-fine", "1.999"),
        (4, "stock.shop", "out-of-range", "-1"),
        (5, "title", "required", None),
        (6, "isbn", "gtin-taken", "9780141439518"),
        (8, "sku", "duplicate-in-file", "G"),
        (9, None, "row-unreadable", None),
        (10, "sku", "required", None),
    ]
    assert shop.count(Variant) == 2


def test_takes_a_row_without_its_wrong_code_if_asked(import_text, shop):
    job = import_text("sku,isbn,title\nA,123,T\n", invalid_codes="blank")

    assert outcomes(job) == {"created": 1}
    assert (job["counts"]["codes_refused"], problems(shop)[0][2]) == (1, "isbn-invalid")
    assert shop.rows(Variant)[0]["gtin"] is None


def test_refuses_a_whole_batch_for_one_bad_row(import_text, shop):
    job = import_text("sku,title\nA,One\nB,\nC,Three\n")

    assert outcomes(job) == {"refused": 1, "skipped": 2}
    assert (shop.count(Product), shop.count(Variant)) == (0, 0)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("sku,product_ref,title\nA,x,One\nB,x,Two\n", "product-row-differs"),
        ("sku,product_ref,title\nKNOWN,other,One\n", "product-differs"),
        ("sku,title,attributes.pages\nN,New,none\n", "type"),
        ("sku,title,attributes.pages\nN,New,0\n", "attribute-invalid"),
        ("sku,title,attributes.colour\nN,New,red\n", "attribute-invalid"),
    ],
)
def test_refuses_what_contradicts_itself_or_the_kind(import_text, shop, text, code):
    shop.product(kind="book", external_ref="mine", variants=[{"sku": "KNOWN"}])

    job = import_text(text, kind="book", mode="partial")

    assert job["counts"]["refused"] == 1
    assert problems(shop)[0][2] == code


def test_refuses_a_sku_that_another_variant_has(import_text, shop):
    shop.product(kind="book", variants=[{"sku": "A", "gtin": "9780439023481"}])
    shop.product(kind="book", variants=[{"sku": "B"}])

    job = import_text("isbn,sku,title\n9780439023481,B,T\n", kind="book", match_on="gtin")

    assert (outcomes(job), problems(shop)[0][2]) == ({"refused": 1}, "sku-taken")


def test_lets_a_code_move_on_within_a_batch(import_text, shop):
    shop.product(variants=[{"sku": "A", "gtin": "9780439023481"}])

    job = import_text("sku,isbn,title\nA,9780141439518,\nN,9780439023481,New\n")

    assert outcomes(job) == {"created": 1, "updated": 1}
    assert [row["gtin"] for row in shop.rows(Variant)] == ["9780141439518", "9780439023481"]


def test_reads_json_lines_with_their_own_types(import_text, shop):
    shop.location(code="shop")
    line = '{"sku": 7, "title": "T", "price_minor": 250, "weight_grams": 90, "currency": "USD", '
    line += '"status": "draft", "description": "D", "attributes": {"n": [1, {"a": null}]}, '
    line += '"stock": {"shop": 2}}'

    job = import_text(line)

    assert outcomes(job) == {"created": 1}
    (product,), (variant,) = shop.rows(Product), shop.rows(Variant)
    assert (product["status"], product["description"]) == ("draft", "D")
    assert product["attributes"] == {"n": [1, {"a": None}]}
    assert (variant["sku"], variant["price_minor"], variant["currency"]) == ("7", 250, "USD")
    assert variant["weight_grams"] == 90


def test_refuses_json_lines_that_do_not_fit(import_text, shop):
    job = import_text(
        '{"sku": "A", "title": "T", "stock": {"moon": 1}}\n{"sku": "B"\n', mode="partial"
    )

    assert outcomes(job) == {"refused": 2}
    assert [p[2] for p in problems(shop)] == ["location-unknown", "row-unreadable"]


@pytest.mark.parametrize(
    ("options", "refusal"),
    [
        ({"mapping": {"colour": "sku"}}, UnknownTarget),
        ({"mapping": {"title": "name"}}, UnknownColumn),
        ({"mapping": {"stock.moon": "title"}}, UnknownImportLocation),
        ({"match_on": "gtin"}, NothingToMatch),
    ],
)
def test_refuses_a_mapping_that_cannot_be(import_text, shop, options, refusal):
    with pytest.raises(refusal):
        import_text("sku,title\nA,One\n", **options)
    assert shop.count(Product) == 0


@pytest.mark.parametrize(
    ("attributes", "code"),
    [
        ('{"a": ["\\u0000"]}', "characters"),
        ('{"a": [1e300]}', "number"),
        ('{"a": ' + "[" * 70 + "]" * 70 + "}", "depth"),
        ('{"\\u0000": 1}', "characters"),
        ('{"a": "\\u0000"}', "characters"),
    ],
)
def test_refuses_attributes_that_cannot_be_stored(import_text, shop, attributes, code):
    job = import_text(f'{{"sku": "A", "title": "T", "attributes": {attributes}}}')

    assert (outcomes(job), problems(shop)[0][2]) == ({"refused": 1}, code)


def test_refuses_bytes_that_are_not_utf8(import_text, shop):
    job = import_text(b"sku,title\nA,caf\xe9\n")

    assert (outcomes(job), problems(shop)) == (
        {"refused": 1},
        [(1, "title", "characters", "caf\ufffd")],
    )

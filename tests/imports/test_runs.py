"""Imports as a whole: real files, dry runs, interruptions."""

from dataclasses import replace

import pytest

from api.cli.imports import import_file
from models import Job, JobRow, Product, Variant
from services.imports import known, read, run
from services.imports.options import Options
from tests.imports.conftest import outcomes

GOODBOOKS = Options(
    kind="book",
    invalid_codes="blank",
    list_separator=",",
    mapping={
        "sku": "book_id",
        "isbn": "isbn",
        "attributes.authors": "authors",
        "attributes.publication_year": "original_publication_year",
        "attributes.original_title": "original_title",
        "attributes.language": "language_code",
    },
)


def test_imports_ten_thousand_real_books_and_changes_nothing_twice(shop, shared_data):
    path = shared_data("goodbooks_books.csv.gz")

    with shop.app.app_context():
        first = import_file(path, shop.account_id, GOODBOOKS, quiet=True)
        second = import_file(path, shop.account_id, GOODBOOKS, quiet=True)

    assert (outcomes(first), outcomes(second)) == ({"created": 10_000}, {"unchanged": 10_000})
    counts = first["counts"]
    assert counts["codes_valid"] == 2_690
    assert counts["codes_valid"] + counts["codes_padded"] == 9_277
    assert (counts["codes_refused"], counts["codes_missing"]) == (23, 700)
    assert shop.count(Product) == 10_000
    assert sum(row["gtin"] is not None for row in shop.rows(Variant)) == 9_277


def test_refuses_rows_with_wrong_isbns_unless_told_otherwise(shop, shared_data):
    options = Options(**{**GOODBOOKS.as_json(), "invalid_codes": "refuse", "mode": "partial"})
    path = shared_data("goodbooks_books.csv.gz")

    with shop.app.app_context():
        job = import_file(path, shop.account_id, options, quiet=True)

    assert outcomes(job) == {"created": 9_977, "refused": 23}
    codes = {p["code"] for row in shop.rows(JobRow) for p in row["problems"]}
    assert codes == {"isbn-invalid"}


def test_refuses_mangled_isbns(shop, shared_data):
    mapping = {**GOODBOOKS.mapping, "isbn": "isbn13"}
    options = Options(**{**GOODBOOKS.as_json(), "mapping": mapping, "dry_run": True})
    path = shared_data("goodbooks_books.csv.gz")

    with shop.app.app_context():
        import_file(path, shop.account_id, options, quiet=True)

    found = [p["code"] for row in shop.rows(JobRow) for p in row["problems"]]
    assert found.count("isbn-mangled") == 9_410
    assert shop.count(Product) == 0


def test_tells_the_exact_difference_and_changes_nothing(import_text, shop):
    import_text("sku,title,price\nA,One,1\nB,Two,2\n")
    before = shop.rows(Product) + shop.rows(Variant)
    text = "sku,title,price\nA,Uno,1\nB,Two,3\nC,Three,4\nD,,5\n"

    job = import_text(text, dry_run=True, mode="partial")

    assert outcomes(job) == {"created": 1, "updated": 2, "refused": 1}
    assert shop.rows(Product) + shop.rows(Variant) == before
    told = {row["row"]: (row["outcome"], row["changes"]) for row in shop.rows(JobRow)}
    assert told[1] == ("updated", [{"field": "title", "before": "One", "after": "Uno"}])
    change = {"field": "variant.price_minor", "before": 200, "after": 300}
    assert told[2] == ("updated", [change])
    assert [c["field"] for c in told[3][1]] == ["title", "variant.sku", "variant.price_minor"]
    assert told[4][0] == "refused"
    real = import_text(text, mode="partial")
    assert real["counts"] == job["counts"]


@pytest.fixture
def many():
    return "sku,title\n" + "".join(f"S{n},Title {n}\n" for n in range(1, 1_701))


def test_goes_on_where_it_was_interrupted(import_text, shop, many, monkeypatch):
    apply, calls = run.apply, []

    def stop_in_the_third_batch(*args):
        calls.append(args)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return apply(*args)

    monkeypatch.setattr(run, "apply", stop_in_the_third_batch)
    with pytest.raises(KeyboardInterrupt):
        import_text(many)
    assert shop.count(Variant) == 1_000
    monkeypatch.undo()

    job = import_text(many)

    assert outcomes(job) == {"created": 1_700}
    assert (job["position"], job["status"]) == (1_700, "completed")
    assert (shop.count(Variant), shop.count(Job)) == (1_700, 1)


def test_remembers_codes_from_before_the_interruption(import_text, shop, many, monkeypatch):
    doubled = many + "S1,Again\n"
    monkeypatch.setattr(run, "finish", lambda *_: pytest.fail("stopped before the end"))
    with pytest.raises(BaseException, match="stopped before the end"):
        import_text(doubled, mode="partial")
    monkeypatch.undo()

    job = import_text(doubled, mode="partial")

    assert outcomes(job) == {"created": 1_700, "refused": 1}


def test_decides_anew_when_somebody_takes_a_code_meanwhile(import_text, shop, monkeypatch):
    look_up, asked = known.look_up, []

    def see_nothing_at_first(setting, rows):
        asked.append(rows)
        return known.Known({}, {}, {}, {}, {}) if len(asked) == 1 else look_up(setting, rows)

    shop.variant(sku="A")
    monkeypatch.setattr(known, "look_up", see_nothing_at_first)

    job = import_text("sku,title\nA,One\n")

    assert outcomes(job) == {"updated": 1}
    assert (len(asked), shop.count(Variant)) == (2, 1)


def test_decides_anew_when_somebody_opens_the_level_meanwhile(import_text, shop, monkeypatch):
    look_up, asked = known.look_up, []

    def see_no_level_at_first(setting, rows):
        asked.append(rows)
        found = look_up(setting, rows)
        return replace(found, levels={}) if len(asked) == 1 else found

    level = shop.level(
        on_hand=5, variant=shop.variant(sku="A"), location=shop.location(code="shop")
    )
    monkeypatch.setattr(known, "look_up", see_no_level_at_first)

    job = import_text("sku,stock.shop\nA,9\n")

    assert outcomes(job) == {"unchanged": 1}
    assert (len(asked), shop.reload(level)["on_hand"]) == (2, 5)


def test_decides_anew_when_somebody_receives_units_meanwhile(import_text, shop, monkeypatch):
    look_up, asked = known.look_up, []

    def see_an_unmoved_level_at_first(setting, rows):
        asked.append(rows)
        found = look_up(setting, rows)
        unmoved = {place: {**row, "sequence": 0} for place, row in found.levels.items()}
        return replace(found, levels=unmoved) if len(asked) == 1 else found

    level = shop.level(
        on_hand=5, variant=shop.variant(sku="A"), location=shop.location(code="shop")
    )
    monkeypatch.setattr(known, "look_up", see_an_unmoved_level_at_first)

    job = import_text("sku,stock.shop\nA,9\n")

    assert outcomes(job) == {"unchanged": 1}
    assert (len(asked), shop.reload(level)["on_hand"]) == (2, 5)


def test_reports_every_problem_of_a_long_import(import_text, shop):
    job = import_text("sku,title\n" + "".join(f"S{n},\n" for n in range(1, 1_502)))

    report = shop.run(lambda: "".join(read.error_report(shop.account_id, job["id"])))
    lines = report.splitlines()

    assert outcomes(job) == {"refused": 1_501}
    assert [line.split(",")[0] for line in lines] == ["row", *map(str, range(1, 1_502))]

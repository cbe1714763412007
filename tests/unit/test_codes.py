"""GTINs and ISBNs: check digits, canonical form, one number space."""

import json

import pytest

from models.codes import canonical_gtin, compact, gtin14


@pytest.fixture
def vectors(shared_data):
    return json.loads(shared_data("conformance_vectors.json").read_text())


@pytest.mark.parametrize(
    ("code", "canonical"),
    [
        ("96385074", "96385074"),  # GTIN-8
        ("036000291452", "036000291452"),  # GTIN-12
        ("9780141439518", "9780141439518"),  # GTIN-13, ISBN-13
        ("10614141000415", "10614141000415"),  # GTIN-14
        ("0141439513", "9780141439518"),  # ISBN-10
        ("080442957X", "9780804429573"),
        ("080442957x", "9780804429573"),
        ("978-0-14-143951-8", "9780141439518"),
        ("0-14-143951-3", "9780141439518"),
        ("978\u20110\u201014\u2013143951\u20128", "9780141439518"),  # typeset hyphens and dashes
        (" 9780141439518 ", "9780141439518"),
    ],
)
def test_a_right_code_becomes_its_canonical_form(code, canonical):
    assert canonical_gtin(code) == canonical


@pytest.mark.parametrize(
    "code",
    [
        "",
        "foo",
        "-",
        "96385075",
        "036000291453",
        "9780141439519",
        "10614141000416",
        "0141439514",
        "014143951X",
        "X141439513",
        "978014143951X",
        "978014143951",
        "97801414395181",
        "9780141439518000",
        "\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668",  # digits, but not ASCII
        "014143951\u00b3",
        "9780141439518\x00",
        "9.78043902348e+12",
    ],
)
def test_a_wrong_code_has_no_canonical_form(code):
    assert canonical_gtin(code) is None


def test_all_lengths_are_one_number_space():
    assert gtin14("96385074") == "00000096385074"
    assert gtin14("036000291452") == gtin14("0036000291452") == "00036000291452"
    assert gtin14("10614141000415") == "10614141000415"


@pytest.mark.parametrize("nothing", [None, ""])
def test_no_gtin_has_no_place_in_it(nothing):
    assert gtin14(nothing) is None


def test_compacting_keeps_everything_but_separators():
    assert compact("0-8044 2957-x") == "080442957X"


def test_every_valid_isbn_10_becomes_an_isbn_13(vectors):
    found = {canonical_gtin(code) for code in vectors["isbn10"]["valid"]}

    assert found == {
        "9783836221191",
        "9781617290855",
        "9780007269709",
        "9783423214124",
        "9783401013190",
    }


def test_no_invalid_isbn_10_is_taken_for_one(vectors):
    of_length_10 = [code for code in vectors["isbn10"]["invalid"] if len(compact(code)) == 10]

    assert [canonical_gtin(code) for code in of_length_10] == [None] * 4


def test_isbn_13_vectors_hold(vectors):
    """The public list of valid ones also holds what merely is no ISBN-10; length tells."""

    def thirteen(codes):
        return [canonical_gtin(code) for code in codes if len(compact(code)) == 13]

    assert set(thirteen(vectors["isbn13"]["valid"])) == {"9783836221191"}
    assert set(thirteen(vectors["isbn13"]["invalid"])) == {None}


def test_gtin_vectors_hold(vectors):
    valid, invalid = vectors["ean_gtin"]["valid"], vectors["ean_gtin"]["invalid"]

    assert [canonical_gtin(code) for code in valid] == valid
    assert [canonical_gtin(code) for code in invalid] == [None] * len(invalid)


def test_the_reference_library_s_own_examples_hold(vectors):
    examples = vectors["python_stdnum"]
    converted = {old: new.replace("-", "") for old, new in examples["isbn10_to_13"]}
    converted.pop("12-345678-9")  # nine digits: an SBN, which no shop sells any more

    assert {old: canonical_gtin(old) for old in converted} == converted
    for code, verdict in examples["ean"]:
        assert (canonical_gtin(code) is not None) == (verdict == "ok")

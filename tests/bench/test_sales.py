"""What is read out of the sales file."""

from bench.replay import sales

YEAR = (
    ("1", " A ", "Apple", 2, "0.125", "17850"),
    ("1", "A", "Apple", 3, "0.50", "17850"),
    ("1", "a", "", 1, "9", "17850"),
    ("C2", "A", "Apple", -2, "0.50", ""),
    ("3", "A", "given away", 7, "0", ""),
    ("3", "A", "lost", -7, "0.50", ""),
    ("A4", "B", "bad debt", 1, "11062.06", ""),
    ("5", "B", "Bell", 4, "1.10", ""),
)


def test_keeps_lines_that_sold_something_for_money(sales_file):
    invoices = list(sales.invoices(sales_file(*YEAR)))

    read = [[(line.code, line.quantity, line.price_minor) for line in lines] for lines in invoices]
    assert read == [[("A", 2, 13), ("A", 3, 50), ("a", 1, 900)], [("B", 4, 110)]]


def test_adds_up_what_is_sold_and_what_the_year_needs(sales_file):
    later = ("6", "A", "Apple", 100, "0.60", "")

    survey = sales.survey(sales_file(*YEAR, later), limit=2)

    assert (survey.invoices, survey.lines, survey.units) == (2, 4, 10)
    assert survey.sold == {"A": 5, "a": 1, "B": 4}
    assert survey.articles == {
        "A": sales.Article("Apple", 13, opening=105),
        "a": sales.Article("a", 900, opening=1),
        "B": sales.Article("Bell", 110, opening=4),
    }

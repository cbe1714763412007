"""The file: one row per invoice line, in the order in which the year went.

It is read twice and never held in memory: first for what has to lie on the shelf, then
invoice by invoice.
"""

import csv
import gzip
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby, islice
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import NamedTuple

COLUMNS = ("InvoiceNo", "CustomerID", "StockCode", "Description", "Quantity", "UnitPrice")
NOT_SALES = "CA"
"""What the numbers of cancelled invoices and of bad debts begin with."""


class Line(NamedTuple):
    """Units of one stock code on an invoice."""

    invoice: str
    customer: str
    code: str
    description: str
    quantity: int
    price_minor: int


@dataclass(slots=True)
class Article:
    """A stock code: what it is called, its first price, and what the whole year needs of it."""

    title: str
    price_minor: int
    opening: int = 0


@dataclass(slots=True)
class Survey:
    """What the chosen invoices need; `sold` has the units of each code on them."""

    articles: dict[str, Article] = field(default_factory=dict)
    sold: Counter[str] = field(default_factory=Counter)
    invoices: int = 0
    lines: int = 0

    @property
    def units(self) -> int:
        """Units on all chosen invoices."""
        return self.sold.total()


def invoices(path: Path, limit: int | None = None) -> Iterator[list[Line]]:
    """Give the lines of each invoice that can be an order, the first `limit` of them."""
    by_invoice = groupby(_lines(path), key=attrgetter("invoice"))
    return islice((list(lines) for _, lines in by_invoice), limit)


def survey(path: Path, limit: int | None = None) -> Survey:
    """Add up what the first `limit` invoices sell.

    The opening stock is that of the whole year, so that a longer replay may follow a shorter.
    """
    found, year = Survey(), Counter[str]()
    for number, lines in enumerate(invoices(path), 1):
        for line in lines:
            year[line.code] += line.quantity
        if limit is None or number <= limit:
            _choose(found, lines)
    for code, article in found.articles.items():
        article.opening = year[code]
    return found


def _choose(found: Survey, lines: list[Line]) -> None:
    found.invoices += 1
    found.lines += len(lines)
    for line in lines:
        found.sold[line.code] += line.quantity
        if line.code not in found.articles:
            title = line.description or line.code
            found.articles[line.code] = Article(title, line.price_minor)


def _lines(path: Path) -> Iterator[Line]:
    """Read lines that sold something for money; a code repeated on an invoice stays two lines."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        header = next(rows)
        cells = itemgetter(*(header.index(name) for name in COLUMNS))
        for invoice, customer, code, description, units, price in map(cells, rows):
            quantity, pounds = int(units), Decimal(price)
            if quantity > 0 and pounds > 0 and invoice[0] not in NOT_SALES:
                pence = int((pounds * 100).to_integral_value(ROUND_HALF_UP))
                yield Line(invoice, customer, code.strip(), description.strip(), quantity, pence)

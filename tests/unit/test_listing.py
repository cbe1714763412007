"""Lists by keyset: which ways there are to ask, and that their statements are bounded."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func

from models import Location
from services import paging
from services.paging import Listing, Paging
from services.records import table_of

TABLE = table_of(Location)
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def listing():
    return Listing(
        Location,
        sorts=("created_at", "code"),
        filters={"begins": lambda value: func.lower(TABLE.c.name).startswith(value)},
    )


def codes(shop, listing, filters=None, **how):
    """Walk all pages; give the codes of each."""
    pages, after = [], None
    while True:
        page = shop.run(listing.page, shop.account_id, Paging(after=after, **how), filters or {})
        pages.append([row["code"] for row in page.data])
        assert page.has_more is (page.position is not None)
        if not page.has_more:
            return pages
        after = page.position


@pytest.fixture
def filled(shop):
    """Five locations, of which two were made at the same time."""
    for n, code in enumerate("abcde"):
        shop.location(code=code, name=code.upper(), priority=n // 2)
    return shop


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("created_at", ["ab", "cd", "e"]),
        ("-created_at", ["ed", "cb", "a"]),
        ("code", ["ab", "cd", "e"]),
        ("-code", ["ed", "cb", "a"]),
    ],
)
def test_every_sort_walks_the_whole_list(filled, listing, sort, expected):
    assert codes(filled, listing, sort=sort, limit=2) == [list(page) for page in expected]


def test_ties_are_broken_by_id(filled, listing):
    filled.alter(Location, created_at=NOON)

    assert codes(filled, listing, limit=2) == [["a", "b"], ["c", "d"], ["e"]]
    assert codes(filled, listing, limit=2, sort="-created_at") == [["e", "d"], ["c", "b"], ["a"]]


@pytest.mark.parametrize("sort", ["name", "-priority", "id", "", "-", "--code", "code DESC"])
def test_a_sort_that_is_not_allowed_is_refused(shop, listing, sort):
    with pytest.raises(ValueError, match="locations cannot be sorted by"):
        shop.run(listing.page, shop.account_id, Paging(sort=sort), {})


def test_a_filter_that_is_no_column_is_refused(shop, listing):
    with pytest.raises(KeyError):
        shop.run(listing.page, shop.account_id, Paging(), {"colour": "red"})


def test_filters_narrow_the_list_and_its_total(filled, listing):
    total = {"include": frozenset({"total"}), "limit": 1}

    def found(**filters):
        page = filled.run(listing.page, filled.account_id, Paging(**total), filters)
        return page.data[0]["code"] if page.data else None, page.total

    made_at = [row["created_at"] for row in filled.rows(Location)]
    assert found() == ("a", 5)
    assert found(code="b") == ("b", 1)
    assert found(priority=1) == ("c", 2)
    assert found(priority=1, code="d") == ("d", 1)
    assert found(begins="e") == ("e", 1)
    assert found(created_at_from=made_at[1], created_at_to=made_at[3]) == ("b", 2)
    assert found(created_at_from=made_at[4] + timedelta(microseconds=1)) == (None, 0)


def test_another_account_sees_nothing(filled, stranger, listing):
    filters = {"code": "a"}

    assert codes(stranger.shop, listing) == [[]]
    assert codes(stranger.shop, listing, filters) == [[]]


def test_a_page_is_completed_by_its_own_rows_alone(filled, listing):
    seen = []

    page = filled.run(
        listing.page, filled.account_id, Paging(limit=2), {}, lambda rows: seen.append(rows) or rows
    )

    assert seen == [page.data]
    assert len(page.data) == 2


def test_a_way_to_ask_is_made_once(filled, listing):
    for value in "abc":
        codes(filled, listing, {"code": value, "priority": 0})
        codes(filled, listing, {"priority": 0, "code": value})

    assert listing._page.cache_info().misses == 1


def test_statements_that_are_kept_are_bounded(filled, monkeypatch):
    monkeypatch.setattr(paging, "MOST_SHAPES", 3)
    listing = Listing(Location)

    found = [codes(filled, listing, limit=limit)[0] for limit in (1, 2, 3, 4, 5, 1)]

    assert [len(page) for page in found] == [1, 2, 3, 4, 5, 1]
    assert listing._page.cache_info().currsize == 3

"""Rows in and out of tables, always within one account."""

import pytest

from models import Location
from services import records
from services.errors import StaleVersion
from services.stock.locations import LocationNotFound

MISSING = {"missing": LocationNotFound}


def test_no_rows_are_written_without_a_word(shop):
    shop.run(records.create_many, Location, [])

    assert shop.count(Location) == 0


def test_many_rows_are_written_with_their_defaults(shop):
    facts = {"account_id": shop.account_id}
    rows = [{**facts, "code": code, "name": code.upper()} for code in ("a", "b")]

    shop.run(records.create_many, Location, rows)

    found = [(row["code"], row["priority"], row["version"]) for row in shop.rows(Location)]
    assert found == [("a", 100, 1), ("b", 100, 1)]


def test_a_row_is_changed_whatever_its_version_if_none_is_given(shop):
    location = shop.location()
    this = (Location, shop.account_id, location["id"], {"name": "New"})

    first = shop.run(records.patch, *this, version=None, **MISSING)
    second = shop.run(records.patch, *this, version=2, **MISSING)

    assert (first["version"], second["version"]) == (2, 3)
    assert first["updated_at"] > location["updated_at"]


@pytest.mark.parametrize("work", [records.patch, records.remove])
def test_another_version_or_account_is_left_alone(shop, stranger, work):
    location = shop.location()
    changes = [{"name": "New"}] if work is records.patch else []

    with pytest.raises(StaleVersion) as stale:
        shop.run(work, Location, shop.account_id, location["id"], *changes, version=2, **MISSING)
    theirs = stranger.shop.account_id
    with pytest.raises(LocationNotFound):
        shop.run(work, Location, theirs, location["id"], *changes, version=None, **MISSING)

    assert stale.value.details == {"current_version": 1}
    assert shop.rows(Location) == [location]


def test_rows_are_grouped_in_the_order_they_came():
    rows = [{"key": "b", "n": 1}, {"key": "a", "n": 2}, {"key": "b", "n": 3}]

    groups = records.grouped(rows, "key")

    assert groups == {"b": [rows[0], rows[2]], "a": [rows[1]]}
    assert list(groups) == ["b", "a"]

"""The ledger: append-only, all or nothing, one account at a time."""

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from models import MovementKind, StockLevel, StockMovement, new_id
from models.work import current, execute
from services.records import create, table_of
from services.stock import levels, verify
from services.stock.ledger import Change, Entry, add_up, open_levels, post

LEDGER = table_of(StockMovement)
RECEIVED = Entry(MovementKind.RECEIVED, "system")
APPEND_ONLY = "the stock ledger is append-only"


class Broken(Exception):
    """Some level would break its promises."""


def post_or_break(account_id, *changes, entry=RECEIVED):
    """Post as services do: nothing is kept of a posting that does not fit."""
    movements = post(account_id, entry, changes)
    if not movements:
        raise Broken
    return movements


@pytest.fixture
def pair(shop):
    """Two levels of five units, in the order of their ids."""
    made = [shop.level(on_hand=5) for _ in range(2)]
    return sorted(made, key=lambda level: level["id"])


def numbers(shop, *wanted):
    found = [shop.reload(level) for level in wanted]
    return [(level["on_hand"], level["reserved"], level["sequence"]) for level in found]


@pytest.mark.parametrize(
    "statement",
    [
        update(LEDGER).values(delta_on_hand=1_000),
        update(LEDGER).values(reason="a better one"),
        delete(LEDGER),
    ],
)
def test_a_row_is_neither_changed_nor_taken_away(shop, statement):
    level = shop.level(on_hand=5)
    before = shop.rows(StockMovement)
    ours = statement.where(LEDGER.c.stock_level_id == level["id"])

    with pytest.raises(DBAPIError, match=APPEND_ONLY):
        shop.run(execute, ours)

    assert shop.rows(StockMovement) == before


def test_the_ledger_is_not_emptied_at_once(shop):
    shop.level(on_hand=5)

    def empty():
        engine = current().dialect.name
        word = "TRUNCATE" if engine == "postgresql" else "DELETE FROM"
        execute(text(f"{word} stock_movements"))

    with pytest.raises(DBAPIError, match=APPEND_ONLY):
        shop.run(empty)

    assert shop.count(StockMovement) == 1


def test_a_row_says_what_moved_and_where(shop, pair):
    named = ("stock_level_id", "variant_id", "location_id")

    told = [tuple(row[name] for name in named) for row in shop.rows(StockMovement)]

    assert sorted(told) == [(at["id"], at["variant_id"], at["location_id"]) for at in pair]


@pytest.mark.parametrize("name", ["variant_id", "location_id"])
def test_the_database_itself_refuses_another_level_s_pair(shop, pair, name):
    mine, other = shop.rows(StockMovement)
    forged = {**mine, "id": new_id(), "sequence": 2, name: other[name]}

    with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        shop.run(create, StockMovement, **forged)

    assert shop.rows(StockMovement) == [mine, other]


@pytest.mark.parametrize("name", ["variant_id", "location_id"])
def test_a_level_that_moved_stays_what_and_where_it_is(shop, pair, name):
    table = table_of(StockLevel)
    moved = update(table).where(table.c.id == pair[0]["id"]).values({name: pair[1][name]})

    with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        shop.run(execute, moved)

    assert shop.reload(pair[0]) == pair[0]


def test_rows_come_in_the_order_of_their_levels(shop, pair):
    first, second = pair
    changes = [Change(second["id"], on_hand=2), Change(first["id"], on_hand=1)]

    movements = shop.run(post_or_break, shop.account_id, *changes)

    facts = ("stock_level_id", "delta_on_hand", "on_hand_after", "sequence")
    assert [tuple(row[name] for name in facts) for row in movements] == [
        (first["id"], 1, 6, 2),
        (second["id"], 2, 7, 2),
    ]
    assert movements == shop.rows(StockMovement)[2:]
    assert numbers(shop, first, second) == [(6, 0, 2), (7, 0, 2)]


@pytest.mark.parametrize(
    "misfit",
    [
        {"on_hand": -6},
        {"reserved": 6},
        {"reserved": -1},
        {"on_hand": 1, "expected_on_hand": 4},
    ],
)
@pytest.mark.parametrize("position", [0, 1])
def test_two_levels_move_both_or_neither(shop, pair, misfit, position):
    changes = [Change(level["id"], on_hand=1) for level in pair]
    changes[position] = Change(pair[position]["id"], **misfit)

    with pytest.raises(Broken):
        shop.run(post_or_break, shop.account_id, *changes)

    assert numbers(shop, *pair) == [(5, 0, 1), (5, 0, 1)]
    assert shop.count(StockMovement) == 2


def test_a_level_that_does_not_exist_spoils_the_posting(shop, pair):
    changes = [Change(pair[0]["id"], on_hand=1), Change(shop.account_id, on_hand=1)]

    with pytest.raises(Broken):
        shop.run(post_or_break, shop.account_id, *changes)

    assert numbers(shop, *pair) == [(5, 0, 1), (5, 0, 1)]


def test_another_account_s_level_is_never_touched(shop, stranger, pair):
    theirs = stranger.shop.level(on_hand=5)
    changes = [Change(pair[0]["id"], on_hand=1), Change(theirs["id"], on_hand=-5)]

    with pytest.raises(Broken):
        shop.run(post_or_break, shop.account_id, *changes)

    assert numbers(stranger.shop, theirs) == [(5, 0, 1)]
    assert numbers(shop, *pair) == [(5, 0, 1), (5, 0, 1)]
    assert (shop.count(StockMovement), stranger.shop.count(StockMovement)) == (2, 1)


def test_the_safety_stock_stops_promises_and_nothing_else(shop):
    level = shop.level(on_hand=5, safety_stock=4)
    reserved = Entry(MovementKind.RESERVED, "system")

    with pytest.raises(Broken):
        shop.run(post_or_break, shop.account_id, Change(level["id"], reserved=2), entry=reserved)
    shop.run(post_or_break, shop.account_id, Change(level["id"], reserved=1), entry=reserved)
    shop.run(post_or_break, shop.account_id, Change(level["id"], on_hand=-4))

    assert numbers(shop, level) == [(1, 1, 3)]


def test_backorders_are_promised_up_to_their_limit(shop):
    level = shop.level(on_hand=1, backorder_limit=2)

    with pytest.raises(Broken):
        shop.run(post_or_break, shop.account_id, Change(level["id"], reserved=4))
    shop.run(post_or_break, shop.account_id, Change(level["id"], reserved=3))

    assert numbers(shop, level) == [(1, 3, 2)]


def test_the_database_itself_refuses_an_oversold_level(shop):
    level = shop.level(on_hand=5)
    table = table_of(StockLevel)
    oversold = update(table).where(table.c.id == level["id"]).values(reserved=6)

    with pytest.raises(DBAPIError, match="never_oversold"):
        shop.run(execute, oversold)

    assert numbers(shop, level) == [(5, 0, 1)]


def test_levels_are_opened_with_the_movements_that_say_so(shop):
    location, some, none = shop.location(), shop.variant(), shop.variant()
    units = {(none["id"], location["id"]): 0, (some["id"], location["id"]): 7}

    shop.run(open_levels, shop.account_id, RECEIVED, units)

    made = {level["variant_id"]: level for level in shop.rows(StockLevel)}
    assert numbers(shop, made[some["id"]], made[none["id"]]) == [(7, 0, 1), (0, 0, 0)]
    (movement,) = shop.rows(StockMovement)
    facts = ("stock_level_id", "sequence", "kind", "actor", "delta_on_hand", "on_hand_after")
    told = [movement[name] for name in facts]
    assert told == [made[some["id"]]["id"], 1, "received", "system", 7, 7]
    assert shop.run(verify.verify, shop.account_id)["ok"] is True


def test_a_level_that_is_there_already_is_not_opened_again(shop):
    level, variant = shop.level(on_hand=5), shop.variant()
    units = {
        (level["variant_id"], level["location_id"]): 7,
        (variant["id"], level["location_id"]): 7,
    }

    with pytest.raises(DBAPIError, match="stock_levels"):
        shop.run(open_levels, shop.account_id, RECEIVED, units)

    assert numbers(shop, level) == [(5, 0, 1)]
    assert (shop.count(StockLevel), shop.count(StockMovement)) == (1, 1)


def test_changes_of_one_level_are_added_up(shop, pair):
    first, second = (level["id"] for level in pair)

    summed = add_up([Change(first, -1, -1), Change(second, reserved=2), Change(first, -2, -2)])

    assert summed == [Change(first, -3, -3), Change(second, reserved=2)]


def test_a_level_is_made_once(shop):
    variant, location = shop.variant(), shop.location()
    wanted = (variant["id"], location["id"])

    first = shop.run(levels.ensure, shop.account_id, [wanted, wanted])
    second = shop.run(levels.ensure, shop.account_id, [wanted])

    assert first == second
    assert shop.count(StockLevel) == 1

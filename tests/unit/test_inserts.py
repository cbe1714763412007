"""Rows into one table or several."""

from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from sqlalchemy.exc import DataError, IntegrityError

from models.inserts import completed, insert_rows
from tests.unit.lamps import ALL, LAMPS, ROOM_NAMES, ROOMS, kept, lamp
from tests.unit.spying import sent

NOW = datetime(2026, 1, 1, tzinfo=UTC)
FULL = {
    "room_id": 1,
    "uid": UUID(int=7),
    "name": "Rosa's",
    "note": '{a,"b"}\\ NULL \'',
    "watts": 2**63 - 1,
    "is_lit": True,
    "made_at": NOW,
    "shape": {"a": [None, {"b": "'"}]},
    "colours": [["red", None], [], [[1]]],
    "picture": b"\x00\xff",
}
postgresql_only = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


def room(number, **facts):
    return {"id": number, "name": f"r{number}", **facts}


def test_rows_of_several_tables_are_inserted_with_all_their_types(engine):
    with kept(engine):
        insert_rows((ROOMS, [room(1), room(2)]), (LAMPS, [lamp(1, **FULL), lamp(2)]))

    with kept(engine):
        assert [row["name"] for row in ROOM_NAMES.many()] == ["r1", "r2"]
        assert ALL.many() == [lamp(1, **FULL), lamp(2)]


@postgresql_only
def test_postgresql_gets_one_statement(engine):
    with kept(engine) as work:
        work.run("SELECT 1", [])
        with sent(work) as statements:
            insert_rows((ROOMS, [room(1)]), (LAMPS, [lamp(n) for n in range(500)]))

    assert len(statements) == 1


def test_what_a_row_leaves_out_is_its_default(engine):
    with kept(engine):
        insert_rows((LAMPS, [{"id": 1}, {"id": 2, "watts": 60, "colours": ["red"]}]))

    with kept(engine):
        first, second = ALL.many()
    told = ("room_id", "watts", "is_lit", "shape", "colours")
    assert [first[name] for name in told] == [None, 40, False, {}, []]
    assert [second[name] for name in told] == [None, 60, False, {}, ["red"]]
    assert first["made_at"] <= second["made_at"]


@pytest.mark.parametrize(
    "made_at",
    [
        datetime(1, 1, 1, tzinfo=UTC),
        datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
        datetime(1930, 1, 1, 12, 0, 0, 1, tzinfo=timezone(timedelta(minutes=19, seconds=32))),
    ],
)
def test_an_instant_is_kept_to_the_microsecond(engine, made_at):
    with kept(engine):
        insert_rows((LAMPS, [lamp(1, made_at=made_at), lamp(2)]))

    with kept(engine):
        first, _ = ALL.many()
    assert first["made_at"] == made_at


def test_an_instant_without_its_zone_is_refused(engine):
    local = datetime(2026, 1, 1)  # noqa: DTZ001 - this is what is refused

    with kept(engine), pytest.raises((TypeError, ValueError)):
        insert_rows((LAMPS, [lamp(1), lamp(2, made_at=local)]))


def test_a_default_is_made_anew_for_each_row():
    assert completed(LAMPS, {})["shape"] is not completed(LAMPS, {})["shape"]


def test_a_name_that_is_no_columns_is_refused():
    with pytest.raises(TypeError, match="lamps has no volts, wats"):
        completed(LAMPS, {"id": 1, "wats": 1, "volts": 2})


@pytest.mark.parametrize("batches", [[], [(ROOMS, [])], [(ROOMS, []), (LAMPS, [])]])
def test_nothing_is_inserted_without_a_word(engine, batches):
    with kept(engine) as work, sent(work) as statements:
        insert_rows(*batches)
        insert_rows(*batches, skip_known=True)

    assert statements == []


def test_a_batch_without_rows_is_left_out(engine):
    with kept(engine):
        insert_rows((ROOMS, []), (LAMPS, [lamp(1)]))
        insert_rows((ROOMS, [room(1)]), (LAMPS, []))

    with kept(engine):
        assert (ALL.many(), len(ROOM_NAMES.many())) == ([lamp(1)], 1)


@postgresql_only
def test_text_that_is_too_long_is_refused_and_not_cut(engine):
    with kept(engine), pytest.raises(DataError, match="value too long"):
        insert_rows((ROOMS, [room(1, name="123456")]))

    with kept(engine):
        assert ROOM_NAMES.many() == []


def test_one_wrong_row_keeps_all_out(engine):
    with kept(engine) as work:
        with pytest.raises(IntegrityError):
            insert_rows((ROOMS, [room(1)]), (LAMPS, [lamp(1), lamp(2, room_id=7)]))
        work.release()

    with kept(engine):
        assert (ALL.many(), ROOM_NAMES.many()) == ([], [])


def test_a_known_row_is_an_error_unless_it_is_to_be_skipped(engine):
    with kept(engine):
        insert_rows((ROOMS, [room(1)]))
    again = [room(1, name="new"), room(2, name="r1"), room(3), room(3, name="twice")]

    with kept(engine), pytest.raises(IntegrityError):
        insert_rows((ROOMS, again))
    with kept(engine):
        insert_rows((ROOMS, again), (LAMPS, [lamp(1), lamp(1, watts=1)]), skip_known=True)

    with kept(engine):
        assert [row["name"] for row in ROOM_NAMES.many()] == ["r1", "r3"]
        assert ALL.many() == [lamp(1)]

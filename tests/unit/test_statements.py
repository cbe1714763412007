"""Statements made once: what goes in and comes out is what SQLAlchemy itself would pass."""

import copy
import pickle
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from sqlalchemy import Integer, bindparam, delete, func, insert, literal, null, select, update
from sqlalchemy import text as sql
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError

from models import OrderStatus
from models.base import Base
from models.statements import Statement
from models.work import execute
from tests.unit.lamps import ALL, BY_ID, INSERTED, LAMPS, kept, lamp

INDIA = timezone(timedelta(hours=5, minutes=30))
VALUES = {
    "uid": [UUID(int=0), UUID(int=2**128 - 1), UUID(int=7)],
    "name": ["", 'Rosa\'s "lamp" \\ %s $1 :a {b}', "\u00e9\U0001f4a1", OrderStatus.CONFIRMED],
    "note": ["x" * 100_000, "\n"],
    "watts": [0, -(2**63), 2**63 - 1],
    "is_lit": [True, False],
    "made_at": [
        datetime(1, 1, 1, tzinfo=UTC),
        datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
        datetime(2026, 1, 1, tzinfo=UTC),
        datetime(2026, 1, 1, 5, 30, 0, 1, tzinfo=INDIA),
    ],
    "shape": [{}, {"a": [1, {"b": None}], "'": '"', "c": 0.5, "d": True}, {"e": 2**53 - 1}],
    "colours": [[], [[]], [["a", None], {"b": [1]}], ["[", "'", '"', "{}"]],
    "picture": [b"", bytes(range(256))],
}
EVERY = [(name, value) for name, values in VALUES.items() for value in (None, *values)]
by_value = pytest.mark.parametrize(("name", "value"), EVERY, ids=lambda it: repr(it)[:30])


def test_every_type_of_the_models_is_tried():
    types = {type(column.type) for table in Base.metadata.tables.values() for column in table.c}

    assert types <= {type(column.type) for column in LAMPS.c}
    assert {*VALUES, "id", "room_id"} == {*LAMPS.c.keys()}


@by_value
def test_a_value_goes_in_as_with_sqlalchemy(engine, name, value):
    with kept(engine):
        INSERTED.run(**lamp(1, **{name: value}))
        execute(insert(LAMPS).values(lamp(2, **{name: value})))

    with kept(engine):
        mine, theirs = execute(select(LAMPS.c[name]).order_by(LAMPS.c.id)).scalars()

    assert (mine, type(mine)) == (theirs, type(theirs))
    assert mine == value


@by_value
def test_a_value_comes_out_as_with_sqlalchemy(engine, name, value):
    with kept(engine):
        execute(insert(LAMPS).values(lamp(1, **{name: value})))

    with kept(engine):
        mine = BY_ID.one(this=1)
        theirs = dict(execute(select(LAMPS)).mappings().one())

    assert mine == theirs
    assert list(mine) == list(theirs)
    assert {key: type(item) for key, item in mine.items()} == {
        key: type(item) for key, item in theirs.items()
    }


def test_an_id_that_comes_out_is_like_any_other(engine):
    given = UUID("01a1ff52-2262-763d-bf0b-1fcad15aec58")
    with kept(engine):
        INSERTED.run(**lamp(1, uid=given))

    with kept(engine):
        read = BY_ID.one(this=1)["uid"]

    assert (read, str(read), hash(read), read.is_safe) == (
        given,
        str(given),
        hash(given),
        given.is_safe,
    )
    assert pickle.loads(pickle.dumps(read)) == copy.copy(read) == given


def test_a_value_that_is_not_there_is_not_null(engine):
    with kept(engine), pytest.raises(KeyError, match="this"):
        BY_ID.one(that=1)


def test_a_constant_stays_what_it_is(engine):
    shaped = Statement(
        lambda: select(
            literal("a").label("text"),
            literal({"b": [1]}, LAMPS.c.shape.type).label("shape"),
            literal(datetime(2026, 1, 1, tzinfo=UTC), LAMPS.c.made_at.type).label("made_at"),
            literal(None, Integer).label("none"),
            null().label("null"),
        )
    )

    with kept(engine):
        first, second = shaped.one(), shaped.one(param_1="other", text="other")

    assert first == second
    assert first == {
        "text": "a",
        "shape": {"b": [1]},
        "made_at": datetime(2026, 1, 1, tzinfo=UTC),
        "none": None,
        "null": None,
    }


def test_a_value_may_stand_in_several_places(engine):
    either = Statement(
        lambda: select(LAMPS.c.id).where(
            (LAMPS.c.name == bindparam("word")) | (LAMPS.c.note == bindparam("word"))
        )
    )

    with kept(engine):
        INSERTED.run_each([lamp(1, name="a"), lamp(2, note="a"), lamp(3, name="b")])
        found = either.many(word="a")

    assert sorted(row["id"] for row in found) == [1, 2]


def test_rows_are_fetched_changed_and_counted(engine):
    brighter = Statement(
        lambda: (
            update(LAMPS)
            .where(LAMPS.c.watts < bindparam("most"))
            .values(watts=LAMPS.c.watts + bindparam("more"))
            .returning(LAMPS.c.id, LAMPS.c.watts)
        )
    )
    gone = Statement(lambda: delete(LAMPS).where(LAMPS.c.watts >= bindparam("least")))
    number = Statement(lambda: select(func.count()).select_from(LAMPS))

    with kept(engine):
        assert number.value() == 0
        assert (BY_ID.one(this=1), BY_ID.value(this=1), ALL.many()) == (None, None, [])
        INSERTED.run_each([lamp(n, watts=n * 10) for n in (1, 2, 3)])
        assert brighter.many(most=30, more=1) == [{"id": 1, "watts": 11}, {"id": 2, "watts": 21}]
        assert (number.value(), BY_ID.value(this=2)) == (3, 2)
        assert (gone.run(least=21), gone.run(least=21)) == (2, 0)
        assert [row["id"] for row in ALL.many()] == [1]


def test_a_default_is_not_evaluated_once_and_for_all(engine):
    once = Statement(lambda: insert(LAMPS).values(id=bindparam("id")))

    with kept(engine), pytest.raises(TypeError, match="once and for all"):
        once.run(id=1)


def test_errors_are_those_of_sqlalchemy(engine):
    misspelt = Statement(lambda: sql("SELEKT 1"))
    wrong = OperationalError if engine.dialect.name == "sqlite" else ProgrammingError

    with kept(engine), pytest.raises(wrong, match="SELEKT"):
        misspelt.run()
    with kept(engine), pytest.raises(IntegrityError) as one:
        INSERTED.run(**lamp(1, room_id=7))
    with kept(engine), pytest.raises(IntegrityError) as each:
        INSERTED.run_each([lamp(1), lamp(1)])
    for caught in (one, each):
        assert caught.value.orig is caught.value.__cause__
        assert caught.value.connection_invalidated is False

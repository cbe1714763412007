"""Whether a column is among values: any number of them, and whatever they say."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DataError

from models import OrderStatus
from models.among import among
from models.inserts import insert_rows
from models.statements import Statement
from tests.unit.lamps import LAMPS, kept, lamp

NOW = datetime(2026, 1, 1, 0, 0, 0, 1, tzinfo=UTC)
ODD = ["'", '"', "[]", "[", "]", "{a,b}", ",", "\\", "\\u0000", "NULL", "null", "", " a", "1"]
ODD += ["%s", "$1", ":a", "\n", "\u00e9\U0001f4a1", "x" * 64]
LONG = "x" * 64


def found(name, values):
    """Give the ids of the lamps whose column is among values."""
    statement = Statement(
        lambda: select(LAMPS.c.id).where(among(LAMPS.c[name], "values")).order_by(LAMPS.c.id)
    )
    return [row["id"] for row in statement.many(values=values)]


@pytest.mark.parametrize("number", [0, 1, 500])
def test_there_may_be_any_number_of_values(engine, number):
    ids = [UUID(int=n) for n in range(number)]

    with kept(engine):
        insert_rows((LAMPS, [lamp(n, uid=UUID(int=n)) for n in range(501)]))
        assert found("uid", ids) == list(range(number))
        assert found("id", range(number)) == list(range(number))


def test_one_text_serves_any_number(engine):
    statement = Statement(lambda: select(LAMPS.c.id).where(among(LAMPS.c.id, "values")))

    with kept(engine) as work:
        insert_rows((LAMPS, [lamp(1), lamp(2)]))
        counts = [len(statement.many(values=values)) for values in ([], [1], [1, 2, 3], {1, 2})]

    assert counts == [0, 1, 2, 2]
    assert list(statement._made) == [work.dialect.name]


def test_each_text_is_itself(engine):
    with kept(engine):
        insert_rows((LAMPS, [lamp(n, name=name) for n, name in enumerate(ODD)]))

        assert found("name", ODD) == list(range(len(ODD)))
        assert [found("name", [name]) for name in ODD] == [[n] for n in range(len(ODD))]


def test_values_of_other_types_are_compared_as_such(engine):
    row = lamp(1, watts=2**63 - 1, is_lit=True, made_at=NOW, name=OrderStatus.CONFIRMED)

    with kept(engine):
        insert_rows((LAMPS, [row, lamp(2, watts=1, is_lit=False, name="x")]))

        assert found("watts", [2**63 - 1, 0]) == [1]
        assert found("is_lit", [True]) == [1]
        assert found("made_at", [NOW]) == [1]
        assert found("name", {OrderStatus.CONFIRMED}) == [1]
        assert found("name", ["x", None]) == [2]


def test_a_longer_text_is_not_cut_to_another(engine):
    with kept(engine):
        insert_rows((LAMPS, [lamp(1, name=LONG)]))

        assert found("name", [LONG + "y"]) == []
        assert found("name", [LONG]) == [1]


@pytest.mark.parametrize("value", ["a\x00b", "a\x00", "\x00"])
def test_text_with_nul_is_refused(engine, value):
    refusal = ValueError if engine.dialect.name == "sqlite" else DataError

    with kept(engine) as work:
        insert_rows((LAMPS, [lamp(1, name="a"), lamp(2, name="")]))
        with pytest.raises(refusal, match="cannot contain NUL"):
            found("name", [value])
        work.release()

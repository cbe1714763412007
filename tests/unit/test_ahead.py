"""What is asked ahead goes along with the next read, and is never forgotten."""

from unittest.mock import patch

import pytest
from sqlalchemy import Text, bindparam, insert, select
from sqlalchemy.exc import DBAPIError

from bench.statements import noted
from models.inserts import insert_rows
from models.statements import Statement
from models.work import Work, current, doing, execute
from services.errors import Conflict
from tests.unit.lamps import ALL, LAMPS, ROOM_NAMES, ROOMS, kept, lamp
from tests.unit.spying import kill_all

postgresql_only = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
NAMED = Statement(lambda: select(ROOMS.c.id).where(ROOMS.c.name == bindparam("name")))
BROKEN = Statement(lambda: select(1 // (LAMPS.c.id - 1)))
ECHO = Statement(lambda: select(bindparam("said", type_=Text()).label("said")))
LIT = Statement(lambda: insert(ROOMS).values(id=bindparam("id"), name=bindparam("name")))


@pytest.fixture
def house(engine):
    """Give the engine of a database with two rooms and a lamp."""
    with kept(engine):
        insert_rows((ROOMS, [{"id": 1, "name": "hall"}, {"id": 2, "name": "attic"}]))
        insert_rows((LAMPS, [lamp(1)]))
    return engine


def refuse(_rows):
    raise Conflict("no such caller")


def test_the_asker_hears_before_the_next_reader(house):
    heard = []

    with doing(Work(house)):
        NAMED.ahead(lambda rows: heard.append(("ahead", rows)), name="attic")
        NAMED.ahead(lambda rows: heard.append(("ahead", rows)), name="cellar")
        heard.append(("next", ROOM_NAMES.many()))

    names = [{"name": "hall"}, {"name": "attic"}]
    assert heard == [("ahead", [{"id": 2}]), ("ahead", []), ("next", names)]


def test_both_are_one_round_trip(house):
    with noted(house) as statements, doing(Work(house)):
        NAMED.ahead(lambda _: None, name="attic")
        ROOM_NAMES.many()
        ROOM_NAMES.many()

    trips = [statement.trip for statement in statements]
    is_local = house.dialect.name == "sqlite"
    assert (len(trips), len(set(trips))) == ((3, 1) if is_local else (3, 2))


def test_an_asker_refuses_in_the_place_of_the_next_reader(house):
    def asked():
        NAMED.ahead(refuse, name="attic")
        ROOM_NAMES.many()

    with doing(Work(house)):
        with pytest.raises(Conflict):
            asked()
        assert len(ROOM_NAMES.many()) == 2


@pytest.mark.parametrize(
    "write",
    [
        lambda: LIT.run(id=3, name="loft"),
        lambda: LIT.run_each([{"id": 3, "name": "loft"}]),
        lambda: insert_rows((ROOMS, [{"id": 3, "name": "loft"}])),
        lambda: execute(insert(ROOMS).values(id=3, name="loft")),
    ],
    ids=["run", "run_each", "insert_rows", "execute"],
)
def test_nothing_is_written_before_the_asker_has_heard(house, write):
    def asked():
        NAMED.ahead(refuse, name="attic")
        write()

    with kept(house), pytest.raises(Conflict):
        asked()

    with doing(Work(house)):
        assert ROOM_NAMES.many() == [{"name": "hall"}, {"name": "attic"}]


def test_what_waits_is_heard_before_a_refusal(house):
    def view():
        with current().settled():
            NAMED.ahead(refuse, name="attic")
            raise LookupError

    with doing(Work(house)), pytest.raises(Conflict):
        view()


def test_what_waits_outlives_the_connection(house):
    heard = []

    with doing(Work(house)) as work:
        NAMED.ahead(heard.append, name="attic")
        work.release()
        work.settle()
        work.settle()

    assert heard == [[{"id": 2}]]


def test_the_asker_may_write_while_the_next_reader_waits(house):
    with doing(Work(house)):
        NAMED.ahead(lambda _: LIT.run(id=3, name="loft"), name="attic")
        names = ROOM_NAMES.many()

    written = house.dialect.name == "sqlite"  # where it is done at once
    assert len(names) == (3 if written else 2)


@postgresql_only
def test_what_could_not_be_read_is_asked_again(house):
    heard = []

    with doing(Work(house)) as work:
        NAMED.ahead(heard.append, name="attic")
        with pytest.raises(DBAPIError, match="division by zero"):
            BROKEN.many()
        assert heard == []
        assert ROOM_NAMES.many() == [{"name": "hall"}, {"name": "attic"}]
        work.settle()

    assert heard == [[{"id": 2}]]


@postgresql_only
def test_a_connection_lost_meanwhile_costs_another_attempt(house, shop):
    attempts = []

    def work():
        attempts.append([])
        NAMED.ahead(attempts[-1].append, name="attic")
        if len(attempts) == 1:
            ROOM_NAMES.many()
            kill_all(house)
            NAMED.ahead(attempts[-1].append, name="hall")
        return ROOM_NAMES.many()

    assert len(shop.run(work)) == 2
    assert attempts == [[[{"id": 2}]], [[{"id": 2}]]]


@postgresql_only
def test_much_may_be_asked_and_answered_at_once(house):
    long = "x" * 4_000_000
    heard = []

    with doing(Work(house)):
        for _ in range(3):
            ECHO.ahead(lambda rows: heard.append(rows == [{"said": long}]), said=long)
        last = ECHO.value(said=long)

    assert (heard, last == long) == ([True] * 3, True)


@postgresql_only
def test_behind_a_pooler_nothing_is_prepared(house):
    heard = []

    with doing(Work(house)) as work:
        ALL.many()
        with patch.object(work._cursor, "_prepared", None):
            NAMED.ahead(heard.append, name="attic")
            assert len(ROOM_NAMES.many()) == 2

    assert heard == [[{"id": 2}]]


def test_only_what_reads_may_be_asked_ahead(house):
    with doing(Work(house)), pytest.raises(TypeError, match="only what reads"):
        LIT.ahead(lambda _: None, id=3, name="loft")

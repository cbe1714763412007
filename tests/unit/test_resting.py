"""Work that holds nothing while something else takes its time, and what follows its commit."""

import pytest

from models.inserts import insert_rows
from models.work import Work, current, doing
from services.errors import Conflict, TryAgain
from tests.unit.lamps import ALL, LAMPS, kept, lamp


def numbers():
    return [row["id"] for row in ALL.many()]


def test_who_only_read_rests_without_connection_or_lock(engine):
    with kept(engine) as work:
        assert numbers() == []
        work.rest()
        assert engine.pool.checkedout() == 0
        with kept(engine):
            insert_rows((LAMPS, [lamp(1)]))
        assert numbers() == [1]


def test_what_was_written_before_a_rest_stays(engine):
    with kept(engine) as work:
        insert_rows((LAMPS, [lamp(1)]))
        work.rest()
        assert (engine.pool.checkedout(), numbers()) == (1, [1])

    with kept(engine):
        assert numbers() == [1]


def test_a_rest_after_a_commit_holds_nothing(engine):
    with doing(Work(engine)) as work:
        insert_rows((LAMPS, [lamp(1)]))
        work.commit()
        numbers()
        work.rest()

        assert engine.pool.checkedout() == 0


def test_a_rest_asks_what_waits_for_a_reader_first(engine):
    asked = []

    with doing(Work(engine)) as work:
        ALL.ahead(lambda rows: asked.append(engine.pool.checkedout()))
        work.rest()

    assert asked == [1]


def test_what_comes_first_and_last_is_not_forgotten_over_a_rest(engine):
    done = []

    class Last:
        def write(self):
            done.append("last")

    with kept(engine) as work:
        work.at_first(lambda: done.append("first"))
        work.at_last(Last)
        work.rest()
        insert_rows((LAMPS, [lamp(1)]))
        assert done == ["first"]

    assert done == ["first", "last"]


def test_what_follows_is_done_once_it_is_kept(engine):
    done = []

    with doing(Work(engine)) as work:
        insert_rows((LAMPS, [lamp(1)]))
        work.when_kept(lambda: done.append(current()._is_open))
        work.when_kept(lambda: done.append("second"))
        assert done == []
        work.commit()
        work.commit()

    assert done == [False, "second"]


def test_nothing_follows_work_that_is_undone(engine, shop):
    done = []

    def refused():
        insert_rows((LAMPS, [lamp(1)]))
        current().when_kept(lambda: done.append("followed"))
        raise Conflict

    with pytest.raises(Conflict):
        shop.run(refused)
    with kept(engine) as work:
        work.when_kept(lambda: done.append("released"))
        work.release()

    assert done == []


def test_what_follows_work_that_is_done_again_is_done_once(engine, shop):
    attempts, done = [], []

    def overtaken():
        attempts.append(1)
        insert_rows((LAMPS, [lamp(1)]))
        current().when_kept(lambda: done.append(len(attempts)))
        if len(attempts) < 3:
            raise TryAgain

    shop.run(overtaken)

    assert done == [3]

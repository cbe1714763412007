"""The unit of work: one transaction, done again if it was lost before it could commit."""

import pytest
from psycopg.pq import TransactionStatus
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError, PendingRollbackError

from models.engine import for_reading
from models.inserts import insert_rows
from models.work import Work, current, doing
from services.errors import Conflict
from tests.unit.lamps import ALL, LAMPS, kept, lamp
from tests.unit.spying import kill_all

PREPARED_BY_PSYCOPG_AFTER = 5
PREPARED = "SELECT name FROM pg_prepared_statements WHERE name LIKE 'backstock%'"
postgresql_only = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


class Lamps:
    """Lamps that are written when all else is done."""

    def __init__(self):
        self.numbers = []
        self.was_in_transaction = None

    def write(self):
        self.was_in_transaction = is_in_transaction(current())
        insert_rows((LAMPS, [lamp(number) for number in self.numbers]))


def numbers():
    return [row["id"] for row in ALL.many()]


def is_in_transaction(work):
    raw = work._connected().connection.driver_connection
    if work.dialect.name == "sqlite":
        return raw.in_transaction
    return raw.info.transaction_status == TransactionStatus.INTRANS


def losing(engine, attempts, *, before=lambda: None, after=lambda: None):
    """Give work of two statements that loses its connection the first time, in between."""

    def work():
        attempts.append(current())
        insert_rows((LAMPS, [lamp(1)]))
        before()
        if len(attempts) == 1:
            kill_all(engine)
        after()

    return work


@postgresql_only
def test_a_connection_that_was_lost_unnoticed_is_replaced(engine, shop):
    for _ in range(2):
        kill_all(engine)
        shop.run(numbers)
    kill_all(engine)
    shop.run(insert_rows, (LAMPS, [lamp(1)]))

    assert shop.run(numbers) == [1]


@postgresql_only
def test_a_connection_lost_between_statements_costs_another_attempt(engine, shop):
    attempts = []

    shop.run(losing(engine, attempts, after=lambda: insert_rows((LAMPS, [lamp(2)]))))

    assert (len(attempts), shop.run(numbers)) == (2, [1, 2])


@postgresql_only
def test_a_connection_lost_by_what_comes_last_costs_another_attempt(engine, shop):
    attempts = []

    def at_last():
        current().at_last(Lamps).numbers.append(2)

    shop.run(losing(engine, attempts, before=at_last))

    assert (len(attempts), shop.run(numbers)) == (2, [1, 2])


@postgresql_only
def test_a_connection_lost_at_the_commit_is_told_and_nothing_done_again(engine, shop):
    attempts = []

    with pytest.raises(DBAPIError) as lost:
        shop.run(losing(engine, attempts))

    assert lost.value.connection_invalidated is True
    assert attempts[0].is_committing is True
    assert (len(attempts), shop.run(numbers)) == (1, [])


@postgresql_only
def test_work_whose_connection_was_lost_does_not_go_on(engine):
    with doing(Work(engine)) as work:
        insert_rows((LAMPS, [lamp(1)]))
        kill_all(engine)
        with pytest.raises(DBAPIError) as lost:
            numbers()
        with pytest.raises(PendingRollbackError):
            numbers()
        with pytest.raises(PendingRollbackError):
            work.commit()

    with doing(Work(engine)):
        assert numbers() == []
    assert lost.value.connection_invalidated is True


@postgresql_only
def test_reading_goes_on_where_the_pool_lost_its_connections(engine, shop):
    reading = for_reading(engine)
    with doing(Work(reading)):
        numbers()
    kill_all(engine)

    with doing(Work(reading)), pytest.raises(DBAPIError) as lost:
        numbers()
    with doing(Work(reading)):
        assert numbers() == []

    assert lost.value.connection_invalidated is True


def test_what_is_asked_outside_opens_no_transaction(engine):
    with doing(Work(engine)) as work:
        with work.outside():
            numbers()
            assert not is_in_transaction(work)
        assert not is_in_transaction(work)
        insert_rows((LAMPS, [lamp(1)]))
        assert is_in_transaction(work)
        with work.outside():
            numbers()
            assert is_in_transaction(work)


def test_reading_opens_a_transaction_in_sqlite_alone(engine):
    with doing(Work(engine)) as work:
        numbers()
        assert is_in_transaction(work) is (engine.dialect.name == "sqlite")
        insert_rows((LAMPS, [lamp(1)]))
        assert is_in_transaction(work)


def test_no_transaction_is_opened_before_the_first_statement(engine):
    with doing(Work(engine)) as work:
        work.commit()
        assert work._connection is None


def test_what_comes_last_is_written_once_and_in_the_transaction(engine):
    with doing(Work(engine)) as work:
        last = work.at_last(Lamps)
        work.at_last(Lamps).numbers += [2, 3]
        insert_rows((LAMPS, [lamp(1)]))
        assert numbers() == [1]
        work.commit()
        work.commit()

    with doing(Work(engine)):
        assert (numbers(), last.was_in_transaction) == ([1, 2, 3], True)


def test_what_comes_last_and_alone_is_a_transaction_of_its_own(engine):
    with doing(Work(engine)) as work:
        last = work.at_last(Lamps)
        last.numbers.append(1)
        work.commit()

    with doing(Work(engine)):
        assert numbers() == [1]
    assert last.was_in_transaction is False


def test_what_comes_last_is_not_written_for_work_that_is_undone(engine):
    with doing(Work(engine)) as work:
        insert_rows((LAMPS, [lamp(1)]))
        work.at_last(Lamps).numbers.append(2)
        work.release()
        work.commit()

    with doing(Work(engine)):
        assert numbers() == []


def test_what_comes_first_is_done_once_a_transaction_is_open(engine):
    done = []

    with doing(Work(engine)) as work:
        work.at_first(lambda: done.append(is_in_transaction(work)))
        work.commit()
        assert done == []
        insert_rows((LAMPS, [lamp(1)]))
        assert done == [True]
        work.at_first(lambda: done.append("at once"))
        insert_rows((LAMPS, [lamp(2)]))

    assert done == [True, "at once"]


def test_a_refusal_undoes_and_releases(engine, shop):
    def refused():
        insert_rows((LAMPS, [lamp(1)]))
        assert engine.pool.checkedout() == 1
        raise Conflict

    with pytest.raises(Conflict):
        shop.run(refused)

    assert engine.pool.checkedout() == 0
    assert shop.run(numbers) == []
    assert engine.pool.checkedout() == 0


def test_work_within_work_comes_back_to_the_first(engine):
    with doing(Work(engine)) as first:
        with doing(Work(engine)) as second:
            assert current() is second
        assert current() is first
    with pytest.raises(LookupError):
        current()


def test_work_goes_on_after_its_commit(engine):
    with kept(engine) as work:
        insert_rows((LAMPS, [lamp(1)]))
        work.commit()
        insert_rows((LAMPS, [lamp(2)]))
        work.release()
        insert_rows((LAMPS, [lamp(3)]))

    with kept(engine):
        assert numbers() == [1, 3]


@postgresql_only
def test_a_get_opens_no_transaction_in_postgresql(engine, client, tmp_path):
    trace = tmp_path / "trace"

    with trace.open("w") as file:

        def listen(connection, _record):
            connection.pgconn.trace(file.fileno())

        engine.dispose()  # every connection from here on is a new one, and listened to
        event.listen(engine, "connect", listen)
        answers = [client.get("/v1/orders"), client.get("/v1/locations")]
        of_gets = trace.read_text()
        answers.append(client.post("/v1/locations", {"code": "a", "name": "A"}))
        of_all = trace.read_text()
        event.remove(engine, "connect", listen)
        engine.dispose()

    assert [answer.status_code for answer in answers] == [200, 200, 201]
    assert "FROM orders" in of_gets
    assert [word for word in ("BEGIN", "COMMIT", "ROLLBACK") if word in of_gets] == []
    assert [word for word in ("BEGIN", "COMMIT") if word in of_all] == ["BEGIN", "COMMIT"]


@postgresql_only
def test_what_is_prepared_outlives_what_psycopg_undoes(engine, shop):
    def undo():
        connection = current()._connected()
        for _ in range(PREPARED_BY_PSYCOPG_AFTER + 1):
            connection.execute(text("SELECT 1"))
        raw = connection.connection.driver_connection
        raw.execute("BEGIN")
        raw.rollback()
        return raw.execute(PREPARED).fetchall()

    shop.run(numbers)  # has our statement prepared on the one connection there is

    assert shop.run(undo) != []

"""The database is away, full, locked or read-only: 503, nothing lost, and no restart needed."""

import time
from contextlib import ExitStack, contextmanager
from threading import Thread

import psycopg
import pytest
from sqlalchemy import event, text

from models import db
from models.outages import AWAY, CROWDED, FULL, READ_ONLY
from tests.api.bodies import order_of, refusal
from tests.factories import Shop
from tests.faults.harness.places import FAST, IMMEDIATE, without_driver
from tests.races import crowd
from tests.scale.processes import until

BUSY = (503, "service-busy")
AT_MOST_SECONDS = 2
postgresql = pytest.mark.parametrize("place", ["postgresql"], indirect=True)
sqlite = pytest.mark.parametrize("place", ["sqlite"], indirect=True)


@pytest.fixture
def shop(opened, own_url):
    return Shop(opened(own_url, db_lock_timeout_ms=50))


@pytest.fixture
def client(shop):
    return shop.client()


@pytest.fixture
def buy(client, shop):
    """Send one and the same order, under one key."""
    body = order_of(*[(shop.level(on_hand=100)["sku"], 1)] * 100)  # it takes room of its own
    return lambda: client.post("/v1/orders", body, key="sent-until-answered")


@pytest.fixture
def other(own_url):
    """Connect as somebody else."""
    with psycopg.connect(without_driver(own_url), autocommit=True) as connection:
        yield connection


@contextmanager
def each_connection(app, does):
    """Have every connection of an app begin with something, until this is left."""
    with app.app_context():
        engine = db.engine
    engine.dispose()
    event.listen(engine, "connect", does)
    yield
    event.remove(engine, "connect", does)
    engine.dispose()


def refused_and_then_done(buy, shop, refuse, reason):
    """See that an order is refused with this reason, changes nothing, and is done afterwards."""
    before = shop.everything()
    with refuse:
        answer = buy()
    unchanged = shop.everything() == before
    again = buy()

    assert (refusal(answer), answer.json["detail"]) == (BUSY, reason)
    assert "Retry-After" in answer.headers
    assert unchanged
    assert (again.status_code, "Idempotent-Replayed" in again.headers) == (201, False)
    assert len(shop.everything()["orders"]) == 1


@postgresql
@pytest.mark.parametrize("how", [IMMEDIATE, FAST], ids=["broken-off", "in-good-order"])
def test_a_database_that_restarts_is_a_503_and_then_serves_again(place, buy, shop, how):
    @contextmanager
    def away():
        place.stop(how)
        yield
        place.start()

    refused_and_then_done(buy, shop, away(), AWAY)


@postgresql
def test_a_database_without_a_connection_to_spare_is_a_503(buy, shop, own_url):
    @contextmanager
    def crowded():
        with shop.app.app_context(), ExitStack() as others:
            db.engine.dispose()
            try:
                while True:
                    others.enter_context(psycopg.connect(without_driver(own_url)))
            except psycopg.OperationalError:
                yield

    refused_and_then_done(buy, shop, crowded(), AWAY)


def test_a_pool_without_a_connection_to_spare_is_a_503_within_two_seconds(buy, shop):
    @contextmanager
    def taken():
        with shop.app.app_context(), ExitStack() as held:
            pool = db.engine.pool
            for _ in range(pool.size() + pool._max_overflow):
                held.enter_context(db.engine.connect())
            began = time.monotonic()
            yield
            assert time.monotonic() - began < AT_MOST_SECONDS

    reason = "Too many want the same at this moment; nothing was changed."
    refused_and_then_done(buy, shop, taken(), reason)


@postgresql
def test_a_lock_that_another_holds_is_a_503(buy, shop, other):
    @contextmanager
    def locked():
        with other.transaction():
            other.execute("LOCK TABLE stock_levels IN EXCLUSIVE MODE")
            yield

    reason = "Too many want the same at this moment; nothing was changed."
    refused_and_then_done(buy, shop, locked(), reason)


@postgresql
def test_an_order_that_is_a_deadlocks_victim_is_done_again(opened, own_url, other):
    shop = Shop(opened(own_url, db_lock_timeout_ms=10_000))
    client, place = shop.client(), shop.location()
    levels = sorted((shop.level(on_hand=5, location=place) for _ in range(2)), key=by_id)
    lock = "SELECT 1 FROM stock_levels WHERE id = %s FOR UPDATE"
    deadlocks = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
    (before,) = other.execute(deadlocks).fetchone()
    answers = []
    body = order_of(*((level["sku"], 1) for level in levels))
    buying = Thread(target=lambda: answers.append(client.post("/v1/orders", body)))
    with other.transaction():
        other.execute("SET LOCAL deadlock_timeout = '60s'")  # so that it is not the victim
        other.execute(lock, [levels[1]["id"]])
        buying.start()
        until(lambda: waits_for_a_lock(other))
        other.execute(lock, [levels[0]["id"]])
    buying.join()

    assert [answer.status_code for answer in answers] == [201]
    until(lambda: other.execute(deadlocks).fetchone()[0] == before + 1)
    assert client.get("/v1/stock/verify").json["ok"]


@postgresql
def test_orders_that_cannot_be_serialized_are_done_again(opened, own_url, other):
    name = other.info.dbname
    other.execute(f"ALTER DATABASE {name} SET default_transaction_isolation TO 'serializable'")
    shop = Shop(opened(own_url, threads=8))
    level = shop.level(on_hand=8)
    buyers = crowd.clients(shop.client(), 8)

    answers = crowd.at_once([lambda c=c: bought(c, level["sku"]) for c in buyers])

    other.execute(f"ALTER DATABASE {name} RESET default_transaction_isolation")
    assert crowd.statuses(answers) == {(201, None): 8}
    assert shop.reload(level)["reserved"] == 8
    assert buyers[0].get("/v1/stock/verify").json["ok"]


@sqlite
def test_a_full_disk_is_a_503_on_sqlite(buy, shop):
    def fill(raw, _record):
        raw.execute("PRAGMA max_page_count = 1")  # SQLite takes the pages that there are

    refused_and_then_done(buy, shop, each_connection(shop.app, fill), FULL)


@postgresql
@pytest.mark.parametrize(("state", "reason"), [("53100", FULL), ("53200", CROWDED)])
def test_a_full_disk_is_a_503_on_postgresql(buy, shop, other, state, reason):
    @contextmanager
    def full():
        other.execute(
            "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN RAISE EXCEPTION 'no room' USING ERRCODE = '{state}'; END $$"
        )
        other.execute("CREATE TRIGGER no_room BEFORE INSERT ON orders EXECUTE FUNCTION no_room()")
        try:
            yield
        finally:
            other.execute("DROP FUNCTION no_room CASCADE")

    refused_and_then_done(buy, shop, full(), reason)


@sqlite
def test_a_file_that_may_only_be_read_is_a_503_on_sqlite(buy, shop):
    def only_read(raw, _record):
        raw.execute("PRAGMA query_only = ON")

    refused_and_then_done(buy, shop, each_connection(shop.app, only_read), READ_ONLY)


@sqlite
def test_a_connection_that_may_only_read_gives_way_to_one_that_may_write(buy, shop):
    shop.run(lambda: None)
    with shop.app.app_context(), db.engine.connect() as connection:
        connection.execute(text("PRAGMA query_only = ON"))

    assert buy().status_code == 201


@postgresql
def test_a_database_that_may_only_be_read_is_a_503_on_postgresql(buy, shop, other):
    @contextmanager
    def only_read():
        name = other.info.dbname
        other.execute(f"ALTER DATABASE {name} SET default_transaction_read_only TO on")
        with shop.app.app_context():
            db.engine.dispose()
        yield
        other.execute("SET default_transaction_read_only TO off")
        other.execute(f"ALTER DATABASE {name} RESET default_transaction_read_only")

    refused_and_then_done(buy, shop, only_read(), READ_ONLY)


def by_id(level):
    return level["id"]


def bought(client, sku):
    """Order one; again as long as the answer is that it is too busy."""
    body = order_of((sku, 1))
    while (answer := client.post("/v1/orders", body, key=f"mine-{id(client)}")).status_code == 503:
        time.sleep(0.01)
    return answer


def waits_for_a_lock(other):
    found = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND pid <> %s"
    return other.execute(found, [other.info.backend_pid]).fetchone()

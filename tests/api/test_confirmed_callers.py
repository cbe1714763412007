"""Who is not confirmed leaves nothing behind, and a database that fails is told as that."""

from threading import Timer
from unittest.mock import patch

import psycopg
import pytest
from sqlalchemy.exc import TimeoutError as PoolTimeout

from api.transaction import EXTENSION
from models.libpq import Cursor
from tests.api.bodies import refusal
from tests.factories import Shop

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
BODY = {"code": "attic", "name": "Attic"}


@pytest.fixture
def known(shop):
    """Give a client who is known, and had one key answered."""
    client = shop.client()
    assert client.post("/v1/locations", BODY, key="once").status_code == 201
    return client


def failing(function, fault, times):
    """Give the function, failing so many times first, and the list of its calls."""
    calls = []

    def called(*args, **kwargs):
        calls.append(args)
        if len(calls) <= times:
            raise fault
        return function(*args, **kwargs)

    return called, calls


def test_no_write_is_noted_of_whose_session_ended(app, another_app, database_url):
    shop = Shop(another_app(database_replica_urls=(database_url,)))
    client = shop.client()
    assert client.get("/v1/locations").status_code == 200
    client.post("/v1/auth/logout", {"refresh_token": client.tokens["refresh_token"]})
    before = shop.everything()

    answer = client.post("/v1/locations", BODY)

    assert refusal(answer) == (401, "invalid-token")
    assert shop.everything() == before


def test_a_lock_waited_for_too_long_is_tried_again_after_a_write(app, another_app, database_url):
    shop = Shop(another_app(db_lock_timeout_ms=200))
    order = shop.order((shop.level(on_hand=5)["sku"], 1))
    client = shop.client()
    with psycopg.connect(database_url.replace("+psycopg", "")) as other:
        other.execute("LOCK TABLE fulfilments IN ACCESS EXCLUSIVE MODE")
        waking = Timer(0.35, other.rollback)
        waking.start()

        answer = client.post(f"/v1/orders/{order['id']}/confirm")
        waking.join()

    assert answer.status_code == 200


@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_connection_is_waited_for_once(app, known, times):
    with app.app_context():
        engine = app.extensions[EXTENSION].writing
    connect, calls = failing(engine.connect, PoolTimeout("full"), times)

    with patch.object(engine, "connect", connect):
        answer = known.post("/v1/locations", BODY, key="once")

    assert (refusal(answer), len(calls)) == ((503, "service-busy"), 1)


def test_a_kept_answer_that_comes_too_late_is_no_fault(known):
    canceled = psycopg.errors.QueryCanceled("statement timeout")
    together, _ = failing(Cursor.execute_together, canceled, 2)

    with patch.object(Cursor, "execute_together", lambda *args: together(*args)):
        answer = known.post("/v1/locations", BODY, key="once")

    assert refusal(answer) == (503, "service-busy")

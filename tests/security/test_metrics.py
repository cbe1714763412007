"""What Prometheus reads on the private port: exact over all workers, bounded, and not public."""

import os
import signal
import socket
import time
import urllib.error
import urllib.request
from collections import Counter
from contextlib import suppress

import psycopg
import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import select

from api.measured import operations_of
from models import Job
from services import records
from tests.api.bodies import order_of
from tests.client import contract_of
from tests.races import crowd

WORKERS = 2
one_engine = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""For what has nothing to do with the database: a server takes a while to start."""


class Scrape:
    """A private port, and what it says."""

    def __init__(self, port):
        self.port = port

    def read(self):
        """Give every series: its name and labels, and its value."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/metrics", timeout=30) as said:
            families = [*text_string_to_metric_families(said.read().decode())]
        samples = [sample for family in families for sample in family.samples]
        return {(each.name, *sorted(each.labels.items())): each.value for each in samples}

    def requests(self):
        """Count the requests by operation and status, those of waiting for the start aside."""
        found = Counter()
        for (name, *labels), value in self.read().items():
            if name == "backstock_requests_total" and ("operation", "health") not in labels:
                found[tuple(value for _, value in labels)] += value
        return found

    def value(self, name, **labels):
        """Add up the series of a name with these labels."""
        wanted = set(labels.items())
        return sum(v for (n, *of), v in self.read().items() if n == name and wanted <= set(of))


@pytest.fixture
def place(tmp_path):
    """Where servers of this test count."""
    folder = tmp_path / "counts"
    folder.mkdir()
    return folder


@pytest.fixture
def start(app, database_url, tmp_path, place):
    """Serve on a public port and tell on a private one; give both."""

    def started(**more):
        scrape = Scrape(crowd.free_port())
        given = {"METRICS_PORT": str(scrape.port), "TMPDIR": str(place), **more}
        return scrape, crowd.serving(database_url, tmp_path / "log", workers=WORKERS, **given)

    return started


def at_port(client, port):
    (remote,) = crowd.clients(client, 1, port)
    return remote


def test_the_numbers_of_all_workers_add_up_exactly(start, client, shop):
    level = shop.level(on_hand=3)
    short = order_of((level["sku"], 4))
    scrape, serving = start()
    with serving as port:
        callers = crowd.clients(client, 8, port)
        crowd.at_once([lambda c=c: [c.get("/v1/me") for _ in range(10)] for c in callers])
        remote = callers[0]
        placed = [remote.post("/v1/orders", order_of((level["sku"], 1)), key="k") for _ in "123"]
        refused = [remote.post("/v1/orders", short).status_code for _ in range(2)]
        remote.get("/v1/products/00000000-0000-7000-8000-000000000000")

        counted = scrape.requests()
        duration = {
            operation: scrape.value("backstock_request_duration_seconds_count", operation=operation)
            for operation in ("getMe", "createOrder")
        }
        conflicts = scrape.value("backstock_refusals_total", code="insufficient-stock")
        replays = scrape.value("backstock_idempotent_replays_total")

    assert [answer.status_code for answer in placed] == [201] * 3
    assert refused == [409] * 2
    assert counted == {
        ("getMe", "200"): 80,
        ("createOrder", "201"): 3,
        ("createOrder", "409"): 2,
        ("getProduct", "404"): 1,
    }
    assert duration == {"getMe": 80, "createOrder": 5}
    assert (conflicts, replays) == (2, 2)


@one_engine
def test_made_up_paths_methods_and_names_add_no_series(start, client):
    scrape, serving = start()
    with serving as port:
        remote = at_port(client, port)
        made_up = {"path": "/v1/made-up-{}", "method": "MADEUP{}"}

        def attack(numbers):
            for n in numbers:
                remote.http.open(made_up["path"].format(n), method="GET")
                remote.http.open("/v1/me", method=made_up["method"].format(n))
                remote.http.open(f"/v1/products/{n}", method="GET", headers=remote.headers)
                remote.http.open("/v1/me", method="GET", headers={"Host": f"h{n}", "X-A": str(n)})

        attack(range(20))
        before = scrape.read()
        attack(range(20, 60))
        after = scrape.read()

    assert after.keys() == before.keys()
    unknown = ("backstock_requests_total", ("operation", "unknown"))
    assert after[*unknown, ("status", "404")] - before[*unknown, ("status", "404")] == 80
    assert after[*unknown, ("status", "405")] - before[*unknown, ("status", "405")] == 40


@one_engine
def test_the_public_port_tells_nothing_and_the_private_one_nothing_else(start, client):
    scrape, serving = start()
    with serving as port:
        public = at_port(client, port).get("/metrics")
        with urllib.request.urlopen(f"http://127.0.0.1:{scrape.port}/v1/me", timeout=30) as answer:
            private = answer.read()

    assert (public.status_code, public.json["code"]) == (404, "route-not-found")
    assert b"backstock_requests_total" in private  # whatever is asked, the same page


@one_engine
def test_a_worker_that_was_killed_loses_no_count_and_leaves_no_file(start, client, place):
    scrape, serving = start()
    with serving as port:
        remote = at_port(client, port)
        for _ in range(10):
            remote.get("/v1/me")
        pool = "backstock_database_connections_max"
        wait_until(lambda: scrape.value(pool) == WORKERS * (8 + 2))
        (folder,) = place.iterdir()
        files_before = sorted(file.name for file in folder.iterdir())

        (victim, *_) = workers_of(folder)
        os.kill(victim, signal.SIGKILL)
        wait_until(lambda: len(workers_of(folder) - {victim}) == WORKERS)
        for _ in range(10):
            crowd.until_done(lambda: remote.get("/v1/me"))
        wait_until(lambda: scrape.requests()["getMe", "200"] >= 20)

        counted = scrape.requests()
        wait_until(lambda: scrape.value(pool) == WORKERS * (8 + 2))
        files_after = sorted(file.name for file in folder.iterdir())

    assert counted == {("getMe", "200"): 20}
    assert files_after == files_before


@one_engine
def test_nothing_is_left_when_the_server_was_told_to_stop(start, place):
    _, serving = start()
    with serving:
        assert len([*place.iterdir()]) == 1

    assert [*place.iterdir()] == []


@one_engine
def test_nothing_is_left_when_the_server_was_killed(app, database_url, tmp_path, place):
    scrape = Scrape(crowd.free_port())
    more = {"METRICS_PORT": str(scrape.port), "TMPDIR": str(place)}
    where = {"module": "wsgi:app", "path": tmp_path}
    server = crowd.start(
        crowd.free_port(), database_url, tmp_path / "log", workers=1, **where, **more
    )
    wait_until(lambda: is_told(scrape))

    os.kill(server.pid, signal.SIGKILL)
    server.wait()
    wait_until(lambda: not [*place.iterdir()])

    assert not is_told(scrape)
    with suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)  # workers that had not noticed yet


def test_the_pool_and_the_queue_are_told(start, client, shop, database_url):
    shop.run(unfinished_job, shop.account_id)
    scrape, serving = start()
    with serving as port:
        at_port(client, port).get("/v1/me")
        wait_until(lambda: scrape.value("backstock_jobs_unfinished") > 0)

        unfinished = scrape.value("backstock_jobs_unfinished")
        in_use = scrape.value("backstock_database_connections_in_use")

    assert unfinished == sum(job["finished_at"] is None for job in all_jobs(shop))
    assert in_use == 0


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_transaction_that_is_done_again_is_counted(start, client, shop, database_url):
    level = shop.level(on_hand=5)
    scrape, serving = start(DB_LOCK_TIMEOUT_MS="100")
    url = database_url.replace("postgresql+psycopg://", "postgresql://")
    with serving as port, psycopg.connect(url) as other:
        other.execute("SELECT 1 FROM stock_levels WHERE id = %s FOR UPDATE", [level["id"]])

        answer = at_port(client, port).post("/v1/orders", order_of((level["sku"], 1)))
        other.rollback()

        retries = scrape.value("backstock_transaction_retries_total")
        busy = scrape.value("backstock_refusals_total", code="service-busy")

    assert (answer.status_code, retries, busy) == (503, 5, 1)


@one_engine
def test_without_a_port_nothing_listens_and_nothing_is_counted(app, database_url, place, tmp_path):
    with crowd.serving(database_url, tmp_path / "log", TMPDIR=str(place)):
        assert [*place.iterdir()] == []


@one_engine
def test_a_private_port_that_is_taken_stops_the_start(database_url, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        where = {"module": "wsgi:app", "path": tmp_path, "METRICS_PORT": str(port)}
        server = crowd.start(crowd.free_port(), database_url, tmp_path / "log", workers=1, **where)

        assert server.wait(crowd.PATIENCE_SECONDS) == 1

    said = (tmp_path / "log").read_text()
    assert said == f"Backstock cannot listen on 127.0.0.1 port {port}: Address already in use.\n"


@one_engine
def test_every_operation_is_counted_by_its_id_and_every_page_by_what_serves_it(app):
    names = {measured.name for measured in operations_of(app).values()}
    documented = {each.id for each in contract_of(app).operations.values()}

    assert names == {*documented, "docs", "health", "jwks"}


def unfinished_job(account_id):
    facts = {"kind": "import", "fingerprint": "f" * 64, "options": {}, "counts": {}}
    return records.create(Job, account_id=account_id, **facts)


def all_jobs(shop):
    return shop.run(lambda: records.many(select(records.table_of(Job))))


def workers_of(folder):
    """Give the processes that hold a slot: whoever has such a file open."""
    found = set()
    for pid in (int(name) for name in os.listdir("/proc") if name.isdigit()):
        with suppress(OSError):
            handles = [os.readlink(f"/proc/{pid}/fd/{fd}") for fd in os.listdir(f"/proc/{pid}/fd")]
            if any(handle.startswith(f"{folder}/slot-") for handle in handles):
                found.add(pid)
    return found


def is_told(scrape):
    try:
        return bool(scrape.read()) or True
    except (urllib.error.URLError, ConnectionError):
        return False


def wait_until(holds):
    deadline = time.monotonic() + crowd.PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.05)

"""Imports are killed midway: they go on where they stopped, and no row counts twice."""

import contextlib
import http.client
import time
import uuid
from pathlib import Path

from sqlalchemy import create_engine, text

from models import Location, User
from tests.factories import Shop
from tests.faults.harness.commands import begun, ended
from tests.faults.harness.scene import Fault, Scene

ROWS = 4_000
UPLOADED = 1_000
"""What one request may bring."""
UNITS = 7
FOUND = """
SELECT count(DISTINCT v.sku) AS skus, count(DISTINCT v.id) AS variants, count(l.id) AS levels,
       coalesce(sum(l.on_hand), 0) AS units
FROM variants v LEFT JOIN stock_levels l ON l.variant_id = v.id WHERE v.sku LIKE :prefix
"""
POSITION = "SELECT max(position) FROM jobs WHERE status = 'running'"
JOBS = "SELECT count(*) FROM jobs"


def catalogue(path: Path, prefix: str, place: str, rows: int) -> Path:
    """Write a file of so many new products, each with opening stock."""
    lines = [f"{prefix}{n},Title {n},{UNITS}" for n in range(rows)]
    path.write_text("\n".join([f"sku,title,stock.{place}", *lines]) + "\n")
    return path


def by_command(scene: Scene) -> None:
    """Kill `flask import` again and again, until one comes to its end."""
    file = catalogue(scene.directory / "a.csv", "IMP-", place_of(scene.shop), ROWS)
    scene.crowd.start()
    scene.go_on()
    scene.done["killed"] = killed_and_taken_up(scene.url, file, email_of(scene.shop), (500, 1_500))
    scene.done["rows"] = ROWS
    wrong = difference(scene.url, "IMP-%", ROWS)
    scene.expect(not wrong, wrong)
    scene.expect(scene.done["killed"], "no import was killed midway")


def killed_and_taken_up(url: str, file: Path, email: str, positions: tuple[int, ...]) -> int:
    """Kill an import when it has come so far, each time; let the last end. Give how many died."""
    killed = 0
    for position in positions:
        process = begun(url, "import", file, "--account", email)
        while process.poll() is None and (asked(url, POSITION) or 0) < position:
            time.sleep(0.005)
        killed += process.poll() is None
        process.kill()
        process.communicate()
    ended(begun(url, "import", file, "--account", email))
    return killed


def by_request(scene: Scene) -> None:
    """Kill the server while it imports; send the same again, under the same key."""
    file = catalogue(scene.directory / "b.csv", "UP-", place_of(scene.shop), UPLOADED)
    scene.crowd.start()
    scene.go_on()
    key, answer = str(uuid.uuid4()), None
    for after_seconds in (0.15, 0.4, None):
        connection = http.client.HTTPConnection("127.0.0.1", scene.server.port, timeout=60)
        with contextlib.suppress(OSError, http.client.HTTPException):
            upload(connection, scene, file, key)
            if after_seconds is not None:
                time.sleep(after_seconds)
                scene.server.kill()
                scene.done["killed"] += 1
            answer = connection.getresponse().status
        connection.close()
        scene.server.ensure()
    scene.expect(answer == 201, f"the import was answered {answer} in the end")
    wrong = difference(scene.url, "UP-%", UPLOADED)
    scene.expect(not wrong, wrong)
    scene.done["rows"] = UPLOADED


def upload(connection: http.client.HTTPConnection, scene: Scene, file: Path, key: str) -> None:
    """Send a file as a browser would, without waiting for the answer."""
    edge = "edge-of-a-part"
    head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="b.csv"\r\n'
    body = f"{head}Content-Type: text/csv\r\n\r\n{file.read_text()}\r\n--{edge}--\r\n"
    kind = {"Content-Type": f"multipart/form-data; boundary={edge}", "Idempotency-Key": key}
    connection.request("POST", "/v1/imports", body.encode(), {**scene.headers, **kind})


def difference(url: str, prefix: str, rows: int) -> str:
    """Say what is otherwise than every row there once, with its stock, by one job."""
    found = {**asked_row(url, FOUND, prefix=prefix), "jobs": asked(url, JOBS)}
    stock = {"levels": rows, "units": rows * UNITS}
    wanted = {"skus": rows, "variants": rows, **stock, "jobs": 1}
    return "" if found == wanted else f"the import left {found}, wanted {wanted}"


def place_of(shop: Shop) -> str:
    """Give the code of one of a shop's locations."""
    return str(shop.rows(Location)[0]["code"])


def email_of(shop: Shop) -> str:
    """Give the e-mail address of a shop's owner."""
    shop.user("owner")
    return str(shop.rows(User)[0]["email"])


def asked(url: str, query: str) -> int | None:
    """Read one number."""
    return next(iter(asked_row(url, query).values()))


def asked_row(url: str, query: str, **values: str) -> dict[str, int]:
    """Read one row of numbers."""
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            row = connection.execute(text(query), values).mappings().one()
            return {name: value and int(value) for name, value in row.items()}
    finally:
        engine.dispose()


FAULTS = {
    "an import killed midway": Fault(by_command),
    "a server killed while it imports": Fault(by_request),
}

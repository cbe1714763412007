"""The store on SQLite: the standard library's driver, for the tuned app and the floor."""

import random
import sqlite3
import threading
import time
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import orjson

from bench.peers import plan
from bench.peers.common import SQLITE_PATH, SQLITE_PRAGMAS, Problem, new_id
from bench.peers.lean import draft
from bench.peers.lean import sqlite_text as sql
from bench.peers.lean.draft import Asked, Draft
from bench.peers.lean.shapes import Row
from bench.peers.lean.store import Answer, OrderRows, busy, placed, refused, replayed

PATIENCE_SECONDS = 5.0
_writer = threading.Lock()
"""Callers of one process queue here; only those of another one have to poll."""


def _dashed(hexadecimal: bytes) -> str:
    h = hexadecimal.decode()
    return f"{h[:8]}-{h[8:12]}-{h[12:16]}-{h[16:20]}-{h[20:]}"


def _plain(uuid: str) -> str:
    return uuid.replace("-", "")


def _stored(instant: datetime) -> str:
    return instant.strftime("%Y-%m-%d %H:%M:%S.%f")


sqlite3.register_converter("CHAR", _dashed)
sqlite3.register_converter("DATETIME", lambda text: f"{text[:10].decode()}T{text[11:].decode()}Z")
sqlite3.register_converter("JSON", orjson.Fragment)


class SqliteStore:
    """One connection, for one thread at a time."""

    def __init__(self) -> None:
        self.connection = sqlite3.connect(
            SQLITE_PATH,
            detect_types=sqlite3.PARSE_DECLTYPES,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=128,
        )
        for pragma in SQLITE_PRAGMAS:
            self.connection.execute(f"PRAGMA {pragma}")

    def caller(self, user_id: str, family_id: str) -> tuple[str, str] | None:
        """Give account and role of a user whose session goes on."""
        return self._one(sql.CALLER, _plain(user_id), _plain(family_id))

    def products(self, account_id: str, limit: int) -> tuple[list[Row], list[Row], bool]:
        """Give products, their variants, and whether there are more."""
        rows = self._rows(sql.PRODUCTS, _plain(account_id), limit + 1)
        page = rows[:limit]
        return page, self._rows(sql.VARIANTS, _ids(page)), len(rows) > limit

    def product(self, account_id: str, product_id: str) -> tuple[list[Row], list[Row]]:
        """Give one product, or none, and its variants."""
        rows = self._rows(sql.PRODUCT, _plain(account_id), _plain(product_id))
        return rows, self._rows(sql.VARIANTS, _ids(rows)) if rows else []

    def orders(self, account_id: str, limit: int) -> tuple[OrderRows, bool]:
        """Give the rows of orders, and whether there are more."""
        rows = self._rows(sql.ORDERS, _plain(account_id), limit + 1)
        page = rows[:limit]
        ids = _ids(page)
        parcels = self._rows(sql.PARCELS, ids)
        inside = self._rows(sql.PARCEL_LINES, _ids(parcels))
        lines, allocations = self._rows(sql.LINES, ids), self._rows(sql.ALLOCATIONS, ids)
        return (page, lines, allocations, parcels, inside), len(rows) > limit

    def availability(self, account_id: str, skus: Sequence[str]) -> list[Row]:
        """Give a row for each SKU and location."""
        return self._rows(sql.AVAILABILITY, _plain(account_id), orjson.dumps(skus).decode())

    def place(self, asked: Asked, request_id: str) -> Answer:
        """Place an order in one transaction that takes the write lock when it opens."""
        with _writer:
            self._begin()
            try:
                answer = self._place(asked, request_id)
                self.connection.execute("COMMIT")
            finally:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
        return answer

    def _begin(self) -> None:
        self.connection.execute("PRAGMA busy_timeout=0")
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                self.connection.execute("BEGIN IMMEDIATE")
                break
            except sqlite3.OperationalError:
                if time.monotonic() > deadline:
                    raise busy() from None
            time.sleep(random.uniform(0.001, 0.003))
        self.connection.execute("PRAGMA busy_timeout=5000")

    def _place(self, asked: Asked, request_id: str) -> Answer:
        kept = self._one(sql.KEPT, _plain(asked.account_id), asked.principal, asked.key)
        if kept is not None:
            return replayed(
                asked.fingerprint, (kept[0], kept[1], orjson.loads(orjson.dumps(kept[2])), kept[3])
            )
        try:
            made = self._draft(asked)
        except Problem as problem:
            if not problem.is_kept:
                raise
            answer = refused(problem, request_id)
            self._keep(asked, answer, draft.utcnow())
            return answer
        self._write(asked, made)
        answer = placed(made)
        self._keep(asked, answer, made.now)
        return answer

    def _draft(self, asked: Asked) -> Draft:
        account = _plain(asked.account_id)
        if asked.external_ref is not None:
            known = self._one(sql.KNOWN_REF, account, asked.channel, asked.external_ref)
            if known is not None:
                raise plan.external_ref_exists(*known)
        offer = self._rows(sql.OFFER, account, orjson.dumps(asked.skus).decode())
        variants = draft.sold(asked, offer)
        unknown = draft.unknown_locations(asked, offer)
        if unknown:
            ids = orjson.dumps([_plain(location) for location in unknown]).decode()
            found = {row["id"] for row in self._rows(sql.LOCATIONS, account, ids)}
            draft.refuse_locations(asked, set(unknown) - found)
        return draft.make(asked, variants, offer)

    def _write(self, asked: Asked, made: Draft) -> None:
        account, order, now = _plain(asked.account_id), _plain(made.order_id), _stored(made.now)
        run, run_each = self.connection.execute, self.connection.executemany
        buyer = (asked.currency, asked.email, asked.name, asked.channel, asked.external_ref)
        run(sql.INSERT_ORDER, (order, account, made.number, *buyer, made.total, now))
        run_each(sql.INSERT_LINE, [_line(account, order, line, now) for line in made.lines])
        reservation = _plain(made.reservation_id)
        run(sql.INSERT_RESERVATION, (reservation, account, order, now))
        run_each(
            sql.INSERT_PROMISE,
            [
                (
                    _plain(new_id()),
                    account,
                    reservation,
                    _plain(made.lines[n]["id"]),
                    _plain(shelf.level_id),
                    quantity,
                    now,
                )
                for n, shelf, quantity in made.takes
            ],
        )
        movements = []
        for level_id, quantity in sorted(made.promised.items()):
            level = _plain(level_id)
            after = run(sql.TAKE, (level, account, quantity, now)).fetchone()
            if after is None:
                raise busy()
            variant, location, sequence, on_hand, reserved = after
            facts = (sequence, quantity, on_hand, reserved, made.number, asked.principal, now)
            ids = (_plain(new_id()), account, level, _plain(variant), _plain(location))
            movements.append((*ids, *facts))
        run_each(sql.INSERT_MOVEMENT, movements)

    def _keep(self, asked: Asked, answer: Answer, now: datetime) -> None:
        this = (_plain(asked.account_id), asked.principal, asked.key, asked.fingerprint)
        headers = orjson.dumps(answer.headers).decode()
        values = (_plain(new_id()), *this, answer.status, headers, answer.body, _stored(now))
        self.connection.execute(sql.KEEP, values)

    def _one(self, text: str, *values: Any) -> Any:
        return self.connection.execute(text, values).fetchone()

    def _rows(self, text: str, *values: Any) -> list[Row]:
        cursor = self.connection.execute(text, values)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=False)) for row in cursor]


def _ids(rows: Sequence[Row]) -> str:
    return orjson.dumps([_plain(row["id"]) for row in rows]).decode()


def _line(account: str, order: str, line: Row, now: str) -> tuple[Any, ...]:
    return (
        _plain(line["id"]),
        account,
        order,
        line["position"],
        _plain(line["variant_id"]),
        line["sku"],
        line["title"],
        line["quantity"],
        line["unit_price_minor"],
        line["subtotal_minor"],
        now,
    )

"""The store on PostgreSQL: psycopg 3 in C, statements prepared once, a connection per thread."""

from collections.abc import Sequence
from typing import Any

import orjson
import psycopg
from psycopg import RawCursor, errors
from psycopg.adapt import Loader
from psycopg.rows import dict_row
from psycopg.types.numeric import Int8Dumper
from psycopg.types.string import TextLoader

from bench.peers import plan
from bench.peers.common import DATABASE_URL, POSTGRESQL_SETTINGS, Problem, new_id
from bench.peers.lean import draft
from bench.peers.lean import postgresql as sql
from bench.peers.lean.draft import Asked, Draft
from bench.peers.lean.shapes import Row
from bench.peers.lean.store import (
    ATTEMPTS,
    KEY_CONSTRAINT,
    Answer,
    OrderRows,
    busy,
    placed,
    refused,
    replayed,
)

OVERTAKEN = (
    errors.DivisionByZero,
    errors.DeadlockDetected,
    errors.SerializationFailure,
    errors.LockNotAvailable,
)
SETTINGS = {**POSTGRESQL_SETTINGS, "plan_cache_mode": "force_generic_plan"}


class Written(Loader):
    """JSON as it stands in the database."""

    def load(self, data: Any) -> orjson.Fragment:
        """Leave it to orjson."""
        return orjson.Fragment(bytes(data))


class PostgresqlStore:
    """One connection, for one thread."""

    def __init__(self) -> None:
        options = " ".join(f"-c {name}={value}" for name, value in SETTINGS.items())
        self.connection = psycopg.connect(
            DATABASE_URL,
            autocommit=True,
            prepare_threshold=0,
            cursor_factory=RawCursor,
            options=options,
        )
        adapters = self.connection.adapters
        adapters.register_loader("uuid", TextLoader)
        adapters.register_loader("jsonb", Written)
        adapters.register_dumper(int, Int8Dumper)

    def caller(self, user_id: str, family_id: str) -> Any:
        """Give account and role of a user whose session goes on."""
        return self._one(sql.CALLER, user_id, family_id)

    def products(self, account_id: str, limit: int) -> tuple[list[Row], list[Row], bool]:
        """Give products, their variants, and whether there are more."""
        rows = self._rows(sql.PRODUCTS, account_id, limit + 1)
        page = rows[:limit]
        return page, self._rows(sql.VARIANTS, _ids(page)), len(rows) > limit

    def product(self, account_id: str, product_id: str) -> tuple[list[Row], list[Row]]:
        """Give one product, or none, and its variants."""
        rows = self._rows(sql.PRODUCT, account_id, product_id)
        return rows, self._rows(sql.VARIANTS, [product_id]) if rows else []

    def orders(self, account_id: str, limit: int) -> tuple[OrderRows, bool]:
        """Give the rows of orders, and whether there are more."""
        rows = self._rows(sql.ORDERS, account_id, limit + 1)
        page = rows[:limit]
        ids = _ids(page)
        parcels = self._rows(sql.PARCELS, ids)
        inside = self._rows(sql.PARCEL_LINES, _ids(parcels))
        lines, allocations = self._rows(sql.LINES, ids), self._rows(sql.ALLOCATIONS, ids)
        return (page, lines, allocations, parcels, inside), len(rows) > limit

    def availability(self, account_id: str, skus: Sequence[str]) -> list[Row]:
        """Give a row for each SKU and location."""
        return self._rows(sql.AVAILABILITY, account_id, skus)

    def place(self, asked: Asked, request_id: str) -> Answer:
        """Place an order, again with a new plan if another took the units; raises Problem."""
        for _ in range(ATTEMPTS):
            try:
                made = self._draft(asked)
            except Problem as problem:
                return self._refuse(asked, problem, request_id)
            try:
                self.connection.execute(sql.PLACE, draft.place_parameters(asked, made))
                return placed(made)
            except errors.UniqueViolation as error:
                if error.diag.constraint_name == KEY_CONSTRAINT:
                    return self._replay(asked)
            except OVERTAKEN:
                pass
        raise busy()

    def _draft(self, asked: Asked) -> Draft:
        account = asked.account_id
        if asked.external_ref is not None:
            known = self._one(sql.KNOWN_REF, account, asked.channel, asked.external_ref)
            if known is not None:
                raise plan.external_ref_exists(*known)
        offer = self._rows(sql.OFFER, account, asked.skus)
        variants = draft.sold(asked, offer)
        unknown = draft.unknown_locations(asked, offer)
        if unknown:
            found = {row["id"] for row in self._rows(sql.LOCATIONS, account, unknown)}
            draft.refuse_locations(asked, set(unknown) - found)
        return draft.make(asked, variants, offer)

    def _refuse(self, asked: Asked, problem: Problem, request_id: str) -> Answer:
        kept = self._kept(asked)
        if kept is not None:
            return replayed(asked.fingerprint, kept)
        if not problem.is_kept:
            raise problem
        answer = refused(problem, request_id)
        this = (asked.account_id, asked.principal, asked.key, asked.fingerprint)
        headers = orjson.dumps(answer.headers).decode()
        values = (new_id(), *this, answer.status, headers, answer.body, draft.utcnow())
        try:
            self.connection.execute(sql.KEEP, values)
        except errors.UniqueViolation:
            return self._replay(asked)
        return answer

    def _replay(self, asked: Asked) -> Answer:
        return replayed(asked.fingerprint, self._kept(asked))

    def _kept(self, asked: Asked) -> Any:
        row = self._one(sql.KEPT, asked.account_id, asked.principal, asked.key)
        return row and (row[0], row[1], orjson.loads(orjson.dumps(row[2])), row[3])

    def _one(self, text: str, *values: Any) -> Any:
        return self.connection.execute(text, values).fetchone()

    def _rows(self, text: str, *values: Any) -> list[Row]:
        cursor = self.connection.cursor(row_factory=dict_row)
        return cursor.execute(text, values).fetchall()


def _ids(rows: Sequence[Row]) -> list[str]:
    return [row["id"] for row in rows]

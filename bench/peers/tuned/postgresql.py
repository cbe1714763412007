"""The store on PostgreSQL: asyncpg without SQLAlchemy, statements prepared once.

asyncpg itself is the faster choice: SQLAlchemy Core would run on it too, and add its own
work to every statement.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
import orjson

from bench.peers import plan
from bench.peers.common import DATABASE_URL, POOL_SIZE, POSTGRESQL_SETTINGS, Problem, new_id
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
    asyncpg.DivisionByZeroError,
    asyncpg.DeadlockDetectedError,
    asyncpg.SerializationError,
    asyncpg.LockNotAvailableError,
)


class Connection:
    """One connection of asyncpg's pool."""

    def __init__(self, raw: Any) -> None:
        self.raw = raw

    async def caller(self, user_id: str, family_id: str) -> Any:
        """Give account and role of a user whose session goes on."""
        return await self.raw.fetchrow(sql.CALLER, user_id, family_id)

    async def products(self, account_id: str, limit: int) -> tuple[list[Row], list[Row], bool]:
        """Give products, their variants, and whether there are more."""
        rows = await self._rows(sql.PRODUCTS, account_id, limit + 1)
        page = rows[:limit]
        variants = await self._rows(sql.VARIANTS, [row["id"] for row in page])
        return page, variants, len(rows) > limit

    async def product(self, account_id: str, product_id: str) -> tuple[list[Row], list[Row]]:
        """Give one product, or none, and its variants."""
        rows = await self._rows(sql.PRODUCT, account_id, product_id)
        return rows, await self._rows(sql.VARIANTS, [product_id]) if rows else []

    async def orders(self, account_id: str, limit: int) -> tuple[OrderRows, bool]:
        """Give the rows of orders, and whether there are more."""
        rows = await self._rows(sql.ORDERS, account_id, limit + 1)
        page = rows[:limit]
        ids = [row["id"] for row in page]
        lines = await self._rows(sql.LINES, ids)
        allocations = await self._rows(sql.ALLOCATIONS, ids)
        parcels = await self._rows(sql.PARCELS, ids)
        inside = await self._rows(sql.PARCEL_LINES, [row["id"] for row in parcels])
        return (page, lines, allocations, parcels, inside), len(rows) > limit

    async def availability(self, account_id: str, skus: Sequence[str]) -> Any:
        """Give a row for each SKU and location."""
        return await self.raw.fetch(sql.AVAILABILITY, account_id, skus)

    async def place(self, asked: Asked, request_id: str) -> Answer:
        """Place an order, again with a new plan if another took the units; raises Problem.

        Only when something is refused is it asked whether the key has an answer already: a
        second order with one key fails at the key's constraint, after waiting for the first.
        """
        for _ in range(ATTEMPTS):
            try:
                made = await self._draft(asked)
            except Problem as problem:
                return await self._refuse(asked, problem, request_id)
            try:
                await self.raw.execute(sql.PLACE, *draft.place_parameters(asked, made))
                return placed(made)
            except asyncpg.UniqueViolationError as error:
                if error.constraint_name == KEY_CONSTRAINT:
                    return await self._replay(asked)
            except OVERTAKEN:
                pass
        raise busy()

    async def _draft(self, asked: Asked) -> Draft:
        account = asked.account_id
        if asked.external_ref is not None:
            ref = (asked.channel, asked.external_ref)
            known = await self.raw.fetchrow(sql.KNOWN_REF, account, *ref)
            if known is not None:
                raise plan.external_ref_exists(*known)
        offer = await self.raw.fetch(sql.OFFER, account, asked.skus)
        variants = draft.sold(asked, offer)
        unknown = draft.unknown_locations(asked, offer)
        if unknown:
            found = {row["id"] for row in await self.raw.fetch(sql.LOCATIONS, account, unknown)}
            draft.refuse_locations(asked, set(unknown) - found)
        return draft.make(asked, variants, offer)

    async def _refuse(self, asked: Asked, problem: Problem, request_id: str) -> Answer:
        kept = await self._kept(asked)
        if kept is not None:
            return replayed(asked.fingerprint, kept)
        if not problem.is_kept:
            raise problem
        answer = refused(problem, request_id)
        this = (asked.account_id, asked.principal, asked.key, asked.fingerprint)
        headers = orjson.dumps(answer.headers).decode()
        values = (new_id(), *this, answer.status, headers, answer.body, draft.utcnow())
        try:
            await self.raw.execute(sql.KEEP, *values)
        except asyncpg.UniqueViolationError:
            return await self._replay(asked)
        return answer

    async def _replay(self, asked: Asked) -> Answer:
        return replayed(asked.fingerprint, await self._kept(asked))

    async def _kept(self, asked: Asked) -> Any:
        this = (asked.account_id, asked.principal, asked.key)
        row = await self.raw.fetchrow(sql.KEPT, *this)
        return row and (row[0], row[1], orjson.loads(orjson.dumps(row[2])), row[3])

    async def _rows(self, text: str, *values: Any) -> list[Row]:
        return [dict(row) for row in await self.raw.fetch(text, *values)]


class Store:
    """The pool of this process."""

    async def open(self) -> None:
        """Connect."""
        self.pool = await asyncpg.create_pool(
            DATABASE_URL,
            min_size=POOL_SIZE,
            max_size=POOL_SIZE,
            init=_prepare,
            reset=_leave,
            server_settings={**POSTGRESQL_SETTINGS, "plan_cache_mode": "force_generic_plan"},
        )

    @asynccontextmanager
    async def connect(self) -> AsyncIterator[Connection]:
        """Lend a connection."""
        async with self.pool.acquire() as raw:
            yield Connection(raw)


async def _prepare(raw: Any) -> None:
    """Read UUIDs as the text that they are answered as, and leave JSON as it is."""
    text = {"schema": "pg_catalog", "format": "text"}
    await raw.set_type_codec("uuid", encoder=str, decoder=str, **text)
    await raw.set_type_codec("jsonb", encoder=str, decoder=orjson.Fragment, **text)


async def _leave(raw: Any) -> None:
    """Reset nothing between requests: none of them changes its session."""

"""The store on SQLite: reads at once on the event loop, writes in a thread of their own.

A read takes less than the hop to another thread would; a commit waits for the disk.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

from bench.peers.lean.draft import Asked
from bench.peers.lean.shapes import Row
from bench.peers.lean.sqlite import SqliteStore
from bench.peers.lean.store import Answer, OrderRows


class Connection:
    """The synchronous store behind the interface of the asynchronous one."""

    def __init__(self) -> None:
        self.reading, self.writing = SqliteStore(), SqliteStore()
        self.thread = ThreadPoolExecutor(1)

    async def caller(self, user_id: str, family_id: str) -> tuple[str, str] | None:
        """Give account and role of a user whose session goes on."""
        return self.reading.caller(user_id, family_id)

    async def products(self, account_id: str, limit: int) -> tuple[list[Row], list[Row], bool]:
        """Give products, their variants, and whether there are more."""
        return self.reading.products(account_id, limit)

    async def product(self, account_id: str, product_id: str) -> tuple[list[Row], list[Row]]:
        """Give one product, or none, and its variants."""
        return self.reading.product(account_id, product_id)

    async def orders(self, account_id: str, limit: int) -> tuple[OrderRows, bool]:
        """Give the rows of orders, and whether there are more."""
        return self.reading.orders(account_id, limit)

    async def availability(self, account_id: str, skus: Sequence[str]) -> list[Row]:
        """Give a row for each SKU and location."""
        return self.reading.availability(account_id, skus)

    async def place(self, asked: Asked, request_id: str) -> Answer:
        """Place an order; raises Problem."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.thread, self.writing.place, asked, request_id)


class Store:
    """The connections of this process."""

    async def open(self) -> None:
        """Connect."""
        self.connection = Connection()

    @asynccontextmanager
    async def connect(self) -> AsyncIterator[Connection]:
        """Lend the connection."""
        yield self.connection

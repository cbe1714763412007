"""The engine, and a session for each request."""

from collections.abc import AsyncIterator
from typing import Annotated, Any

import orjson
from fastapi import Depends
from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

from bench.peers.common import (
    DATABASE_URL,
    IS_SQLITE,
    POOL_SIZE,
    POSTGRESQL_SETTINGS,
    SQLITE_PRAGMAS,
)

url = DATABASE_URL.replace("sqlite://", "sqlite+aiosqlite://")
url = url.replace("postgresql://", "postgresql+asyncpg://")
options: dict[str, Any] = {} if IS_SQLITE else {"server_settings": POSTGRESQL_SETTINGS}
engine = create_async_engine(
    url,
    pool_size=POOL_SIZE,
    max_overflow=2,
    pool_pre_ping=not IS_SQLITE,
    json_serializer=lambda value: orjson.dumps(value).decode(),
    json_deserializer=orjson.loads,
    connect_args=options,
)
sessions = async_sessionmaker(engine, expire_on_commit=False, autoflush=False)


async def get_session() -> AsyncIterator[AsyncSession]:
    """Give the request a session."""
    async with sessions() as session:
        yield session


SessionDep = Annotated[AsyncSession, Depends(get_session)]


async def begin_writing(session: AsyncSession) -> None:
    """Take SQLite's write lock when the transaction opens; one that asks late may be refused."""
    if IS_SQLITE:
        await session.commit()
        await session.connection(execution_options={"begin": "BEGIN IMMEDIATE"})


if IS_SQLITE:

    @event.listens_for(engine.sync_engine, "connect")
    def set_pragmas(connection: Any, _record: object) -> None:
        """Set a connection up; SQLAlchemy's manual on transactions with this driver."""
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in SQLITE_PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        """Open a transaction as its user asked."""
        connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))

"""Two tables with every type of column, and the database that they are in."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Column,
    Engine,
    ForeignKey,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    bindparam,
    insert,
    select,
)

from models.base import TYPES, utcnow
from models.statements import Record, Statement
from models.work import Work, doing

METADATA = MetaData()
ROOMS = Table(
    "lamp_rooms",
    METADATA,
    Column("id", TYPES[int], primary_key=True),
    Column("name", String(5), default="hall"),
    UniqueConstraint("name", name="uq_lamp_rooms_name"),
)
LAMPS = Table(
    "lamps",
    METADATA,
    Column("id", TYPES[int], primary_key=True),
    Column("room_id", ForeignKey("lamp_rooms.id"), type_=TYPES[int]),
    Column("uid", TYPES[UUID]),
    Column("name", String(64)),
    Column("note", Text()),
    Column("watts", TYPES[int], default=40),
    Column("is_lit", TYPES[bool], default=False),
    Column("made_at", TYPES[datetime], default=utcnow),
    Column("shape", TYPES[dict[str, Any]], default=dict),
    Column("colours", TYPES[list[Any]], default=list),
    Column("picture", LargeBinary()),
)
BY_ID = Statement(lambda: select(LAMPS).where(LAMPS.c.id == bindparam("this")))
ALL = Statement(lambda: select(LAMPS).order_by(LAMPS.c.id))
ROOM_NAMES = Statement(lambda: select(ROOMS.c.name).order_by(ROOMS.c.id))
INSERTED = Statement(
    lambda: insert(LAMPS).values(**{column.name: bindparam(column.name) for column in LAMPS.c})
)


def lamp(number: int, **facts: Any) -> Record:
    """Give a whole row, null wherever nothing is said."""
    return {**dict.fromkeys(LAMPS.c.keys()), "id": number, **facts}


@contextmanager
def kept(engine: Engine) -> Iterator[Work]:
    """Do work that is committed at the end."""
    with doing(Work(engine)) as work:
        yield work
        work.commit()


@contextmanager
def tables(engine: Engine) -> Iterator[Engine]:
    """Give the engine while the tables are there."""
    METADATA.create_all(engine)
    try:
        yield engine
    finally:
        engine.dispose()  # a test may have ended its connections
        METADATA.drop_all(engine)

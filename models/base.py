"""What every table shares: the registry, constraint names, column types, ownership."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    MetaData,
    String,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    MappedColumn,
    declared_attr,
    mapped_column,
    registry,
)
from sqlalchemy.types import TypeDecorator, TypeEngine
from uuid_utils.compat import uuid7

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An instant in UTC; SQLite forgets the zone and gets it back here."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a local time: nobody knows which instant it names."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its zone")
        return value.astimezone(UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        """Give every instant back as UTC; a PostgreSQL connection speaks of nothing else."""
        return None if dialect.name == "postgresql" else _from_text


def _from_text(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(f"{value}+00:00")


TYPES: dict[Any, TypeEngine[Any]] = {
    UUID: Uuid(),
    int: BigInteger(),
    bool: Boolean(),
    datetime: UtcDateTime(),
    dict[str, Any]: JSON().with_variant(JSONB(), "postgresql"),
    list[Any]: JSON().with_variant(JSONB(), "postgresql"),
}


class Base(DeclarativeBase):
    """The registry; a column's type follows from its annotation."""

    registry = registry(metadata=MetaData(naming_convention=NAMES), type_annotation_map=TYPES)


db = SQLAlchemy(model_class=Base, session_options={"autoflush": False})


def new_id() -> UUID:
    """A UUIDv7 (RFC 9562): random, yet in the order of time."""
    return uuid7()


def utcnow() -> datetime:
    """Tell the time, in UTC."""
    return datetime.now(UTC)


def one_of(column: str, values: type[StrEnum]) -> CheckConstraint:
    """A CHECK that holds an enum on both engines, named after its column."""
    names = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({names})", name=f"{column}_known")


def within_account(column: str, table: str) -> ForeignKeyConstraint:
    """A foreign key to a row of the same account; `table` has `named_within_account()`."""
    return ForeignKeyConstraint(["account_id", column], [f"{table}.account_id", f"{table}.id"])


def named_within_account() -> Index:
    """What such a key refers to; the primary key alone does not say whose the row is."""
    return Index(None, "account_id", "id", unique=True)


def where_known(*columns: str, known: str) -> Index:
    """An index of the rows in which `known` is not null: the others cost it nothing."""
    condition = text(f"{known} IS NOT NULL")
    return Index(None, *columns, sqlite_where=condition, postgresql_where=condition)


class Identified(Base):
    """A row with a key of its own and its birth."""

    __abstract__ = True

    id: Mapped[UUID] = mapped_column(
        primary_key=True,
        default=new_id,
        sort_order=-10,
        doc="A UUIDv7: ids are in the order in which resources were created.",
    )
    created_at: Mapped[datetime] = mapped_column(
        default=utcnow, sort_order=90, doc="When it was created, in UTC."
    )


class Owned(Identified):
    """A row of one account; no query crosses that line."""

    __abstract__ = True

    @declared_attr
    def account_id(self) -> Mapped[UUID]:
        """Whose row this is."""
        return mapped_column(ForeignKey("accounts.id"), sort_order=-9, doc="The owning account.")


class Versioned:
    """A row that changes; `version` counts the changes and is its ETag."""

    version: Mapped[int] = mapped_column(
        default=1, sort_order=91, doc="Counts the changes; the ETag is this number in quotes."
    )
    updated_at: Mapped[datetime] = mapped_column(
        default=utcnow, onupdate=utcnow, sort_order=92, doc="When it last changed, in UTC."
    )


def short(length: int, **kwargs: Any) -> MappedColumn[Any]:
    """A short text column of at most `length` characters."""
    return mapped_column(String(length), **kwargs)

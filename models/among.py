"""Whether a column is among values, of which there may be any number without another text."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import ARRAY, Boolean, ColumnElement, Dialect, String, Uuid, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine


class ListOf(TypeDecorator[Any]):
    """Many values in one parameter: the text of an array, and of JSON on SQLite.

    The driver would look at every item of a list to find the type of the array.
    """

    impl = String
    cache_ok = True

    def __init__(self, item: TypeEngine[Any]) -> None:
        super().__init__()
        self.item = item

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose an array where there are arrays.

        A cast to an array of `varchar(64)` would cut what is longer, and another text meant.
        """
        if dialect.name == "sqlite":
            return String()
        is_bounded = isinstance(self.item, String) and self.item.length
        return ARRAY(String() if is_bounded else self.item)

    def bind_processor(self, dialect: Dialect) -> Any:
        """Write the values as the engine reads them."""
        write = self.item.dialect_impl(dialect).bind_processor(dialect)

        def as_json(values: Iterable[Any]) -> str:
            return _json([write(value) if write else value for value in values])

        def as_array(values: Iterable[Any]) -> str:
            return f"{{{','.join(map(_quoted, values))}}}"

        def as_ids(values: Iterable[UUID]) -> str:
            return f"{{{','.join([value.hex for value in values])}}}"

        if dialect.name == "sqlite":
            return as_json
        return as_ids if isinstance(self.item, Uuid) else as_array


def _quoted(value: Any) -> str:
    """Write an item of an array (PostgreSQL, 8.15.6); a text in quotes is never NULL."""
    if value is None:
        return "NULL"
    text = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'


def _json(items: list[Any]) -> str:
    """Write what SQLite reads; its JSON would end a text at a NUL, and another text be meant."""
    if any(isinstance(item, str) and "\0" in item for item in items):
        raise ValueError("text cannot contain NUL")
    return orjson.dumps(items).decode()


class among(FunctionElement[bool]):  # noqa: N801 - reads as SQLAlchemy's own functions
    """Whether `column` is one of the values of the parameter `name`."""

    type = Boolean()
    inherit_cache = True

    def __init__(self, column: ColumnElement[Any], name: str) -> None:
        super().__init__(column, bindparam(name, type_=ListOf(column.type)))

    def self_group(self, against: Any = None) -> Any:
        """Stand as it is: SQLAlchemy would write `= 1` behind it on SQLite, and no index fits."""
        return self


@compiles(among)
def _as_array(element: Any, compiler: Any, **options: Any) -> str:
    column, values = (compiler.process(part, **options) for part in element.clauses)
    return f"{column} = ANY ({values})"


@compiles(among, "sqlite")
def _as_json(element: Any, compiler: Any, **options: Any) -> str:
    column, values = (compiler.process(part, **options) for part in element.clauses)
    # Both are SQL that SQLAlchemy wrote.
    return f"{column} IN (SELECT value FROM json_each({values}))"  # noqa: S608 # nosec B608

"""Whether a column is among values, of which there may be any number without another text."""

from collections.abc import Iterable
from typing import Any

import orjson
from sqlalchemy import ARRAY, Boolean, ColumnElement, Dialect, String, bindparam
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
        """Choose an array where there are arrays."""
        return String() if dialect.name == "sqlite" else ARRAY(self.item)

    def bind_processor(self, dialect: Dialect) -> Any:
        """Write the values as the engine reads them."""
        write = self.item.dialect_impl(dialect).bind_processor(dialect)

        def as_json(values: Iterable[Any]) -> str:
            return orjson.dumps([write(value) if write else value for value in values]).decode()

        def as_array(values: Iterable[Any]) -> str:
            return f"{{{','.join(map(_quoted, values))}}}"

        return as_json if dialect.name == "sqlite" else as_array


def _quoted(value: Any) -> str:
    """Write an item of an array (PostgreSQL, 8.15.6); in quotes it is never NULL."""
    text = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'


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
    return f"{column} IN (SELECT value FROM json_each({values}))"  # noqa: S608 - SQL that SQLAlchemy wrote

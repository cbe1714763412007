"""Statements whose text is made once, and whose rows come as dicts.

SQLAlchemy writes the text for either engine when a statement is first used; from then on a
call hands the driver its values and makes a dict of each row. Building, caching and running
the same through SQLAlchemy costs several times what the database does for it.
"""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID, SafeUUID

from sqlalchemy import BindParameter, Dialect, Select, Uuid
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import TypeEngine

from models.work import current

Record = dict[str, Any]
"""One row: column name to value."""

Convert = Callable[[Any], Any] | None
RowMaker = Callable[[Sequence[Sequence[Any]]], list[Record]]


class Statement:
    """A statement of SQLAlchemy with `bindparam`s for all that differs between two calls."""

    def __init__(self, build: Callable[[], Any]) -> None:
        self._build = build
        self._made: dict[str, Made] = {}

    def many(self, **values: Any) -> list[Record]:
        """Fetch all rows."""
        work = current()
        made = self._made.get(work.dialect.name) or self._make(work.dialect)
        cursor = work.run(made.text, made.bound(values), writes=made.writes)
        return made.rows(cursor.fetchall())

    def one(self, **values: Any) -> Record | None:
        """Fetch the first row, if there is one."""
        rows = self.many(**values)
        return rows[0] if rows else None

    def value(self, **values: Any) -> Any:
        """Fetch the first column of the first row; None if there is no row."""
        work = current()
        made = self._made.get(work.dialect.name) or self._make(work.dialect)
        row = work.run(made.text, made.bound(values), writes=made.writes).fetchone()
        return None if row is None else next(iter(made.rows([row])[0].values()))

    def ahead(self, then: Callable[[list[Record]], None], **values: Any) -> None:
        """Fetch all rows along with what is read next; `then` gets them (`Work.ahead`)."""
        work = current()
        made = self._made.get(work.dialect.name) or self._make(work.dialect)
        if made.writes:
            raise TypeError("only what reads may be asked ahead")
        work.ahead(made.text, made.bound(values), lambda rows: then(made.rows(rows)))

    def run(self, **values: Any) -> int:
        """Run what gives no rows; give how many it changed."""
        work = current()
        made = self._made.get(work.dialect.name) or self._make(work.dialect)
        changed: int = work.run(made.text, made.bound(values)).rowcount
        return changed

    def run_each(self, rows: Sequence[Record]) -> None:
        """Run once for each row of values."""
        work = current()
        made = self._made.get(work.dialect.name) or self._make(work.dialect)
        work.run_each(made.text, [made.bound(values) for values in rows])

    def _make(self, dialect: Dialect) -> "Made":
        made = self._made[dialect.name] = Made(self._build(), dialect)
        return made


class Made:
    """A statement as one engine reads it: its text, how values go in and how rows come out."""

    def __init__(self, statement: Any, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=_writing_dialect(dialect))
        if compiled.insert_prefetch or compiled.update_prefetch:
            raise TypeError(f"a default would be evaluated once and for all: {compiled.string}")
        self.text: str = compiled.string
        is_select = isinstance(statement, Select)
        self.writes = not is_select or statement._for_update_arg is not None
        self._binds = [
            _parameter(compiled.binds[name], dialect) for name in compiled.positiontup or []
        ]
        columns = getattr(statement, "exported_columns", ())
        self.rows = row_maker([(column.key, column.type) for column in columns], dialect)

    def bound(self, values: Record) -> list[Any]:
        """Put values in the order of the text; a constant of the statement is its own.

        Raises KeyError for a value that is not there: it is not null.
        """
        return [
            constant if name is None else convert(values[name]) if convert else values[name]
            for name, convert, constant in self._binds
        ]


def row_maker(columns: Sequence[tuple[str, TypeEngine[Any]]], dialect: Dialect) -> RowMaker:
    """Give a function that makes dicts of rows: written for these columns, without a loop."""
    converts = {f"c{n}": _result(type_, dialect) for n, (_, type_) in enumerate(columns)}
    given = {name: convert for name, convert in converts.items() if convert is not None}
    members = ", ".join(
        f"{key!r}: " + (f"c{n}(r[{n}])" if f"c{n}" in given else f"r[{n}]")
        for n, (key, _) in enumerate(columns)
    )
    # Column names are ours, from the models.
    made: RowMaker = eval(f"lambda rows: [{{{members}}} for r in rows]", given)  # noqa: S307 # nosec B307
    return made


def _writing_dialect(dialect: Dialect) -> Dialect:
    """PostgreSQL reads `$1`, which spares the driver a search for `%s` at every call."""
    if dialect.name != "postgresql":
        return dialect
    numbered: Any = postgresql.psycopg.dialect
    written: Dialect = numbered(paramstyle="numeric_dollar")
    return written


def _parameter(bind: BindParameter[Any], dialect: Dialect) -> tuple[str | None, Convert, Any]:
    """Give a parameter's name and how its value goes in; without a name, its constant."""
    convert: Convert = bind.type.dialect_impl(dialect).bind_processor(dialect)
    if bind.required:
        return bind.key, convert, None
    constant = bind.effective_value
    return None, None, convert(constant) if convert else constant


def _result(type_: TypeEngine[Any], dialect: Dialect) -> Convert:
    if isinstance(type_, Uuid) and dialect.name == "sqlite":
        return _uuid
    return type_.dialect_impl(dialect).result_processor(dialect, None)


def _uuid(digits: str | None) -> UUID | None:
    """Read a UUID; its own constructor asks first what of six things it was given."""
    if digits is None:
        return None
    made = UUID.__new__(UUID)
    _put(made, "int", int(digits, 16))
    _put(made, "is_safe", _UNKNOWN)
    return made


_put = object.__setattr__
"""A UUID refuses to be changed, even by whoever makes it."""
_UNKNOWN = SafeUUID.unknown

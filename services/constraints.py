"""Which constraint refused a row: the same name on both engines."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.exc import IntegrityError

from models import Base

SQLITE_UNIQUE = re.compile(r"UNIQUE constraint failed: (?:index '(?P<index>\w+)'|(?P<columns>.+))")
SQLITE_CHECK = re.compile(r"CHECK constraint failed: (?P<name>\w+)")


@contextmanager
def explained(**refusals: Callable[[], Exception]) -> Iterator[None]:
    """Turn a violated constraint into the refusal given under its name.

    The constraint decides, so that two requests cannot both pass a check; this only
    finds the words. A constraint that is not named here stays an IntegrityError.
    """
    try:
        yield
    except IntegrityError as error:
        refusal = refusals.get(violated(error))
        if refusal is None:
            raise
        raise refusal() from error


def references_to(
    *models: type[Base], refusal: Callable[[], Exception]
) -> dict[str, Callable[[], Exception]]:
    """Word every foreign key to these tables as one refusal, for who deletes rows of them."""
    deleted = {model.__tablename__ for model in models}
    keys = [key for table in Base.metadata.tables.values() for key in table.foreign_keys]
    names = [str(key.constraint.name) for key in keys if key.column.table.name in deleted]  # type: ignore[union-attr]
    return dict.fromkeys(["foreign_key", *names], refusal)


def violated(error: IntegrityError) -> str:
    """Name the constraint that was violated; `foreign_key` where SQLite names none."""
    diagnosis = getattr(error.orig, "diag", None)
    if diagnosis is not None:
        return str(diagnosis.constraint_name)
    message = str(error.orig)
    if unique := SQLITE_UNIQUE.search(message):
        return unique["index"] or _unique_names().get(unique["columns"], message)
    if check := SQLITE_CHECK.search(message):
        return check["name"]
    return "foreign_key" if "FOREIGN KEY" in message else message


@cache
def _unique_names() -> dict[str, str]:
    """SQLite names the columns, "variants.account_id, variants.sku"; we want the name."""
    names: dict[str, str] = {}
    for table in Base.metadata.tables.values():
        uniques = [c for c in table.constraints if isinstance(c, UniqueConstraint)]
        indexes: list[UniqueConstraint | Index] = [
            *uniques,
            *(i for i in table.indexes if i.unique),
        ]
        for unique in indexes:
            columns = ", ".join(f"{table.name}.{column.name}" for column in unique.columns)
            names[columns] = str(unique.name)
    return names

"""Filters of lists: what most of them share."""

from typing import Any

from sqlalchemy import ColumnElement, Select, Table, func, or_


def narrowed(
    statement: Select[Any], table: Table, filters: dict[str, Any], **columns: ColumnElement[Any]
) -> Select[Any]:
    """Keep the rows that equal each filter, named after its column.

    `x_from` and `x_to` bound an instant: from included, to excluded. `columns` names the
    filters whose column lies in another table.
    """
    for name, value in filters.items():
        if name.endswith("_from"):
            statement = statement.where(table.c[name.removesuffix("_from")] >= value)
        elif name.endswith("_to"):
            statement = statement.where(table.c[name.removesuffix("_to")] < value)
        else:
            column = columns[name] if name in columns else table.c[name]
            statement = statement.where(column == value)
    return statement


def mentions(text: str, *columns: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether one of the columns contains the text, in upper or lower case.

    As it was typed, too: a database of locale C folds ASCII alone.
    """
    folded = (func.lower(column).contains(text.lower(), autoescape=True) for column in columns)
    return or_(*folded, *(column.contains(text, autoescape=True) for column in columns))

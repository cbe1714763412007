"""Text search in lists: what those that have a `q` share."""

from typing import Any

from sqlalchemy import BindParameter, ColumnElement, func, or_


def mentions(pattern: BindParameter[Any], *columns: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether one of the columns fits the pattern of `anywhere`, in upper or lower case.

    As it was typed, too: the last sigma of a Greek word has a lower case of its own.
    """
    folded = (func.lower(column).like(func.lower(pattern), escape="/") for column in columns)
    return or_(*folded, *(column.like(pattern, escape="/") for column in columns))


def anywhere(text: str) -> str:
    """Give the pattern of what contains the text; no character of it is a wildcard."""
    for special in "/%_":
        text = text.replace(special, f"/{special}")
    return f"%{text}%"

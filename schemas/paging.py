"""Pages: what every list takes, and the envelope it answers in."""

from functools import cache
from typing import Any

from schemas import fields
from schemas.base import Input, Output
from schemas.messages import Length, OneOf, Range

DEFAULT_LIMIT = 50
MAX_LIMIT = 200
CURSOR = "WyIyMDI2LTExLTIxVDA4OjMwOjAwWiIsIjAxOTlhMmI0Il0.Zk1v0Q.7f9c2ba4e88f4d1a"


def sort_by(*columns: str, default: str) -> fields.String:
    """Give a `sort` parameter: a column, or `-column` for the highest first."""
    choices = [sign + column for column in columns for sign in ("", "-")]
    return fields.String(
        load_default=default,
        validate=OneOf(choices),
        metadata={
            "description": "Order of the list; a leading `-` reverses it. Ties are broken by id.",
            "example": default,
        },
    )


class ListFilter(Input):
    """Parameters of every list; a filter adds its own, and may replace `sort`."""

    limit = fields.TextInteger(
        load_default=DEFAULT_LIMIT,
        validate=Range(1, MAX_LIMIT),
        metadata={"description": "How many rows a page has at most.", "example": 20},
    )
    cursor = fields.String(
        validate=Length(1, 2_000),
        metadata={
            "description": "The `next_cursor` of the page before, with the same filter and sort.",
            "pattern": "^[A-Za-z0-9_.-]+$",
            "example": CURSOR,
        },
    )
    include = fields.Words(
        ["total"],
        load_default=frozenset,
        metadata={
            "description": "With `total`, all rows are counted, which costs time.",
            "example": "total",
        },
    )
    sort = sort_by("created_at", default="created_at")
    created_at_from = fields.DateTime(
        metadata={
            "description": "Created at this instant or later.",
            "example": "2026-01-01T00:00:00Z",
        }
    )
    created_at_to = fields.DateTime(
        metadata={"description": "Created before this instant.", "example": "2027-01-01T00:00:00Z"}
    )


@cache
def page_of(schema: type[Output]) -> type[Output]:
    """Give the envelope of a list of `schema`, e.g. `ProductList`."""
    name = schema.__name__.removesuffix("Schema")
    members: dict[str, Any] = {
        "__doc__": f"One page of a list of {name}.",
        "data": fields.List(
            fields.Nested(schema),
            at_most=MAX_LIMIT,
            metadata={"description": "The rows of the page, in the order asked for."},
        ),
        "has_more": fields.Boolean(metadata={"description": "Whether another page follows."}),
        "next_cursor": fields.String(
            allow_none=True,
            metadata={
                "description": "Send it as `cursor` for the next page; null on the last.",
                "example": CURSOR,
            },
        ),
        "total": fields.Integer(
            metadata={
                "description": "All rows of the list; only with `include=total`.",
                "optional": True,
                "example": 100,
            }
        ),
    }
    return type(f"{name}ListSchema", (Output,), members)

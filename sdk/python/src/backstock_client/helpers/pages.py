"""Every row of a list, page after page."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from typing import Any, ParamSpec, Protocol, TypeVar

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
P = ParamSpec("P")


class Page(Protocol[T_co]):
    """What every list answers."""

    @property
    def data(self) -> Sequence[T_co]:
        """Rows of this page."""

    @property
    def next_cursor(self) -> str | None:
        """Where the next page begins; None on the last."""


def iterate_pages(
    list_rows: Callable[P, Page[T]], /, *args: P.args, **kwargs: P.kwargs
) -> Iterator[T]:
    """Call `sync` of a list with these arguments until its last page; give row by row."""
    call: Callable[..., Page[T]] = list_rows
    following: dict[str, Any] = dict(kwargs)
    while True:
        page = call(*args, **following)
        yield from page.data
        if page.next_cursor is None:
            return
        following["cursor"] = page.next_cursor


async def iterate_pages_async(
    list_rows: Callable[P, Awaitable[Page[T]]], /, *args: P.args, **kwargs: P.kwargs
) -> AsyncIterator[T]:
    """Do what `iterate_pages` does with `asyncio` of a list."""
    call: Callable[..., Awaitable[Page[T]]] = list_rows
    following: dict[str, Any] = dict(kwargs)
    while True:
        page = await call(*args, **following)
        for row in page.data:
            yield row
        if page.next_cursor is None:
            return
        following["cursor"] = page.next_cursor

"""What is done to good payloads, so that most of them are good no more."""

import copy
from collections import UserDict
from typing import Any

from hypothesis import strategies as st


class Text(str):
    """A text that is not quite one."""


class Number(int):
    """A number that is not quite one."""


class Object(dict):
    """An object that no reader of ours makes."""


class Items(list):
    """A list that no reader of ours makes."""


ANYTHING = [
    *(None, True, False, 0, 1, -1, 1.0, 1.5, 2**53, -(2**53), 2**63, 10**30, 1e300),
    *(float("nan"), float("inf"), "", " ", "\x00", "\ud800", "\n", "1", "1\n", "true\n", "null"),
    *("a@b.co\n", "EUR\n", "active\n", "9780141439518\n", "9780141439519", "\u0661", "1_0"),
    *("2026-01-01T00:00:00Z\n", "2026-01-01", "2026-02-30T00:00:00Z", "0001-01-01T00:00:00+14:00"),
    *("0199a2b4-7c1e-7d3a-9f21-3f6c1a2b4d5e\n", "0199a2b47c1e7d3a9f213f6c1a2b4d5e", "x" * 70_000),
    *([], {}, [None], [[]], {"": 1}, {1: 1}, {"a": "\x00"}, {"a": 2**53}, {"a": float("nan")}),
    *(b"x", (), ("a",), frozenset(), Text("EUR"), Number(1), Object(), Items(), UserDict(a="b")),
    *([1] * 3_000, [{}] * 3_000, ["orders:read"] * 3_000),
]


@st.composite
def mutations(draw: st.DrawFn, good: st.SearchStrategy[Any]) -> Any:
    """Give a payload with something done to one or two of its places, or to none."""
    payload = {"": copy.deepcopy(draw(good))}
    for _ in range(draw(st.sampled_from([0, 1, 1, 2]))):
        where, key = draw(st.sampled_from(list(_places(payload))))
        draw(st.sampled_from([_replace, _bend, _bend, _leave_out, _add]))(draw, where, key)
        payload.setdefault("", None)
    return payload[""]


def _places(value: Any) -> Any:
    """Give every place of a payload: what holds it, and its key or index there."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in list(pairs):
        yield value, key
        if isinstance(item, (dict, list)) and len(item) < 100:
            yield from _places(item)


def _replace(draw: st.DrawFn, where: Any, key: Any) -> None:
    where[key] = copy.deepcopy(draw(st.sampled_from(ANYTHING)))


def _leave_out(draw: st.DrawFn, where: Any, key: Any) -> None:
    del where[key]


def _add(draw: st.DrawFn, where: Any, key: Any) -> None:
    """Add a member or an item."""
    if isinstance(where, list):
        where.append(copy.deepcopy(draw(st.sampled_from(ANYTHING))))
    elif key:
        where[draw(st.sampled_from(["", "unknown", f"{key} ", str(key).upper(), 1]))] = where[key]


def _bend(draw: st.DrawFn, where: Any, key: Any) -> None:
    """Put in the place of a value one that is nearly the same."""
    value = where[key]
    if isinstance(value, bool):
        near = [int(value), str(value).lower(), float(value)]
    elif isinstance(value, str):
        near = [f"{value}\n", f" {value}", f"{value}\x00", f"{value}\ud800", value.upper()]
        near += [
            value[1:],
            f"{value}x",
            value[:99] * 100,
            Text(value),
            value.encode(errors="replace"),
        ]
    elif isinstance(value, (int, float)):
        near = [value - 1, value + 1, value + 0.5, float(value), str(value), Number(1)]
    elif isinstance(value, dict):
        near = [Object(value), UserDict(value), list(value), [value]]
    elif isinstance(value, list):
        near = [Items(value), tuple(value), value[:1] * 3_000, {"0": value}, value[:1]]
    else:
        near = ["", 0, [], {}]
    where[key] = draw(st.sampled_from(near))

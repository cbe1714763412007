"""Compare what two schemas of one type say of a value by itself.

A keyword that is not known here and says another thing than before is taken for a break:
better one announcement too many than one too few.
"""

import json
from collections.abc import Iterator
from typing import Any

from tools.contract.branches import LOWER, UPPER
from tools.contract.change import Change, Place, Side
from tools.contract.walk import Node, bare, is_annotation

Changes = Iterator[Change]

LIMITS = (*LOWER, *UPPER, "pattern", "multipleOf", "uniqueItems")
CONDITIONS = {"if", "then", "else", "dependentRequired", "dependentSchemas", "propertyNames"}
ELSEWHERE = {"type", "enum", "const", "not"} | {
    "properties", "required", "additionalProperties", "items"
}  # fmt: skip


def compare_keywords(side: Side, place: Place, old: Node, new: Node) -> Changes:
    """Give what breaks between two schemas that are no unions, apart from what is inside."""
    yield from _numbers(side, place, old, new)
    yield from _values(side, place, old, new)
    yield from _exclusion(side, place, old, new)
    if side is Side.REQUEST:  # the limits of an answer move with those of the request before it
        yield from _limits(place, old, new)
    wide = new if side is Side.REQUEST else old
    for keyword in sorted({*old, *new} - {*LIMITS, *ELSEWHERE}):
        same = is_annotation(keyword) or bare(old.get(keyword)) == bare(new.get(keyword))
        if not same and (keyword in wide or keyword not in CONDITIONS):
            yield _altered(place, keyword, old, new)


def said(value: Any) -> str:
    """Write a value as JSON does."""
    return "not said" if value is None else f"`{json.dumps(value, ensure_ascii=False)}`"


def _altered(place: Place, keyword: str, old: Node, new: Node) -> Change:
    before, now = bare(old.get(keyword)), bare(new.get(keyword))
    return Change(place, f"{keyword} is {said(now)}, was {said(before)}")


def _numbers(side: Side, place: Place, old: Node, new: Node) -> Changes:
    """Every integer is a number, but not the other way round."""
    types = old.get("type"), new.get("type")
    if types == (("number", "integer") if side is Side.REQUEST else ("integer", "number")):
        yield Change(place, f"type is {types[1]}, was {types[0]}")


def _limits(place: Place, old: Node, new: Node) -> Changes:
    for keyword in LIMITS:
        before, now = old.get(keyword), new.get(keyword)
        if now is not None and now != before and _tighter(keyword, before, now):
            yield _altered(place, keyword, old, new)


def _tighter(keyword: str, before: Any, now: Any) -> bool:
    if keyword == "uniqueItems":
        return bool(now)
    if before is None or keyword == "pattern":  # nobody can tell which pattern matches more
        return True
    if keyword == "multipleOf":
        return bool(before % now)
    return bool(now > before if keyword in LOWER else now < before)


def _values(side: Side, place: Place, old: Node, new: Node) -> Changes:
    """No listed value may go, and none come into answers that clients do not know."""
    before, now = _listed(old), _listed(new)
    if before is None and now is not None and side is Side.REQUEST:
        yield Change(place, f"may only be {_all(now)} now")
    if before is not None and now is None and side is Side.ANSWER:
        yield Change(place, f"may be more than {_all(before)} now")
    if before is None or now is None:
        return
    for value in before:
        if value not in now:
            yield Change(place, f"value {said(before[value])} is gone", side is Side.REQUEST)
    for value in now:
        if value not in before and side is Side.ANSWER:
            yield Change(place, f"value {said(now[value])} is new")


def _listed(schema: Node) -> Node | None:
    values = [schema["const"]] if "const" in schema else schema.get("enum")
    return None if values is None else {json.dumps(value): value for value in values}


def _all(values: Node) -> str:
    return ", ".join(said(value) for value in values.values())


def _exclusion(side: Side, place: Place, old: Node, new: Node) -> Changes:
    """Judge `not: {enum: ...}`, which keeps the last shape of a union apart from the others."""
    narrow, wide = (old, new) if side is Side.REQUEST else (new, old)
    if wide.get("not", narrow.get("not")) == narrow.get("not") or "not" not in wide:
        return
    excluded = {json.dumps(value) for value in wide["not"].get("enum", [])}
    possible = _listed(narrow) or {}
    kept_out = {json.dumps(value) for value in narrow.get("not", {}).get("enum", [])}
    only_values = wide["not"].keys() == {"enum"}
    if only_values and (excluded <= kept_out or (possible and not excluded & possible.keys())):
        return
    yield _altered(place, "not", old, new)

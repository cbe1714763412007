"""Compare two schemas: what a request may hold must not shrink, what an answer may hold not grow.

Beyond that, nothing that a client can name may go: no field, no value, no shape of a union.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tools.contract.branches import ANY, ANYTHING, Branch, branches
from tools.contract.change import Change, Place, Side
from tools.contract.keywords import compare_keywords, said
from tools.contract.pairs import lonely, pairs
from tools.contract.walk import Node, Walk, name_of

Changes = Iterator[Change]


@dataclass(frozen=True)
class Member:
    """A field, a parameter or a header: what may be in it, and whether it must be there.

    Of a field that is required but not declared the schema is None.
    """

    schema: Any
    required: bool


def compare(walk: Walk, place: Place, old: Any, new: Any) -> Changes:
    """Give what breaks between two schemas at a place."""
    old_name, new_name = name_of(old), name_of(new)
    yield from _default(walk, place, old, new)
    yield from _renamed(walk, old_name, new_name)
    if old_name and new_name:
        if old_name == new_name:
            place = Place(old_name, walk.side)
        if not walk.enter(place, old_name, new_name):
            return
        old, new = walk.old.resolve(old), walk.new.resolve(new)
        yield from _default(walk, place, old, new)
    yield from _union(walk, place, branches(walk.old, old), branches(walk.new, new))


def compare_members(
    walk: Walk,
    at: Callable[[str], Place],
    old: Mapping[str, Member],
    new: Mapping[str, Member],
) -> Changes:
    """Give what breaks between the fields of two objects, or the headers of two answers."""
    asks = walk.side is Side.REQUEST
    for name, before in old.items():
        now = new.get(name)
        if now is None or (now.schema is None and before.schema is not None):
            yield Change(at(name), "is gone", unsafe=asks or before.required)
            continue
        if asks and now.required and not before.required:
            yield Change(at(name), "is required now")
        if not asks and before.required and not now.required:
            yield Change(at(name), "may be missing now")
        if before.schema is not None:
            yield from compare(walk, at(name), before.schema, now.schema)
    for name, now in new.items():
        if name not in old and asks and now.required:
            yield Change(at(name), "is new and required")


def _default(walk: Walk, place: Place, old: Any, new: Any) -> Changes:
    """Tell if what a client leaves out means something else now."""
    if walk.side is Side.ANSWER or not isinstance(old, dict) or "default" not in old:
        return
    before, now = old["default"], new.get("default") if isinstance(new, dict) else None
    if said(now) != said(before):
        yield Change(place, f"default is {said(now)}, was {said(before)}", unsafe=False)


def _renamed(walk: Walk, old: str | None, new: str | None) -> Changes:
    """Tell if a component is gone, by whose name generated code knows the type."""
    if old and old != new and old not in walk.new.names("schemas"):
        now = f"it is `{new}` now" if new else "it has no name now"
        yield Change(Place(old), f"the schema is gone, {now}", unsafe=False)


def _union(walk: Walk, place: Place, old: list[Branch], new: list[Branch]) -> Changes:
    """Compare each shape with its counterpart, and judge those that have none."""
    found = pairs(old, new)
    for before, after in found:
        yield from _pair(walk, place, before, after)
    gone, added = lonely(old, new, found)
    if walk.side is Side.REQUEST:
        wrong = [shape for shape in gone if not any(_fits(walk, shape, wide) for wide in new)]
    else:
        wrong = [shape for shape in added if not any(_fits(walk, wide, shape) for wide in old)]
    if wrong and gone and added and not any(shape.name for shape in gone + added):
        yield Change(place, f"type is {_either(added)}, was {_either(gone)}")
        return
    for shape in wrong:
        asks = walk.side is Side.REQUEST
        label = shape.label
        yield Change(place, f"may not be {label} any more" if asks else f"may be {label} now")
    if walk.side is Side.ANSWER:
        for shape in gone:
            if shape.name or shape.tag:
                yield Change(place, f"is never {shape.label} any more", unsafe=False)


def _either(shapes: list[Branch]) -> str:
    return " or ".join(shape.label for shape in shapes)


def _fits(walk: Walk, old: Branch, new: Branch) -> bool:
    """Tell whether the wider shape allows all that the narrower does."""
    narrow, wide = (old, new) if walk.side is Side.REQUEST else (new, old)
    if wide.type not in (narrow.type, ANY):
        return False
    return not any(change.unsafe for change in _pair(walk.apart(), Place("nowhere"), old, new))


def _pair(walk: Walk, place: Place, old: Branch, new: Branch) -> Changes:
    if old.reference and new.reference:
        yield from compare(walk, place, old.reference, new.reference)
        return
    yield from _renamed(walk, old.name, new.name)
    yield from compare_keywords(walk.side, place, old.schema, new.schema)
    before, now = _fields(old.schema), _fields(new.schema)
    unnamed = old.schema.get("additionalProperties", False)
    if unnamed not in (False, *ANYTHING):  # what a map may hold stays so where it gets a name
        before = {**{name: Member(unnamed, False) for name in now}, **before}
    yield from compare_members(walk, place.member, before, now)
    yield from _other_fields(walk, place, old.schema, new.schema)
    if "items" in old.schema or "items" in new.schema:
        rows = (schema.get("items", True) for schema in (old.schema, new.schema))
        yield from compare(walk, place.inside("[]"), *rows)


def _fields(schema: Node) -> dict[str, Member]:
    fields, required = schema.get("properties", {}), schema.get("required", [])
    return {name: Member(fields.get(name), name in required) for name in [*fields, *required]}


def _other_fields(walk: Walk, place: Place, old: Node, new: Node) -> Changes:
    """Compare what the fields may hold that have no name in the schema."""
    before, now = (schema.get("additionalProperties", True) for schema in (old, new))
    if before is False or (walk.side is Side.ANSWER and before in ANYTHING):
        return
    if now is False:
        verb = "refused now" if walk.side is Side.REQUEST else "gone"
        yield Change(place, f"fields that have no name in the document are {verb}")
    elif before not in ANYTHING or now not in ANYTHING:
        yield from compare(walk, place.inside("{}"), before, now)

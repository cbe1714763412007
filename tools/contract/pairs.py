"""Which shape of a union became which."""

from tools.contract.branches import NUMBERS, Branch
from tools.contract.walk import bare


def pairs(old: list[Branch], new: list[Branch]) -> list[tuple[Branch, Branch]]:
    """Find for each shape its counterpart: by name, constants, contents, or type."""
    found: list[tuple[Branch, Branch]] = []
    left, right = list(old), list(new)
    for alike in (_same_name, _same_tag, _same_contents, _same_type, _both_numbers):
        for before in list(left):
            after = next((shape for shape in right if alike(before, shape)), None)
            if after is not None:
                found.append((before, after))
                left.remove(before)
                right.remove(after)
    return found


def lonely(
    old: list[Branch], new: list[Branch], found: list[tuple[Branch, Branch]]
) -> tuple[list[Branch], list[Branch]]:
    """Give the shapes without counterpart: those that are gone, those that are new."""
    gone = [shape for shape in old if all(shape is not before for before, _ in found)]
    added = [shape for shape in new if all(shape is not after for _, after in found)]
    return gone, added


def _same_name(old: Branch, new: Branch) -> bool:
    return old.name is not None and old.name == new.name


def _same_tag(old: Branch, new: Branch) -> bool:
    return bool(old.tag) and (old.type, old.tag) == (new.type, new.tag)


def _same_contents(old: Branch, new: Branch) -> bool:
    return bool(bare(old.schema) == bare(new.schema))


def _same_type(old: Branch, new: Branch) -> bool:
    return old.type == new.type and not (old.tag and new.tag)


def _both_numbers(old: Branch, new: Branch) -> bool:
    return {old.type, new.type} == NUMBERS

"""One thing that is wrong with a request, and where."""

from collections.abc import Iterator
from typing import Any, NamedTuple


class Fault(NamedTuple):
    """A place in a request, the steps into it, and what is wrong there."""

    place: str
    path: tuple[str, ...]
    why: str = ""
    whole: bool = False
    """Whether nothing below can be judged any more, such as of a body that is no JSON."""

    @classmethod
    def at(cls, place: str, pointer: str, why: str) -> "Fault":
        """Read a JSON Pointer (RFC 6901)."""
        steps = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
        return cls(place, tuple(steps), why)

    def __str__(self) -> str:
        steps = [step.replace("~", "~0").replace("/", "~1") for step in self.path]
        return f"{self.place} {''.join(f'/{step}' for step in steps)}: {self.why}"

    def confirms(self, complaint: "Fault") -> bool:
        """Whether this is wrong where the server complains, or inside of what it complains of."""
        if self.place != complaint.place:
            return False
        mine, theirs = _folded(self), _folded(complaint)
        inside = theirs != () and mine[: len(theirs)] == theirs
        return mine == theirs or inside or (self.whole and theirs[: len(mine)] == mine)


def _folded(fault: Fault) -> tuple[str, ...]:
    names = fault.place == "header"  # in any case
    return tuple(step.lower() if names else step for step in fault.path)


def faults_in(validator: Any, value: Any, place: str) -> Iterator[Fault]:
    """Find what a schema refuses of a value, in every branch of a union."""
    try:
        for error in validator.iter_errors(value):
            yield from _located(error, place)
    except UnicodeEncodeError:
        yield Fault(place, (), "has lone surrogates", whole=True)


def _located(error: Any, place: str) -> Iterator[Fault]:
    path = tuple(str(step) for step in error.instance_path)
    facts = error.kind.as_dict()
    inner = [one for branch in facts.get("context", []) for one in branch]
    names = [facts["property"]] if "property" in facts else facts.get("unexpected", [])
    for one in inner:
        yield from _located(one, place)
    for name in names:
        yield Fault(place, (*path, name), error.message)
    if not inner and not names:
        yield Fault(place, path, error.message)

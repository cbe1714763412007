"""One breaking change: where it is, what it is, and the line that announces it."""

from dataclasses import dataclass, replace
from enum import StrEnum


class Side(StrEnum):
    """Which way data goes: a client sends requests and gets answers. Webhooks are answers too."""

    REQUEST = "request"
    ANSWER = "answer"


@dataclass(frozen=True)
class Place:
    """Where in the contract: an operation or a component, a part of it, a field of that."""

    subject: str
    part: str = ""
    field: str = ""

    def within(self, part: str) -> "Place":
        """Go to a part of the subject, such as "answer 200"."""
        return replace(self, part=f"{self.part} {part}".strip())

    def member(self, name: str) -> "Place":
        """Go to a field of an object."""
        return replace(self, field=f"{self.field}.{name}".lstrip("."))

    def inside(self, brackets: str) -> "Place":
        """Go to the rows of a list, `[]`, or the values of a map, `{}`."""
        return replace(self, field=self.field + brackets)


@dataclass(frozen=True)
class Change:
    """What happened at a place.

    `unsafe` tells a change of what may travel from one that only takes away a name,
    such as an optional field of an answer, which no client can count on but many read.
    """

    place: Place
    what: str
    unsafe: bool = True

    @property
    def line(self) -> str:
        """Say it as CHANGELOG.md has to."""
        place = [f"`{self.place.subject}`", self.place.part]
        field = [f"`{self.place.field}`"] if self.place.field else []
        return f"{' '.join(filter(None, place + field))}: {self.what}."

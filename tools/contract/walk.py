"""Two documents side by side."""

from dataclasses import dataclass, field, replace
from typing import Any

from tools.contract.change import Place, Side

Node = dict[str, Any]

ANNOTATIONS = {
    "$comment", "default", "deprecated", "description", "example", "examples", "externalDocs",
    "readOnly", "summary", "title", "writeOnly", "xml",
}  # fmt: skip

BY_NAME = {"properties", "patternProperties", "dependentSchemas", "dependentRequired"}


def is_annotation(keyword: str) -> bool:
    """Tell whether a keyword is for people: it never makes a value right or wrong."""
    return keyword in ANNOTATIONS or keyword.startswith("x-")


def bare(schema: Any) -> Any:
    """Give what a schema demands, without what it explains."""
    if isinstance(schema, list):
        return [bare(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        keyword: {name: bare(part) for name, part in value.items()}
        if keyword in BY_NAME
        else bare(value)
        for keyword, value in schema.items()
        if not is_annotation(keyword)
    }


@dataclass(frozen=True)
class Document:
    """An OpenAPI document, and what its references mean."""

    root: Node

    def resolve(self, node: Any) -> Any:
        """Follow references to what they mean."""
        while isinstance(node, dict) and "$ref" in node:
            node = self.at(node["$ref"])
        return node

    def at(self, reference: str) -> Any:
        """Give what stands at `#/components/...`."""
        node: Any = self.root
        for step in reference.removeprefix("#/").split("/"):
            node = node[step.replace("~1", "/").replace("~0", "~")]
        return node

    def names(self, kind: str) -> set[str]:
        """Name the components of a kind."""
        return set(self.root.get("components", {}).get(kind, {}))


def name_of(node: Any) -> str | None:
    """Give the name of the component that a node refers to and adds nothing to."""
    if not isinstance(node, dict) or "$ref" not in node:
        return None
    if any(key != "$ref" and not is_annotation(key) for key in node):
        return None
    return str(node["$ref"]).rpartition("/")[2]


@dataclass(frozen=True)
class Walk:
    """The released document and today's, which way data goes, and what was compared already."""

    old: Document
    new: Document
    side: Side = Side.REQUEST
    seen: set[tuple[str, ...]] = field(default_factory=set)

    def on(self, side: Side) -> "Walk":
        """Turn to what clients send, or to what they get."""
        return replace(self, side=side)

    def flipped(self) -> "Walk":
        """Turn round, as for a webhook, which the client answers."""
        return self.on(Side.ANSWER if self.side is Side.REQUEST else Side.REQUEST)

    def apart(self) -> "Walk":
        """Compare without remembering it, to find out whether one shape fits another."""
        return replace(self, seen=set())

    def enter(self, place: Place, old: str, new: str) -> bool:
        """Tell whether two components were not compared for a place yet, and remember it."""
        key = (self.side, place.subject, place.part, old, new)
        if key in self.seen:
            return False
        self.seen.add(key)
        return True

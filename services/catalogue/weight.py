"""How much work a JSON Schema makes of one value, before anybody sends one.

References multiply: twenty definitions, each naming the next one twice, are a million checks.
So the schema is weighed as if every reference were written out, and may not lead to itself.
"""

from typing import Any

MOST = 2_000
"""Subschemas, with every reference written out."""
PLAIN = frozenset({"enum", "const", "default", "examples"})
UNRESOLVED = frozenset(
    {"$id", "$anchor", "$dynamicRef", "$dynamicAnchor", "$recursiveRef", "$recursiveAnchor"}
)


class TooHeavy(ValueError):
    """The schema makes too much work, or a reference that cannot be followed."""


class Scale:
    """Weighs one schema; each definition once."""

    def __init__(self, schema: dict[str, Any]) -> None:
        self.schema = schema
        self._known: dict[str, int] = {}
        self._open: list[str] = []

    def weigh(self) -> int:
        """Count the subschemas.

        Raises TooHeavy.
        """
        body = {name: part for name, part in self.schema.items() if name != "$id"}
        return self._count(body)

    def _count(self, node: Any) -> int:
        if isinstance(node, list):
            return self._limited(sum(self._count(item) for item in node))
        if not isinstance(node, dict):
            return 0
        total = 1
        for name, part in node.items():
            if name in UNRESOLVED and isinstance(part, str):
                raise TooHeavy(f"{name} is only understood at the top, and $ref as #/$defs/name.")
            if name == "$ref" and isinstance(part, str):
                total += self._count_target(part)
            elif name not in PLAIN:
                total += self._count(part)
        return self._limited(total)

    def _count_target(self, reference: str) -> int:
        if reference in self._open:
            raise TooHeavy(f"{reference} leads to itself.")
        if reference not in self._known:
            self._open.append(reference)
            self._known[reference] = self._count(self._resolved(reference))
            self._open.pop()
        return self._known[reference]

    def _resolved(self, reference: str) -> Any:
        if not reference.startswith("#/"):
            raise TooHeavy(f"{reference} is not a place in this schema, such as #/$defs/name.")
        node: Any = self.schema
        for step in reference.removeprefix("#/").split("/"):
            name = step.replace("~1", "/").replace("~0", "~")
            if not isinstance(node, dict) or name not in node:
                raise TooHeavy(f"{reference} names nothing.")
            node = node[name]
        return node

    def _limited(self, total: int) -> int:
        if total > MOST:
            raise TooHeavy(f"Written out, the schema has more than {MOST} parts.")
        return total

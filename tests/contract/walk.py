"""Ways through the committed document, for the tests that look at all of it."""

import json
from collections.abc import Iterator
from typing import Any

from config import ROOT

SPEC = json.loads((ROOT / "openapi.json").read_text(encoding="utf-8"))
Part = dict[str, Any]
DATA = ("examples", "example", "default", "const", "enum", "mapping")
CONDITIONS = ("if", "then", "else", "not")
"""What they name is described where it stands."""


def resolved(part: Part) -> Part:
    """Follow references of the document."""
    while "$ref" in part:
        _, _, kind, name = part["$ref"].split("/")
        part = SPEC["components"][kind][name]
    return part


def operations() -> Iterator[tuple[str, Part, list[Part]]]:
    """Give id, operation and all parameters of every operation, webhooks included."""
    for item in [*SPEC["paths"].values(), *SPEC["webhooks"].values()]:
        for method, operation in item.items():
            if method != "parameters":
                taken = [*item.get("parameters", []), *operation.get("parameters", [])]
                yield operation["operationId"], operation, [resolved(one) for one in taken]


def bodies() -> Iterator[tuple[str, Part]]:
    """Give every request body and every answer, with its place."""
    for name, operation, _ in operations():
        if "requestBody" in operation:
            yield f"{name} request", operation["requestBody"]
        for status, answer in operation["responses"].items():
            yield f"{name} {status}", resolved(answer)


def schemas(node: Any, place: str) -> Iterator[tuple[str, Part]]:
    """Give every schema in and under `node`, with its place."""
    if isinstance(node, list):
        for position, item in enumerate(node):
            yield from schemas(item, f"{place}/{position}")
    if isinstance(node, dict):
        yield place, node
        for name, member in node.get("properties", {}).items():
            yield from schemas(member, f"{place}/{name}")
        for name, part in node.items():
            if name not in (*DATA, *CONDITIONS, "properties"):
                yield from schemas(part, f"{place}/{name}")


def properties() -> Iterator[tuple[str, Part]]:
    """Give every property of every schema, with its place."""
    for name, component in SPEC["components"]["schemas"].items():
        for place, schema in schemas(component, name):
            for member, described in schema.get("properties", {}).items():
                yield f"{place}/{member}", described


def reachable(parts: list[Part]) -> set[str]:
    """Name the component schemas that some parts lead to."""
    found: set[str] = set()
    waiting = [*parts]
    while waiting:
        for _, schema in schemas(waiting.pop(), ""):
            reference = schema.get("$ref", "")
            name = reference.rpartition("/")[2]
            if reference.startswith("#/components/schemas/") and name not in found:
                found.add(name)
                waiting.append(SPEC["components"]["schemas"][name])
    return found

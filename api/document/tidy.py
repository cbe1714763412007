"""A stable order for the document, and a copy without its webhooks."""

import re
from typing import Any

Doc = dict[str, Any]
HEAD = ("openapi", "info", "servers", "tags", "paths", "webhooks", "components")
OPERATION = (
    "operationId",
    "summary",
    "description",
    "tags",
    "deprecated",
    "security",
    "x-required-scopes",
    "parameters",
    "requestBody",
    "responses",
)
REFERENCE = re.compile(r"'\$ref': '#/components/(\w+)/([^'/]+)'")


def in_order(made: Doc) -> Doc:
    """Head first, tags and components by name, paths as the resources come."""
    made["tags"] = sorted(made["tags"], key=lambda tag: str(tag["name"]).casefold())
    for part, members in made["components"].items():
        made["components"][part] = dict(sorted(members.items()))
    for item in [*made["paths"].values(), *made["webhooks"].values()]:
        for method in [method for method in item if method != "parameters"]:
            item[method] = _ordered(item[method], OPERATION)
    return _ordered(made, HEAD)


def without_webhooks(made: Doc) -> Doc:
    """Leave out the webhooks, for generators that do not know them, and what only they use."""
    rest = {name: part for name, part in made.items() if name != "webhooks"}
    rest["tags"] = [tag for tag in made["tags"] if tag["name"] != "Webhooks"]
    used: set[tuple[str, str]] = set()
    waiting: list[Any] = [rest["paths"]]
    while waiting:
        found = set(REFERENCE.findall(str(waiting.pop()))) - used
        used |= found
        waiting += [made["components"][kind][name] for kind, name in found]
    rest["components"] = {
        kind: {n: m for n, m in members.items() if kind == "securitySchemes" or (kind, n) in used}
        for kind, members in made["components"].items()
    }
    return rest


def _ordered(part: Doc, first: tuple[str, ...]) -> Doc:
    names = [name for name in first if name in part]
    return {name: part[name] for name in (*names, *sorted(part.keys() - set(names)))}

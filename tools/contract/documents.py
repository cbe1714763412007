"""Compare two OpenAPI documents: what breaks clients of the old one."""

from collections.abc import Iterator

from tools.contract.change import Change, Place, Side
from tools.contract.keywords import said
from tools.contract.operations import compare_operations
from tools.contract.walk import Document, Node, Walk, is_annotation

Changes = Iterator[Change]
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


def breaking_changes(old: Node, new: Node) -> list[str]:
    """Give a line for everything that breaks a client of the old document."""
    walk = Walk(Document(old), Document(new))
    changes = (*_servers(old, new), *_schemes(old, new), *_paths(walk), *_webhooks(walk))
    return list(dict.fromkeys(change.line for change in changes))


def _servers(old: Node, new: Node) -> Changes:
    kept = [server["url"] for server in new.get("servers", [])]
    for server in old.get("servers", []):
        if server["url"] not in kept:
            yield Change(Place("servers"), f"`{server['url']}` is gone")


def _schemes(old: Node, new: Node) -> Changes:
    """Compare how a credential is shown; whether a way in is gone, the operations say."""
    before, now = (doc.get("components", {}).get("securitySchemes", {}) for doc in (old, new))
    for name in before:
        for keyword in sorted({*before[name], *now.get(name, {})} - {"bearerFormat"}):
            values = before[name].get(keyword), now.get(name, before[name]).get(keyword)
            if values[0] != values[1] and not is_annotation(keyword):
                what = f"{keyword} is {said(values[1])}, was {said(values[0])}"
                yield Change(Place(name, "security scheme"), what)


def _paths(walk: Walk) -> Changes:
    before, now = (_operations(document, "paths") for document in (walk.old, walk.new))
    for address, operation in before.items():
        yield from _operation(walk, address, operation, now.get(address))


def _webhooks(walk: Walk) -> Changes:
    """Compare what is sent to clients, which is to them as an answer is."""
    before, now = (_operations(document, "webhooks") for document in (walk.old, walk.new))
    for address, operation in before.items():
        yield from _operation(walk.on(Side.ANSWER), address, operation, now.get(address))


def _operation(walk: Walk, address: str, old: Node, new: Node | None) -> Changes:
    subject = old.get("operationId", address)
    if new is None:
        yield Change(Place(subject), f"`{address}` is gone")
    else:
        yield from compare_operations(walk, subject, old, new)


def _operations(document: Document, section: str) -> dict[str, Node]:
    """Give every operation by its address, with what it has from its path and the document."""
    found = {}
    for path, node in document.root.get(section, {}).items():
        item = document.resolve(node)
        for method in METHODS:
            if method in item:
                found[f"{method.upper()} {path}"] = _complete(document, item, item[method])
    return found


def _complete(document: Document, item: Node, operation: Node) -> Node:
    parameters = [*item.get("parameters", []), *operation.get("parameters", [])]
    security = operation.get("security", document.root.get("security"))
    return {**operation, "parameters": parameters, "security": security}

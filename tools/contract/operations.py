"""Compare two operations: what they are called, who may call them, what goes in and comes out."""

from collections.abc import Iterator, Mapping
from functools import partial

from tools.contract.change import Change, Place
from tools.contract.keywords import said
from tools.contract.schemas import Member, compare, compare_members
from tools.contract.walk import Document, Node, Walk, name_of

Changes = Iterator[Change]
STYLE = {"query": "form", "cookie": "form", "path": "simple", "header": "simple"}


def compare_operations(walk: Walk, subject: str, old: Node, new: Node) -> Changes:
    """Give what breaks between two operations; `parameters` holds those of the path as well."""
    place = Place(subject)
    yield from _names(place, old, new)
    yield from _scopes(place, old, new)
    yield from _security(place, old.get("security"), new.get("security"))
    yield from _parameters(walk, place, old, new)
    yield from _body(walk, place.within("body"), old, new)
    yield from _answers(walk.flipped(), place, old, new)


def _names(place: Place, old: Node, new: Node) -> Changes:
    """Compare what generated code is called by: the method's name and its module's."""
    if old.get("operationId") != new.get("operationId"):
        yield Change(place, f"operationId is {said(new.get('operationId'))} now")
    before, now = (operation.get("tags", [None])[0] for operation in (old, new))
    if before != now:
        yield Change(place, f"first tag is {said(now)}, was {said(before)}")


def _scopes(place: Place, old: Node, new: Node) -> Changes:
    before = old.get("x-required-scopes", [])
    for scope in new.get("x-required-scopes", []):
        if scope not in before:
            yield Change(place, f"scope `{scope}` is required now")


def _security(place: Place, old: list[Node] | None, new: list[Node] | None) -> Changes:
    """Compare the ways in: each lets in who has a credential for all its schemes."""
    if old and not new:
        yield Change(place, "nobody needs a credential any more")
    elif new and not old:
        yield Change(place, "a credential is required now")
    elif old and new:
        for way in old:
            if not any(_lets_in(other, way) for other in new):
                yield Change(place, f"{_credentials(way)} is refused now")


def _lets_in(way: Node, credentials: Node) -> bool:
    return all(
        scheme in credentials and set(scopes) <= set(credentials[scheme])
        for scheme, scopes in way.items()
    )


def _credentials(way: Node) -> str:
    said_of = (f"`{scheme}`" + "".join(f" {s}" for s in way[scheme]) for scheme in way)
    return " with ".join(said_of) or "who has no credential"


def _parameters(walk: Walk, place: Place, old: Node, new: Node) -> Changes:
    before, now = (
        _known_by(document, operation.get("parameters", []))
        for document, operation in ((walk.old, old), (walk.new, new))
    )
    at = partial(_place, place, "parameter", before, now)
    yield from compare_members(walk, at, _members(walk.old, before), _members(walk.new, now))
    for key in before:
        if key in now:
            parameters = (walk.old.resolve(before[key]), walk.new.resolve(now[key]))
            yield from _written(at(key), *parameters)


def _known_by(document: Document, parameters: list[Node]) -> dict[str, Node]:
    """Key parameters by what a request calls them; of two with one name the later counts."""
    found = {}
    for node in parameters:
        parameter = document.resolve(node)
        name, where = parameter["name"], parameter["in"]
        found[f"{where} parameter `{_cased(name) if where == 'header' else name}`"] = node
    return found


def _cased(header: str) -> str:
    """Write the name of a header, in which case does not matter, in one way."""
    return header.title()


def _place(place: Place, kind: str, old: Node, new: Node, key: str) -> Place:
    """Give the place of a part, which is the component's if both documents take it from there."""
    name = name_of(old.get(key))
    shared = name is not None and name == name_of(new.get(key))
    return Place(str(name), kind) if shared else place.within(key)


def _members(document: Document, nodes: Mapping[str, Node]) -> dict[str, Member]:
    resolved = {key: document.resolve(node) for key, node in nodes.items()}
    return {
        key: Member(part.get("schema", True), part.get("required", False))
        for key, part in resolved.items()
    }


def _written(place: Place, old: Node, new: Node) -> Changes:
    """Compare how the value of a parameter is written down."""
    for keyword in ("style", "explode", "allowReserved", "content"):
        before, now = (_style(parameter).get(keyword) for parameter in (old, new))
        if before != now:
            yield Change(place, f"{keyword} is {said(now)}, was {said(before)}")


def _style(parameter: Node) -> Node:
    style = parameter.get("style", STYLE[parameter["in"]])
    return {"explode": style == "form", "allowReserved": False, **parameter, "style": style}


def _body(walk: Walk, place: Place, old: Node, new: Node) -> Changes:
    before, now = (
        document.resolve(operation.get("requestBody"))
        for document, operation in ((walk.old, old), (walk.new, new))
    )
    yield from compare_members(walk, lambda _: place, _whole(before), _whole(now))
    if before and now:
        yield from _content(walk, place, before, now)


def _whole(body: Node | None) -> dict[str, Member]:
    return {"body": Member(True, body.get("required", False))} if body else {}


def _answers(walk: Walk, place: Place, old: Node, new: Node) -> Changes:
    before, now = (
        {f"answer {status}": answer for status, answer in operation.get("responses", {}).items()}
        for operation in (old, new)
    )
    for key in before:
        at = _place(place, "response", before, now, key)
        if key in now:
            yield from _answer(walk, at, walk.old.resolve(before[key]), walk.new.resolve(now[key]))
        else:
            yield Change(at, "is gone")


def _answer(walk: Walk, place: Place, old: Node, new: Node) -> Changes:
    before, now = (
        {f"header `{_cased(name)}`": header for name, header in answer.get("headers", {}).items()}
        for answer in (old, new)
    )
    at = partial(_place, place, "header", before, now)
    yield from compare_members(walk, at, _members(walk.old, before), _members(walk.new, now))
    yield from _content(walk, place, old, new)


def _content(walk: Walk, place: Place, old: Node, new: Node) -> Changes:
    after = new.get("content", {})
    for media_type, before in old.get("content", {}).items():
        if media_type not in after:
            yield Change(place, f"media type `{media_type}` is gone")
            continue
        now = after[media_type]
        yield from compare(walk, place, before.get("schema", True), now.get("schema", True))
        if before.get("encoding") != now.get("encoding"):
            yield Change(place, f"encoding of `{media_type}` is another")

"""A schema as the list of shapes it allows: references, unions and lists of types taken apart."""

import itertools
import json
from dataclasses import dataclass
from typing import Any

from tools.contract.walk import Document, Node, is_annotation, name_of

UPPER = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
LOWER = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
OF_TYPE = {
    "object": {"properties", "required", "additionalProperties", "patternProperties"}
    | {"propertyNames", "minProperties", "maxProperties", "dependentRequired"},
    "array": {"items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains"},
    "string": {"minLength", "maxLength", "pattern", "format", "contentEncoding"},
    "number": {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"},
}
NUMBERS = {"integer", "number"}
ANY = "any type"
ANYTHING: tuple[Any, ...] = (True, {})


@dataclass(frozen=True)
class Branch:
    """One shape: keywords of one type, and the reference it came by."""

    type: str
    schema: Node
    reference: Node | None = None

    @property
    def name(self) -> str | None:
        """Name the component, if it is one."""
        return name_of(self.reference)

    @property
    def tag(self) -> str:
        """Give the constants that tell it from its neighbours, such as its `kind`."""
        members = self.schema.get("properties", {}).items()
        constants = {key: m["const"] for key, m in members if isinstance(m, dict) and "const" in m}
        return json.dumps(constants, sort_keys=True) if constants else ""

    @property
    def label(self) -> str:
        """Name it for people."""
        return f"`{self.name}`" if self.name else self.type


def branches(document: Document, schema: Any) -> list[Branch]:
    """List the shapes that a schema allows."""
    if schema is False:
        return []
    if schema is True:
        schema = {}
    own = {key: value for key, value in schema.items() if not is_annotation(key)}
    if own.get("additionalProperties") in ANYTHING:  # which is what silence means too
        del own["additionalProperties"]
    unions = [own.pop(key) for key in ("anyOf", "oneOf") if key in own]
    unions += [[part] for part in own.pop("allOf", [])]
    if "$ref" in own:
        unions.append([{"$ref": own.pop("$ref")}])
    if not unions:
        return _by_type(own)
    shapes = [[shape for part in union for shape in _of(document, part)] for union in unions]
    return [
        shape for chosen in itertools.product(*shapes) for shape in _joined(document, own, chosen)
    ]


def _of(document: Document, part: Any) -> list[Branch]:
    """List the shapes of one member of a union; one that is a component keeps its name."""
    name = name_of(part)
    if name is None:
        return branches(document, part)
    shapes = branches(document, document.resolve(part))
    if len(shapes) != 1:
        return shapes
    return [Branch(shapes[0].type, shapes[0].schema, {"$ref": part["$ref"]})]


def _joined(document: Document, own: Node, chosen: tuple[Branch, ...]) -> list[Branch]:
    if not own and len(chosen) == 1:
        return [chosen[0]]
    merged = own
    for shape in chosen:
        merged = merge(merged, shape.schema)
    return branches(document, merged)


def _by_type(schema: Node) -> list[Branch]:
    """Split a list of types, each with the keywords and the values that it can have."""
    types = _as_list(schema.get("type", _guess(schema)))
    shapes = [Branch(name, _only(schema, name, len(types) > 1)) for name in types]
    return [shape for shape in shapes if shape.schema.get("enum") != []]


def _guess(schema: Node) -> str:
    for name in ("object", "array"):
        if OF_TYPE[name] & schema.keys():
            return name
    kinds = {_type_of(value) for value in _values(schema)}
    return kinds.pop() if len(kinds) == 1 else ANY


def _values(schema: Node) -> list[Any]:
    return [schema["const"]] if "const" in schema else schema.get("enum", [])


def _type_of(value: Any) -> str:
    names = {bool: "boolean", int: "integer", float: "number", str: "string", list: "array"}
    return "null" if value is None else names.get(type(value), "object")


def _only(schema: Node, name: str, split: bool) -> Node:
    """Give what a schema says of one type."""
    if name == ANY:
        return schema
    own = {**schema, "type": name}
    if split:
        kind = "number" if name in NUMBERS else name
        others = set().union(*(words for key, words in OF_TYPE.items() if key != kind))
        own = {key: value for key, value in own.items() if key not in others}
    if "enum" in own or "const" in own:
        fitting = [v for v in _values(own) if _common_types([_type_of(v)], [name])]
        if len(fitting) < len(_values(own)):
            own = {**{k: v for k, v in own.items() if k != "const"}, "enum": fitting}
    return {"type": "null"} if name == "null" and own.get("enum") != [] else own


def merge(first: Node, second: Node) -> Node:
    """Give what satisfies both."""
    both = first.keys() & second.keys()
    return {**first, **second, **{key: _both(key, first[key], second[key]) for key in both}}


def _both(keyword: str, first: Any, second: Any) -> Any:
    if first == second:
        return first
    if keyword == "properties":
        shared = first.keys() & second.keys()
        return {**first, **second, **{k: {"allOf": [first[k], second[k]]} for k in shared}}
    if keyword == "required":
        return [*first, *(name for name in second if name not in first)]
    if keyword in UPPER or keyword in LOWER:
        return min(first, second) if keyword in UPPER else max(first, second)
    if keyword == "type":
        return _common_types(_as_list(first), _as_list(second))
    if keyword == "enum":
        return [value for value in first if value in second]
    if keyword == "additionalProperties" and (first is False or second is False):
        return False
    return {"allOf": [first, second]}


def _common_types(first: list[str], second: list[str]) -> list[str]:
    """Give the types in both lists; an integer is a number, too."""
    common = [name for name in first if name in second]
    if "integer" not in common and {*first, *second} >= NUMBERS:
        common.append("integer")
    return common


def _as_list(types: str | list[str]) -> list[str]:
    return [types] if isinstance(types, str) else types

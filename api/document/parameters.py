"""Path and query parameters: described, with an example, and shared where they are the same."""

from collections import Counter
from typing import Any

import orjson

from api.document.examples import id_of

Doc = dict[str, Any]
SHARED_FROM = 3
"""A query parameter that so many operations take alike is a component."""
CODE = {
    "description": "Any code that the variant bears: its SKU, GTIN or ISBN.",
    "schema": {"type": "string", "minLength": 1, "examples": ["978-0-14-143951-8"]},
}


def complete(document: Doc) -> None:
    """Describe the parameters of a whole document and share them."""
    shared = document["components"]["parameters"]
    for item in document["paths"].values():
        if "parameters" in item:
            item["parameters"] = [_path_parameter(p, shared) for p in item["parameters"]]
    uses = Counter(_key(parameter) for operation in _operations(document) for parameter in
                   operation.get("parameters", []) if parameter.get("in") == "query")  # fmt: skip
    for operation in _operations(document):
        operation["parameters"] = [
            _share(parameter, shared)
            if uses[_key(parameter)] >= SHARED_FROM and "$ref" not in parameter
            else parameter
            for parameter in operation.get("parameters", [])
        ]
        if not operation["parameters"]:
            del operation["parameters"]


def pascal(name: str) -> str:
    """`order_id` to `OrderId`."""
    return "".join(word.title() for word in name.split("_"))


def _operations(document: Doc) -> list[Doc]:
    return [
        operation
        for item in document["paths"].values()
        for method, operation in item.items()
        if method != "parameters"
    ]


def _key(parameter: Doc) -> bytes:
    return orjson.dumps(parameter, option=orjson.OPT_SORT_KEYS)


def _path_parameter(parameter: Doc, shared: Doc) -> Doc:
    name = parameter["name"]
    said: Doc = CODE
    if name.endswith("_id"):
        noun = name.removesuffix("_id").replace("_", " ")
        said = {
            "description": f"Id of the {noun}, as its `id` says.",
            "schema": {**parameter["schema"], "examples": [id_of(name.removesuffix("_id"))]},
        }
    return _share({**parameter, **said}, shared)


def _share(parameter: Doc, shared: Doc) -> Doc:
    name = pascal(parameter["name"])
    shared.setdefault(name, parameter)
    return {"$ref": f"#/components/parameters/{name}"}

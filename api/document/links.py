"""Links: from what a POST made to the operations that take its id."""

from typing import Any

Doc = dict[str, Any]


def complete(document: Doc) -> None:
    """Put links to operations in place of the addresses that views declare."""
    addresses = {_form_of(path): path for path in document["paths"]}
    for item in document["paths"].values():
        for answer in item.get("post", {}).get("responses", {}).values():
            if "x-creates" in answer:
                path = addresses[_form_of(answer.pop("x-creates"))]
                answer["links"] = _links(path, document["paths"][path])


def _form_of(path: str) -> str:
    """Give a path with all of its parameters named alike."""
    return "/".join("{}" if step.startswith("{") else step for step in path.split("/"))


def _links(path: str, item: Doc) -> Doc:
    name = path.rpartition("{")[2].rstrip("}")
    return {
        operation["operationId"]: {
            "operationId": operation["operationId"],
            "description": f"The `id` of the answer is the `{name}` of this operation.",
            "parameters": {name: "$response.body#/id"},
        }
        for method, operation in item.items()
        if method != "parameters"
    }

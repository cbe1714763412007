"""What the document shows as an example, the server accepts."""

import json

import pytest
from marshmallow import class_registry

from config import ROOT

SPEC = json.loads((ROOT / "openapi.json").read_text(encoding="utf-8"))


def bodies():
    """Name the schema of every JSON body that an operation takes."""
    contents = [
        content
        for item in SPEC["paths"].values()
        for operation in item.values()
        if isinstance(operation, dict)
        for media_type, content in operation.get("requestBody", {}).get("content", {}).items()
        if media_type.endswith("json")
    ]
    return sorted({content["schema"]["$ref"].rpartition("/")[2] for content in contents})


def example_of(name):
    """Put the examples of the properties together; what has none is left out if it may be."""
    schema = SPEC["components"]["schemas"][name]
    if "anyOf" in schema:
        return example_of(schema["anyOf"][0]["$ref"].rpartition("/")[2])
    shown = {
        field: described["examples"][0]
        for field, described in schema["properties"].items()
        if "examples" in described
    }
    missing = set(schema.get("required", [])) - shown.keys()
    assert missing == set(), f"{name} has required fields without an example"
    return shown


@pytest.mark.parametrize("name", bodies())
def test_the_examples_of_a_body_make_a_body_that_is_accepted(name):
    schema = class_registry.get_class(f"{name}Schema")()
    shown = example_of(name)

    loaded = schema.load(shown)

    assert loaded.keys() >= shown.keys()

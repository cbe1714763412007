"""A schema is weighed before it may check anything."""

import pytest

from services.catalogue.weight import Scale, TooHeavy


def chain(length):
    """Definitions of which each names the next one twice."""
    links = {
        f"a{n}": {"anyOf": [{"$ref": f"#/$defs/a{n + 1}"}, {"$ref": f"#/$defs/a{n + 1}"}]}
        for n in range(length)
    }
    return {"$defs": {**links, f"a{length}": {"type": "null"}}, "$ref": "#/$defs/a0"}


def test_counts_parts_with_references_written_out():
    part = {"properties": {"x": {"$ref": "#/$defs/a~1b"}}, "$defs": {"a/b": {"type": "string"}}}

    assert Scale({"type": "object"}).weigh() == 1
    assert Scale({**part, "$id": "https://example.com/kind"}).weigh() == 6
    assert Scale({"enum": [{"a": {}}] * 9_000, "default": {"b": {}}}).weigh() == 1


@pytest.mark.parametrize(
    "schema",
    [
        chain(20),
        {"anyOf": [{}] * 2_001},
        {"$ref": "#"},
        {"$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}},
        {"properties": {"a": {"$ref": "#/$defs/none"}}},
        {"properties": {"a": {"$ref": "https://example.com/a"}}},
        {"properties": {"a": {"$ref": "#anchor"}}},
        {"properties": {"a": {"$id": "https://example.com/a"}}},
        {"properties": {"a": {"$dynamicRef": "#/$defs/a"}}},
    ],
)
def test_refuses_what_is_too_heavy_or_leads_nowhere(schema):
    with pytest.raises(TooHeavy):
        Scale(schema).weigh()

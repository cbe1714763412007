"""Nothing in the document is left undescribed or without an example; all of it is 100 %."""

import re

from tests.contract.walk import (
    SPEC,
    bodies,
    operations,
    properties,
    reachable,
    resolved,
    schemas,
)

COMPONENTS = SPEC["components"]
OF_THE_CALLERS_OWN_SHAPE = {"Attributes", "JsonSchema", "ColumnMapping", "GeneralAttributes"}


def sentence(text):
    """Whether a description says something, in a sentence."""
    return len(text) >= 20 and text[0].isupper() and text.endswith(".")


def test_every_operation_has_a_title_and_a_description():
    wrong = [
        name
        for name, operation, _ in operations()
        if not operation["summary"] or not sentence(operation["description"])
    ]

    assert wrong == []


def test_every_parameter_and_header_has_a_description_and_an_example():
    found = [(f"{name} {p['name']}", p) for name, _, taken in operations() for p in taken]
    found += [(name, header) for name, header in COMPONENTS["headers"].items()]

    wrong = [
        name
        for name, part in found
        if not sentence(part["description"]) or not part["schema"].get("examples")
    ]

    assert wrong == []


def test_every_request_and_answer_has_a_description_and_an_example():
    wrong = [place for place, body in bodies() if not sentence(body["description"])]
    bare = [
        place
        for place, body in bodies()
        for content in body.get("content", {}).values()
        if not content.get("examples")
    ]

    assert (wrong, bare) == ([], [])


def test_every_schema_and_property_has_a_description_and_an_example():
    wrong = [n for n, s in COMPONENTS["schemas"].items() if not sentence(s["description"])]
    undescribed = [p for p, schema in properties() if not sentence(schema.get("description", ""))]
    bare = [place for place, schema in properties() if not schema.get("examples")]

    assert (wrong, undescribed, bare) == ([], [], [])


def test_every_tag_and_way_in_is_described():
    described = [*SPEC["tags"], *COMPONENTS["securitySchemes"].values(), *SPEC["servers"]]

    assert [part for part in described if not sentence(part["description"].strip())] == []


def test_enums_have_names():
    inline = [
        place
        for name, component in COMPONENTS["schemas"].items()
        for place, schema in schemas(component, name)
        if "enum" in schema and place != name and "not" not in place
    ]

    assert [place for place in inline if not place.startswith("BookAttributes/")] == []


def test_no_schema_has_a_title():
    titled = [
        place
        for name, component in COMPONENTS["schemas"].items()
        for place, schema in schemas(component, name)
        if isinstance(schema.get("title"), str)
    ]

    assert titled == []


def test_requests_are_closed_and_answers_open():
    asked_for = {place for place, _ in bodies() if re.fullmatch(r"(?!on[A-Z]).* request", place)}
    told = reachable([body for place, body in bodies() if place not in asked_for])
    asked = reachable([body for place, body in bodies() if place in asked_for]) - told
    objects = {n: s for n, s in COMPONENTS["schemas"].items() if "properties" in s}

    closed = {
        name for name, schema in objects.items() if schema.get("additionalProperties") is False
    }

    assert asked & objects.keys() <= closed | {"GeneralAttributes"}
    assert told & closed == {"BookAttributes"}, "its shape is the kind's"


def test_every_component_is_used():
    text = str(SPEC)

    unused = [
        f"{kind}/{name}"
        for kind, members in COMPONENTS.items()
        for name in members
        if kind != "securitySchemes" and f"'#/components/{kind}/{name}'" not in text
    ]

    assert unused == []


def test_every_answer_of_an_error_falls_back_on_the_general_problem():
    problems = [
        content["schema"]["anyOf"]
        for place, body in bodies()
        for media_type, content in body.get("content", {}).items()
        if media_type == "application/problem+json"
    ]

    assert problems
    assert {union[-1]["$ref"] for union in problems} == {"#/components/schemas/Problem"}
    for union in problems:
        for branch in union[:-1]:
            tags = resolved(branch)["properties"]
            assert {"const"} <= tags["code"].keys() & tags["status"].keys()

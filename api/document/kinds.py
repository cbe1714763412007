"""Product kinds in the document: products as a union tagged by `kind`, with typed attributes.

The public document knows the built-in kinds; an account's own knows all of its kinds.
"""

import re
from typing import Any

import jsonschema_rs

from api.document.examples import Composer
from services.catalogue.builtin import BUILT_IN

JsonSchema = dict[str, Any]
ANSWER, REQUEST, PATCH = "Product", "ProductCreate", "ProductPatch"
OTHER = "Other"
MAPS = ("properties", "patternProperties", "dependentSchemas")
LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")
SINGLE = (
    "items", "contains", "additionalProperties", "unevaluatedProperties", "unevaluatedItems",
    "propertyNames", "not", "if", "then", "else",
)  # fmt: skip
PLAIN = (
    "type", "enum", "const", "multipleOf", "maximum", "exclusiveMaximum", "minimum",
    "exclusiveMinimum", "maxLength", "minLength", "pattern", "maxItems", "minItems",
    "uniqueItems", "maxContains", "minContains", "maxProperties", "minProperties", "required",
    "dependentRequired", "description", "default", "examples", "format", "deprecated",
)  # fmt: skip
"""Draft 2020-12's vocabulary without names and references; other words mean nothing in it."""


def specialise(document: dict[str, Any], kinds: list[dict[str, Any]], *, closed: bool) -> set[str]:
    """Type the attributes of products by `kinds` (code, title, json_schema).

    `closed` says that requests know no other kinds; answers always may. Gives the names of
    the schemas that merchants wrote.
    """
    schemas = document["components"]["schemas"]
    names = _component_names([kind["code"] for kind in kinds], schemas)
    for kind in kinds:
        _add_kind(schemas, kind, names[kind["code"]])
    codes = list(names)
    for base, open_end in ((ANSWER, True), (REQUEST, not closed)):
        members = [f"{names[code]}{base}" for code in codes]
        if open_end:
            members.append(f"{OTHER}{base}")
            schemas[members[-1]] = _of_other_kind(schemas[base], codes)
        union = [{"$ref": f"#/components/schemas/{member}"} for member in members]
        schemas[base] = {"description": schemas[base]["description"], "anyOf": union}
        if not open_end:
            schemas[base]["oneOf"] = schemas[base].pop("anyOf")
            schemas[base]["discriminator"] = {
                "propertyName": "kind",
                "mapping": {code: f"#/components/schemas/{names[code]}{base}" for code in codes},
            }
    attributes = schemas[PATCH]["properties"]["attributes"]
    attributes.pop("$ref")
    attributes["anyOf"] = [{"$ref": f"#/components/schemas/{names[c]}Attributes"} for c in codes]
    built_in = {kind["code"] for kind in BUILT_IN}
    return {f"{names[code]}Attributes" for code in codes if code not in built_in}


def written_out(schema: JsonSchema) -> JsonSchema:
    """Give a kind's schema without references, for a place in another document."""
    return dict(_Writer(schema).write(schema))


class _Writer:
    """Writes references out; `services.catalogue.weight` has seen to it that this ends."""

    def __init__(self, root: JsonSchema) -> None:
        self.root = root

    def write(self, schema: Any) -> JsonSchema:
        if isinstance(schema, bool):
            return {} if schema else {"not": {}}
        written: JsonSchema = {name: schema[name] for name in PLAIN if name in schema}
        for name in (name for name in MAPS if name in schema):
            written[name] = {key: self.write(part) for key, part in schema[name].items()}
        for name in (name for name in LISTS if name in schema):
            written[name] = [self.write(part) for part in schema[name]]
        for name in (name for name in SINGLE if name in schema):
            part = schema[name]
            keeps = name == "additionalProperties" and isinstance(part, bool)
            written[name] = part if keeps else self.write(part)
        if "$ref" not in schema:
            return written
        target = self.write(self._target(schema["$ref"]))
        if written.keys() <= {"description"}:
            return {**target, **written}
        return {**written, "allOf": [*written.get("allOf", []), target]}

    def _target(self, reference: str) -> Any:
        node: Any = self.root
        for step in reference.removeprefix("#/").split("/"):
            node = node[step.replace("~1", "/").replace("~0", "~")]
        return node


def _component_names(codes: list[str], taken: dict[str, Any]) -> dict[str, str]:
    """Name the components of each code; two codes may differ in a hyphen alone."""
    names: dict[str, str] = {}
    for code in codes:
        stem = "".join(word.title() for word in re.split(r"[-_]+", code))
        candidates = [stem, *(f"{stem}{n}" for n in range(2, len(codes) + 4))]
        names[code] = next(
            name
            for name in candidates
            if name not in (*names.values(), OTHER)
            and not {f"{name}{base}" for base in (ANSWER, REQUEST, "Attributes")} & taken.keys()
        )
    return names


def _add_kind(schemas: dict[str, JsonSchema], kind: dict[str, Any], name: str) -> None:
    code, rules = kind["code"], kind["json_schema"]
    attributes = written_out(rules)
    attributes.setdefault("description", f"Attributes of products of the kind `{code}`.")
    example = _attributes_example(attributes)
    if example is not None:
        attributes["examples"] = [example]
    schemas[f"{name}Attributes"] = attributes
    needed = not jsonschema_rs.is_valid(attributes, {})
    for base in (ANSWER, REQUEST):
        flat = schemas[base]
        properties = {**flat["properties"]}
        properties["kind"] = {
            "type": "string",
            "const": code,
            "description": flat["properties"]["kind"]["description"],
            "examples": [code],
        }
        properties["attributes"] = {
            "$ref": f"#/components/schemas/{name}Attributes",
            "description": flat["properties"]["attributes"]["description"],
        }
        required = [*flat["required"]]
        if needed and "attributes" not in required:
            required.append("attributes")
        said = f"{flat['description'].rstrip('.')}; its kind is `{code}`."
        schemas[f"{name}{base}"] = {
            **flat,
            "properties": properties,
            "required": required,
            "description": said,
        }


def _of_other_kind(flat: JsonSchema, codes: list[str]) -> JsonSchema:
    kind = {**flat["properties"]["kind"], "not": {"enum": codes}, "examples": ["poster"]}
    attributes = {**flat["properties"]["attributes"], "examples": [{"colour": "blue"}]}
    return {
        **flat,
        "properties": {**flat["properties"], "kind": kind, "attributes": attributes},
        "description": f"{flat['description'].rstrip('.')}; its kind is one of the account's own.",
    }


def _attributes_example(attributes: JsonSchema) -> Any:
    """Put an example together; None where that breaks the kind's rules."""
    given = attributes.get("examples")
    example = given[0] if isinstance(given, list) and given else Composer({}).example(attributes)
    return example if jsonschema_rs.is_valid(attributes, example) else None

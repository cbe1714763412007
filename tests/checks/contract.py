"""The document, made so that a test can ask it."""

from functools import cached_property
from typing import Any

import jsonschema_rs
import orjson

from tests.checks.closed import closed, within

Json = dict[str, Any]
PROBLEM = "application/problem+json"


class Contract:
    """A document, and validators for its parts, each compiled once."""

    def __init__(self, document: Json) -> None:
        self.document = document
        schemas = document.get("components", {}).get("schemas", {})
        shut = {name: within(schema) for name, schema in schemas.items()}
        self._registry = jsonschema_rs.Registry(
            [
                ("urn:open", {"components": {"schemas": schemas}}),
                ("urn:closed", {"components": {"schemas": shut}}),
            ]
        )
        self._validators: dict[tuple[str, bytes], Any] = {}
        self.operations = {
            (method.upper(), path): Operation(self, method.upper(), path, item, operation)
            for path, item in document["paths"].items()
            for method, operation in item.items()
            if isinstance(operation, dict) and "responses" in operation
        }

    def operation(self, method: str, path: str) -> "Operation | None":
        """Give the operation at the address of a template."""
        return self.operations.get((method, path))

    def resolved(self, node: Json) -> Json:
        """Follow the references of a node; what stands beside one stays."""
        while "$ref" in node:
            beside = {name: value for name, value in node.items() if name != "$ref"}
            target: Any = self.document
            for step in node["$ref"].removeprefix("#/").split("/"):
                target = target[step.replace("~1", "/").replace("~0", "~")]
            node = {**target, **beside}
        return node

    def validator(self, schema: Json) -> Any:
        """Give a validator of a schema as it is written."""
        return self._compiled("urn:open", schema)

    def closed_validator(self, schema: Json) -> Any:
        """Give a validator that allows no property which the schema does not name."""
        return self._compiled("urn:closed", closed(schema))

    def _compiled(self, base: str, schema: Json) -> Any:
        written = orjson.dumps(schema)
        if (base, written) not in self._validators:
            elsewhere = orjson.loads(written.replace(b'"$ref":"#/', f'"$ref":"{base}#/'.encode()))
            self._validators[base, written] = jsonschema_rs.Draft202012Validator(
                elsewhere, validate_formats=True, registry=self._registry
            )
        return self._validators[base, written]


class Operation:
    """One operation of a document, its references followed."""

    def __init__(
        self, contract: Contract, method: str, path: str, item: Json, written: Json
    ) -> None:
        self.contract = contract
        self.address = f"{method} {path}"
        self.method = method
        self.path = path
        self.item = item
        self.written = written
        self.id: str = written["operationId"]

    @cached_property
    def parameters(self) -> dict[str, dict[str, Json]]:
        """Parameters by place and name; of a header the name is in lower case."""
        found: dict[str, dict[str, Json]] = {"path": {}, "query": {}, "header": {}}
        for node in (*self.item.get("parameters", []), *self.written.get("parameters", [])):
            parameter = self.contract.resolved(node)
            place, name = parameter["in"], parameter["name"]
            found[place][name.lower() if place == "header" else name] = parameter
        return found

    @cached_property
    def places(self) -> dict[str, Json]:
        """The parameters of each place as the schema of one object."""
        return {place: _object_of(named) for place, named in self.parameters.items()}

    @cached_property
    def body(self) -> Json | None:
        """The request body, if the operation takes one."""
        written = self.written.get("requestBody")
        return None if written is None else self.contract.resolved(written)

    @cached_property
    def responses(self) -> dict[str, Json]:
        """The answers by status."""
        return {
            status: self.contract.resolved(node)
            for status, node in self.written["responses"].items()
        }

    @cached_property
    def outcomes(self) -> set[tuple[str, str | None]]:
        """Every status with every error code that the document announces."""
        return {
            (status, code) for status in self.responses for code in self.codes(status) or [None]
        }

    def codes(self, status: str) -> list[str]:
        """Give the error codes of a status: its examples are named by them."""
        return [*self.responses[status].get("content", {}).get(PROBLEM, {}).get("examples", {})]

    def headers(self, status: str) -> dict[str, Json]:
        """Give the headers of a status, by name in lower case."""
        written = self.responses[status].get("headers", {})
        return {name.lower(): self.contract.resolved(node) for name, node in written.items()}


def _object_of(parameters: dict[str, Json]) -> Json:
    return {
        "type": "object",
        "properties": {name: parameter["schema"] for name, parameter in parameters.items()},
        "required": [name for name, parameter in parameters.items() if parameter.get("required")],
        "additionalProperties": False,
    }

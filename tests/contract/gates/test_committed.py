"""The differ knows its way around the document that we really have."""

import json
import re

import pytest

from config import ROOT
from tools.contract.documents import METHODS, breaking_changes


@pytest.fixture(scope="module")
def text():
    return (ROOT / "openapi.json").read_text(encoding="utf-8")


@pytest.fixture
def edited(text):
    return json.loads(text)


def test_the_document_keeps_its_own_promises(text, edited):
    assert breaking_changes(json.loads(text), edited) == []


def test_every_operation_and_webhook_is_missed(text, edited):
    gone = [
        f"`{operation['operationId']}`: `{method.upper()} {path}` is gone."
        for section in ("paths", "webhooks")
        for path, item in edited.pop(section).items()
        for method, operation in ((name, item[name]) for name in METHODS if name in item)
    ]

    assert breaking_changes(json.loads(text), edited) == gone


def test_every_field_of_every_schema_is_missed(text, edited):
    fields = [
        f"{name}.{field}"
        for name, schema in edited["components"]["schemas"].items()
        for field, inside in [*schema.get("properties", {}).items()]
        if "$ref" not in json.dumps(inside) and schema["properties"].pop(field)
    ]

    lines = breaking_changes(json.loads(text), edited)

    missed = {re.sub("`(.+)` .+ `(.+)`: is gone.", r"\1.\2", line) for line in lines}
    assert len(fields) > 500
    assert [field for field in fields if field not in missed] == []


def test_every_scope_and_credential_that_becomes_required_is_noticed(text, edited):
    operations = [item[m] for item in edited["paths"].values() for m in METHODS if m in item]
    for operation in operations:
        operation["x-required-scopes"] = [*operation.get("x-required-scopes", []), "all:all"]

    assert breaking_changes(json.loads(text), edited) == [
        f"`{operation['operationId']}`: scope `all:all` is required now."
        for operation in operations
    ]

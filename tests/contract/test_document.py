"""openapi.json is what the code makes, and every operation says all that a client needs."""

import json
import re

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from api.error_catalogue import catalogue
from api.openapi import document
from api.problems import status_of
from config import ROOT
from models.scopes import SCOPES
from services.errors import Refusal
from tests.conftest import build_app

METHODS = {"get", "post", "put", "patch", "delete"}
PROBLEM = "application/problem+json"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return build_app(f"sqlite:///{tmp_path_factory.mktemp('document')}/unused.db")


@pytest.fixture(scope="module")
def spec(built):
    return json.loads(json.dumps(document(built)))


@pytest.fixture(scope="module")
def operations(spec):
    """Give every operation under its address, such as `GET /v1/orders`."""
    return {
        f"{method.upper()} {path}": operation
        for path, item in spec["paths"].items()
        for method, operation in item.items()
        if method in METHODS
    }


def test_the_committed_document_is_what_the_code_makes(spec):
    committed = json.loads((ROOT / "openapi.json").read_text(encoding="utf-8"))

    assert committed == spec, "run `make openapi` and commit openapi.json"


def test_the_server_serves_the_document(built, spec):
    answer = built.test_client().get("/openapi.json")

    assert (answer.status_code, answer.json) == (200, spec)


def test_the_document_is_valid_openapi_3_1(spec):
    assert spec["openapi"] == "3.1.1"
    assert [*OpenAPIV31SpecValidator(spec).iter_errors()] == []


def test_a_copy_without_webhooks_lacks_them_and_what_only_they_use(built, spec):
    copy = built.test_client().get("/openapi-without-webhooks.json").json

    assert [*OpenAPIV31SpecValidator(copy).iter_errors()] == []
    assert copy["paths"] == spec["paths"]
    assert "webhooks" not in copy
    gone = spec["components"]["schemas"].keys() - copy["components"]["schemas"].keys()
    assert gone == {f"{name[2:]}Event" for name in operations_of(spec["webhooks"])}
    assert "Webhooks" not in {tag["name"] for tag in copy["tags"]}


def operations_of(webhooks):
    """Name the operations that are sent to a client."""
    return [item["post"]["operationId"] for item in webhooks.values()]


def test_operation_ids_are_camel_case_and_unique(operations):
    ids = [operation["operationId"] for operation in operations.values()]

    assert [name for name in ids if not re.fullmatch(r"[a-z]+([A-Z][a-z]*)*", name)] == []
    assert len(ids) == len(set(ids))


def test_every_operation_has_a_summary_and_one_tag_that_is_explained(spec, operations):
    explained = {tag["name"] for tag in spec["tags"] if tag["description"]}

    for address, operation in operations.items():
        assert operation["summary"], address
        assert len(operation["tags"]) == 1, address
        assert set(operation["tags"]) <= explained, address


def test_every_operation_answers_some_2xx_and_describes_every_answer(operations):
    for address, operation in operations.items():
        assert any(status.startswith("2") for status in operation["responses"]), address
        assert all("$ref" in a or a["description"] for a in operation["responses"].values()), (
            address
        )


def test_every_operation_names_its_scopes_and_says_them_in_words(operations):
    for address, operation in operations.items():
        if operation["security"] == []:
            assert address.startswith("POST /v1/auth/"), f"{address} is open to everybody"
            continue
        scopes = operation["x-required-scopes"]
        keys = [] if address == "PATCH /v1/me" else [{"apiKeyAuth": []}]  # a key is nobody
        assert operation["security"] == [{"bearerAuth": []}, *keys], address
        assert set(scopes) <= SCOPES.keys(), address
        if not address.endswith(" /v1/me"):  # whoever is known may ask who they are
            assert scopes, address
        said = re.findall(r"Needs the scopes? (.*)\.$", operation["description"])
        assert "".join(said) == ", ".join(f"`{scope}`" for scope in scopes), address


def test_every_operation_that_needs_a_caller_documents_401_and_403(operations):
    for address, operation in operations.items():
        needed = {"401"} if operation["security"] else set()
        needed |= {"403"} if operation.get("x-required-scopes") else set()
        assert needed <= operation["responses"].keys(), address


def test_every_error_of_the_document_is_in_the_catalogue(spec):
    examples = spec["components"]["examples"]
    assert examples.keys() == {refusal.__name__ for refusal in documented_errors(spec)}

    for refusal in documented_errors(spec):
        shown = examples[refusal.__name__]["value"]
        assert (shown["code"], shown["status"]) == (refusal.code(), status_of(refusal))


def documented_errors(spec):
    """Find the errors that some answer names."""
    named = {
        code
        for answer in spec["components"]["responses"].values()
        for code in answer["content"][PROBLEM]["examples"]
    }
    return [refusal for code, refusal in catalogue().items() if code in named]


def test_no_two_errors_share_a_code():
    waiting, codes = [Refusal], []
    while waiting:
        refusal = waiting.pop()
        waiting.extend(refusal.__subclasses__())
        if refusal.__module__.startswith(("api.", "services.")):
            codes.append(refusal.code())

    assert sorted(codes) == sorted(set(codes))

"""Every linter of the gate finds a small fault, and the gate fails on it."""

import json

import pytest

from tests.contract.gates.shop import drop, edited, every, put
from tools.contract.__main__ import lint
from tools.contract.lint import LINTERS

CONTACT = {
    "name": "Shop developers",
    "url": "https://shop.example/developers",
    "email": "developers@shop.example",
}
DOCUMENT = {
    "openapi": "3.1.1",
    "info": {
        "title": "Shop",
        "version": "1.0.0",
        "summary": "A shop that is very small.",
        "description": "A shop that sells what is on its shelf.",
        "contact": CONTACT,
        "license": {"name": "MIT", "url": "https://opensource.org/license/mit"},
        "termsOfService": "https://shop.example/terms",
    },
    "servers": [{"url": "https://api.shop.example", "description": "The server of the shop."}],
    "security": [{"apiKeyAuth": []}],
    "tags": [{"name": "Orders", "description": "What customers have bought."}],
    "paths": {
        "/orders": {
            "delete": {
                "operationId": "deleteOrders",
                "summary": "Delete all orders",
                "description": "Deletes every order there is.",
                "tags": ["Orders"],
                "responses": {
                    "204": {"description": "All of them are gone."},
                    "401": {"description": "Nobody knows who is calling."},
                },
            }
        }
    },
    "components": {
        "securitySchemes": {
            "apiKeyAuth": {
                "type": "apiKey",
                "in": "header",
                "name": "X-API-Key",
                "description": "The key that the shop gave out.",
            }
        }
    },
}
ONE = {
    "openapi-spec-validator": (
        every(put("paths /orders/{id}", DOCUMENT["paths"]["/orders"]), drop("paths /orders")),
        "Path parameter 'id' for 'delete' operation in '/orders/{id}' was not resolved",
    ),
    "redocly": (drop("paths /orders delete responses 401"), "operation-4xx-response"),
    "spectral": (drop("info contact"), "warning docs-info-contact"),
}


@pytest.fixture
def check(tmp_path):
    """Hold the document, edited, against one linter."""

    def check(linter, *edits):
        file = tmp_path / "openapi.json"
        file.write_text(json.dumps(edited(DOCUMENT, *edits)), encoding="utf-8")
        return lint(file, [linter])

    return check


def test_the_gate_has_these_linters():
    assert list(LINTERS) == list(ONE)


@pytest.mark.parametrize("linter", ONE)
def test_a_small_fault_fails(linter, check, capsys):
    fault, said = ONE[linter]

    assert check(linter, fault) == 1
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("linter", ONE)
def test_no_fault_passes(linter, check, capsys):
    assert check(linter) == 0
    assert capsys.readouterr().out == "no linter finds fault with openapi.json\n"

"""What clients of the released document do not notice passes without a word."""

import pytest

from tests.contract.gates.shop import JSON, SHOP, drop, every, put, ref, shop
from tools.contract.documents import breaking_changes

SCHEMAS = "components schemas"
LIST, CREATE = "paths /orders get", "paths /orders post"
CREATED = f"{CREATE} responses 201"
CONFLICT = "components responses Conflict content application/problem+json schema anyOf"
TEXT = {"type": "string"}
ASKED = f"{SCHEMAS} OrderCreate properties"
TOLD = f"{SCHEMAS} Order properties"

CASES = {
    "operation": put("paths /orders delete", {"operationId": "deleteOrders", "responses": {}}),
    "path": put("paths /carts", {"get": {"operationId": "listCarts", "responses": {}}}),
    "webhook": put("webhooks order.sent", {"post": {"operationId": "onOrderSent"}}),
    "schema": put(f"{SCHEMAS} Cart", TEXT),
    "server": put("servers -", {"url": "/v2"}),
    "optional parameter": put(
        f"{LIST} parameters -", {"name": "shop", "in": "query", "schema": TEXT}
    ),
    "parameter of the path said by the operation": every(
        put(
            "paths /orders/{order_id} get parameters",
            [{"name": "order_id", "in": "path", "required": True, "schema": TEXT}],
        ),
        put("paths /orders/{order_id} parameters", []),
    ),
    "parameter in another case": put(f"{CREATE} parameters 0 name", "idempotency-key"),
    "parameter without a component": put(
        f"{LIST} parameters 0", SHOP["components"]["parameters"]["Limit"]
    ),
    "optional request field": put(f"{ASKED} note", TEXT),
    "request field not required": put(f"{SCHEMAS} OrderCreate required", []),
    "request field nullable": put(f"{ASKED} weight type", ["number", "null"]),
    "request type wider": put(
        f"{SCHEMAS} OrderLineCreate properties quantity type", ["number", "string"]
    ),
    "request value": put(f"{ASKED} channel enum -", "phone"),
    "request values open": put(f"{ASKED} channel", {**TEXT, "default": "web"}),
    "request shape": put(f"{ASKED} gift anyOf -", TEXT),
    "request value not excluded": put(f"{ASKED} gift anyOf 1 properties wrap not enum", []),
    "request limits": put(
        f"{SCHEMAS} OrderLineCreate properties sku", {**TEXT, "minLength": 0, "maxLength": 99}
    ),
    "request step": put(f"{SCHEMAS} OrderLineCreate properties quantity multipleOf", 1),
    "request condition gone": drop(f"{SCHEMAS} OrderCreate dependentRequired"),
    "answer condition": put(f"{SCHEMAS} Order dependentRequired", {"items": ["labels"]}),
    "request open": put(f"{SCHEMAS} OrderCreate additionalProperties", True),
    "request media type": put(f"{CREATE} requestBody content text/csv", {"schema": TEXT}),
    "answer field": put(f"{TOLD} note", TEXT),
    "answer field required": put(f"{SCHEMAS} Line required -", "note"),
    "answer field never null": put(f"{TOLD} paid_at", {**TEXT, "format": "date-time"}),
    "answer type narrower": put(
        f"{SCHEMAS} Order properties parcels items properties weight", {"type": "integer"}
    ),
    "answer limits": put(f"{TOLD} total maximum", 1000),
    "answer closed": put(f"{SCHEMAS} Order additionalProperties", False),
    "answer media type": put(f"{CREATED} content text/csv", {"schema": TEXT}),
    "answer header": put(f"{CREATED} headers X-Cost", {"schema": TEXT}),
    "answer status": put(f"{CREATE} responses 202", {"description": "Later."}),
    "event field": put(f"{SCHEMAS} OrderPaid properties sent_at", TEXT),
    "error status": put(f"{CREATE} responses 429", ref("responses", "Conflict")),
    "error code": every(
        put(
            f"{SCHEMAS} LateProblem",
            {
                "type": "object",
                "required": ["code", "late"],
                "properties": {"code": {"const": "late"}, "late": TEXT},
            },
        ),
        put(f"{CONFLICT} -", ref("schemas", "LateProblem")),
    ),
    "way in": put(f"{CREATE} security -", {"oauth": []}),
    "scope less": put(f"{CREATE} x-required-scopes", []),
    "texts": every(
        put("info description", "Another."),
        put("components responses Conflict description", "Another."),
        put(f"{CREATE} summary", "Another"),
        put(f"{CREATED} content {JSON} examples", {"new": {"value": {}}}),
        put(f"{TOLD} total description", "Another."),
        put(f"{TOLD} total examples", [12]),
        put("components parameters Limit deprecated", True),
        put(f"{CREATE} x-note", "Another."),
        put("components securitySchemes bearerAuth bearerFormat", "JWT"),
    ),
}


@pytest.mark.parametrize("edit", CASES.values(), ids=CASES)
def test_what_does_not_break_passes(edit):
    grown = shop(edit)

    assert grown != SHOP
    assert breaking_changes(SHOP, grown) == []


def test_a_schema_that_contains_itself_is_compared_once():
    tree = {"type": "object", "properties": {"children": {"items": ref("schemas", "Tree")}}}
    growing = every(put(f"{SCHEMAS} Tree", tree), put(f"{TOLD} tree", ref("schemas", "Tree")))

    assert breaking_changes(shop(growing), shop(growing)) == []

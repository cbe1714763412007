"""What breaks around the bodies is named, line by line, and passes once it is announced."""

import pytest

from tests.contract.gates.shop import JSON, PROBLEM, SHOP, announcing, drop, every, put, shop
from tools.contract.changelog import unannounced
from tools.contract.documents import breaking_changes

LIST, CREATE, ONE = "paths /orders get", "paths /orders post", "paths /orders/{order_id}"
EVENT = "webhooks order.paid post"
TEXT = {"type": "string"}
LIMIT = "components parameters Limit"


def parameter(name, where, **facts):
    return {"name": name, "in": where, "schema": TEXT, **facts}


OPERATIONS = {
    "gone": (drop(CREATE), "`createOrder`: `POST /orders` is gone."),
    "path gone": (drop(ONE), "`getOrder`: `GET /orders/{order_id}` is gone."),
    "webhook gone": (drop("webhooks order.paid"), "`onOrderPaid`: `POST order.paid` is gone."),
    "id": (
        put(f"{CREATE} operationId", "placeOrder"),
        '`createOrder`: operationId is `"placeOrder"` now.',
    ),
    "tag": (
        put(f"{CREATE} tags", ["Sales", "Orders"]),
        '`createOrder`: first tag is `"Sales"`, was `"Orders"`.',
    ),
    "server gone": (put("servers", [{"url": "/v2"}]), "`servers`: `/` is gone."),
}
SECURITY = {
    "way in gone": (
        drop(f"{CREATE} security 1"),
        "`createOrder`: `apiKeyAuth` is refused now.",
    ),
    "way in harder": (
        put(f"{CREATE} security", [{"bearerAuth": []}, {"apiKeyAuth": [], "bearerAuth": []}]),
        "`createOrder`: `apiKeyAuth` is refused now.",
    ),
    "way in with a scope": (
        put(f"{CREATE} security 1 apiKeyAuth", ["admin"]),
        "`createOrder`: `apiKeyAuth` is refused now.",
    ),
    "gone": (put(f"{CREATE} security", []), "`createOrder`: nobody needs a credential any more."),
    "gone from the document": (
        drop("security"),
        "`getOrder`: nobody needs a credential any more.",
    ),
    "new": (
        drop("paths /health get security"),
        "`getHealth`: a credential is required now.",
    ),
    "scope": (
        put(f"{CREATE} x-required-scopes -", "orders:admin"),
        "`createOrder`: scope `orders:admin` is required now.",
    ),
    "scheme": (
        put("components securitySchemes apiKeyAuth name", "X-Key"),
        '`apiKeyAuth` security scheme: name is `"X-Key"`, was `"X-API-Key"`.',
    ),
}
PARAMETERS = {
    "gone": (drop(f"{LIST} parameters 1"), "`listOrders` query parameter `status`: is gone."),
    "shared, gone": (
        drop(f"{LIST} parameters 0"),
        "`listOrders` query parameter `limit`: is gone.",
    ),
    "new and required": (
        put(f"{LIST} parameters -", parameter("shop", "query", required=True)),
        "`listOrders` query parameter `shop`: is new and required.",
    ),
    "header new and required": (
        put(f"{LIST} parameters -", parameter("X-Shop", "header", required=True)),
        "`listOrders` header parameter `X-Shop`: is new and required.",
    ),
    "header required": (
        put(f"{CREATE} parameters 0 required", True),
        "`createOrder` header parameter `Idempotency-Key`: is required now.",
    ),
    "shared, required": (put(f"{LIMIT} required", True), "`Limit` parameter: is required now."),
    "maximum": (
        put(f"{LIMIT} schema maximum", 100),
        "`Limit` parameter: maximum is `100`, was `200`.",
    ),
    "default": (
        put(f"{LIMIT} schema default", 20),
        "`Limit` parameter: default is `20`, was `50`.",
    ),
    "type": (
        put(f"{LIMIT} schema type", "string"),
        "`Limit` parameter: type is string, was integer.",
    ),
    "style": (
        put(f"{LIST} parameters 1 explode", False),
        "`listOrders` query parameter `status`: explode is `false`, was `true`.",
    ),
    "of an event gone": (
        drop(f"{EVENT} parameters 0"),
        "`onOrderPaid` header parameter `Webhook-Id`: is gone.",
    ),
    "of an event optional": (
        put(f"{EVENT} parameters 0 required", False),
        "`onOrderPaid` header parameter `Webhook-Id`: may be missing now.",
    ),
}
BODIES = {
    "required": (
        put(f"{CREATE} requestBody required", True),
        "`createOrder` body: is required now.",
    ),
    "new and required": (
        put(f"{LIST} requestBody", {"required": True, "content": {JSON: {"schema": TEXT}}}),
        "`listOrders` body: is new and required.",
    ),
    "gone": (drop(f"{CREATE} requestBody"), "`createOrder` body: is gone."),
    "media type gone": (
        every(
            put(f"{CREATE} requestBody content text/csv", {"schema": TEXT}),
            drop(f"{CREATE} requestBody content {JSON}"),
        ),
        f"`createOrder` body: media type `{JSON}` is gone.",
    ),
    "encoding": (
        put(f"{CREATE} requestBody content {JSON} encoding", {"file": {"style": "form"}}),
        f"`createOrder` body: encoding of `{JSON}` is another.",
    ),
}
ANSWERS = {
    "gone": (drop(f"{ONE} get responses 304"), "`getOrder` answer 304: is gone."),
    "status changed": (
        every(
            put(f"{CREATE} responses 200", {"description": "Done."}),
            drop(f"{CREATE} responses 201"),
        ),
        "`createOrder` answer 201: is gone.",
    ),
    "error gone": (drop(f"{CREATE} responses 409"), "`createOrder` answer 409: is gone."),
    "without a body": (
        drop(f"{CREATE} responses 201 content"),
        f"`createOrder` answer 201: media type `{JSON}` is gone.",
    ),
    "shared, media type changed": (
        put("components responses Conflict content", {JSON: {"schema": TEXT}}),
        f"`Conflict` response: media type `{PROBLEM}` is gone.",
    ),
    "header gone": (
        drop(f"{CREATE} responses 201 headers ETag"),
        "`createOrder` answer 201 header `Etag`: is gone.",
    ),
    "header optional": (
        put("components headers ETag required", False),
        "`ETag` header: may be missing now.",
    ),
}
CASES = {
    **{f"operation {name}": case for name, case in OPERATIONS.items()},
    **{f"security {name}": case for name, case in SECURITY.items()},
    **{f"parameter {name}": case for name, case in PARAMETERS.items()},
    **{f"body {name}": case for name, case in BODIES.items()},
    **{f"answer {name}": case for name, case in ANSWERS.items()},
}


@pytest.mark.parametrize(("edit", "line"), CASES.values(), ids=CASES)
def test_a_broken_operation_is_named_and_passes_once_announced(edit, line):
    lines = breaking_changes(SHOP, shop(edit))

    assert lines == [line]
    assert unannounced(lines, announcing([])) == [line]
    assert unannounced(lines, announcing(lines)) == []
